using System.Collections.Frozen;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Rules.Identity;

/// <summary>A bank as the public lists of IBAN codes name it (<c>banks.json</c>).</summary>
/// <remarks>Limit: no public list is complete; SAMA's own table should replace this one.</remarks>
/// <param name="Code">Two digits given by SAMA, characters 5 and 6 of an IBAN.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="AsOf">The year the list was published.</param>
/// <param name="Source">Where it stood.</param>
/// <param name="Confidence">How sure the source lets us be.</param>
/// <param name="Note">What to know about it; may be empty.</param>
public sealed record Bank(
    string Code, LocalizedText Name, int AsOf, string Source, Confidence Confidence, string Note)
{
    private static readonly Lazy<FrozenDictionary<string, Bank>> ByCode = new(() =>
        EmbeddedTable.Read<Table>("banks.json").Banks
            .Select(row => row.ToBank())
            .ToFrozenDictionary(bank => bank.Code));

    /// <summary>Every known bank by code.</summary>
    public static IReadOnlyList<Bank> Known =>
        [.. ByCode.Value.Values.OrderBy(bank => bank.Code, StringComparer.Ordinal)];

    /// <summary>The bank of a two-digit code; null if the table lacks it.</summary>
    public static Bank? Find(string code) => ByCode.Value.GetValueOrDefault(code);

    internal sealed record Table(IReadOnlyList<Row> Banks);

    internal sealed record Row(
        string Code, string Arabic, string English, int AsOf, string Source, Confidence Confidence, string Note)
    {
        public Bank ToBank() => new(Code, new(Arabic, English), AsOf, Source, Confidence, Note);
    }
}
