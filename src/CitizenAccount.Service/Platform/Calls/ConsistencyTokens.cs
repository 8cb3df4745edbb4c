using System.Buffers.Binary;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Security;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>What a read must at least have seen.</summary>
/// <param name="Decisions">How far published decisions were seen.</param>
/// <param name="FromDatabase">The database has to be asked.</param>
/// <param name="Revision">Newest revision of the household seen; 0 is none.</param>
internal readonly record struct WantedFreshness(DecisionMark Decisions, bool FromDatabase, long Revision = 0);

/// <summary>Tokens by which a reader is never shown anything older than it has seen. A token names the household, its
/// revision and how far published decisions were seen, under a MAC: the newest token of a household serves every
/// call about it.</summary>
internal sealed class ConsistencyTokens(KeyRing keys)
{
    private const int Size = 20;

    // Tokens of the version before named no replaced decisions; they live on through a rolling upgrade.
    private const int SizeBefore = 12;

    private readonly SignedText _signed = new(keys, "consistency token");

    /// <summary>The token of an answer.</summary>
    /// <param name="household">The household.</param>
    /// <param name="decisions">How far published decisions were seen.</param>
    /// <param name="revision">Revision of the household, or the one the caller has seen when it was not read.</param>
    public string Issue(HouseholdId household, DecisionMark decisions, long revision)
    {
        Span<byte> content = stackalloc byte[Size];
        BinaryPrimitives.WriteInt32LittleEndian(content, decisions.Publication);
        BinaryPrimitives.WriteInt64LittleEndian(content[4..], revision);
        BinaryPrimitives.WriteInt64LittleEndian(content[12..], decisions.Redecision);
        return _signed.Sign(content, household.ToBytes());
    }

    /// <summary>Notes a flag that says false: leaving it out says that.</summary>
    public static void Check(Consistency? consistency, RequestCheck check)
    {
        Require(consistency is not { HasFullyConsistent: true, FullyConsistent: false },
            "consistency.fully_consistent");
        Require(consistency is not { HasMinimizeLatency: true, MinimizeLatency: false },
            "consistency.minimize_latency");
        void Require(bool holds, string field) => check.That(
            holds, field,
            "القيمة المقبولة هنا true فقط، أو اترك الحقل.", "Only true is accepted here; else leave it out.");
    }

    /// <summary>Reads what a checked request asks for.</summary>
    /// <exception cref="RefusalException">The token is forged or of another household.</exception>
    public WantedFreshness Read(Consistency? consistency, HouseholdId household) =>
        (consistency?.RequirementCase ?? Consistency.RequirementOneofCase.None) switch
        {
            Consistency.RequirementOneofCase.None or Consistency.RequirementOneofCase.MinimizeLatency => default,
            Consistency.RequirementOneofCase.FullyConsistent => new WantedFreshness(default, true),
            Consistency.RequirementOneofCase.AtLeastAsFresh => ReadToken(consistency!.AtLeastAsFresh, household),
        };

    /// <summary>As above for many: a token binds only the household it belongs to, and must be of one of them.
    /// </summary>
    /// <exception cref="RefusalException">The token is forged or of none of them.</exception>
    public WantedFreshness Read(Consistency? consistency, IReadOnlyList<HouseholdId> households)
    {
        if (consistency?.RequirementCase != Consistency.RequirementOneofCase.AtLeastAsFresh)
        {
            return Read(consistency, default(HouseholdId));
        }

        foreach (var household in households)
        {
            if (_signed.TryOpen(consistency.AtLeastAsFresh, household.ToBytes(), out _))
            {
                return ReadToken(consistency.AtLeastAsFresh, household);
            }
        }

        throw Refusal.Of(ErrorReason.ConsistencyTokenInvalid).ToException();
    }

    /// <summary>Reads a token of this household; false for any other.</summary>
    public bool TryRead(string token, HouseholdId household, out WantedFreshness wanted)
    {
        var isOurs = _signed.TryOpen(token, household.ToBytes(), out var content)
            && content is { Length: Size or SizeBefore };
        wanted = isOurs
            ? new WantedFreshness(
                new DecisionMark(
                    BinaryPrimitives.ReadInt32LittleEndian(content),
                    content!.Length == Size ? BinaryPrimitives.ReadInt64LittleEndian(content.AsSpan(12)) : 0),
                false, BinaryPrimitives.ReadInt64LittleEndian(content.AsSpan(4)))
            : default;
        return isOurs;
    }

    private WantedFreshness ReadToken(string token, HouseholdId household) =>
        TryRead(token, household, out var wanted)
            ? wanted
            : throw Refusal.Of(ErrorReason.ConsistencyTokenInvalid).ToException();
}
