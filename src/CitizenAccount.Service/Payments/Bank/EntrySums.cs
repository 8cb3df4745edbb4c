using System.Globalization;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Payments.Bank;

/// <summary>What a notification states of its entries, all, credits and debits, and what they come to.</summary>
internal sealed class EntrySums
{
    private const string All = "TtlNtries";
    private const string Credits = "TtlCdtNtries";
    private const string Debits = "TtlDbtNtries";

    private readonly Dictionary<string, Sum> _sums = Sides.ToDictionary(side => side, _ => new Sum());
    private bool _isOneCurrency = true;

    /// <summary>Elements of a summary.</summary>
    public static IReadOnlyList<string> Sides { get; } = [All, Credits, Debits];

    public Sum Of(string side) => _sums[side];

    public void Add(string side, string currency, string amount)
    {
        _isOneCurrency &= currency == Platform.Calls.Wire.Currency;
        _sums[All].Add(AmountOf(amount) ?? 0);
        if (side is "CRDT" or "DBIT")
        {
            _sums[side == "CRDT" ? Credits : Debits].Add(AmountOf(amount) ?? 0);
        }
    }

    /// <exception cref="RefusalException">REPORT_TOTALS_WRONG.</exception>
    public void RequireStated()
    {
        foreach (var sum in _sums.Values)
        {
            var isTotal = sum.StatedTotal is null || sum.StatedTotal == sum.Total || !_isOneCurrency;
            if (!isTotal || (sum.StatedCount is { } count && count != sum.Count))
            {
                throw Refusal.Of(ErrorReason.ReportTotalsWrong)
                    .With("expected_halalas", Halalas(sum.StatedTotal ?? sum.Total))
                    .With("found_halalas", Halalas(sum.Total))
                    .ToException();
            }
        }
    }

    /// <summary>An amount or a sum of amounts in riyals, of 18 digits at most; 0 is one.</summary>
    public static decimal? AmountOf(string text) => text.Length <= 19
        && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : null;

    private static string Halalas(decimal riyals) =>
        decimal.Truncate(riyals * 100).ToString(CultureInfo.InvariantCulture);

    /// <summary>One of the sums. Totals are riyals as the bank writes them: they move nothing.</summary>
    internal sealed class Sum
    {
        public decimal? StatedCount { get; set; }

        public decimal? StatedTotal { get; set; }

        public long Count { get; private set; }

        public decimal Total { get; private set; }

        public void Add(decimal amount)
        {
            Count++;
            Total += amount;
        }
    }
}
