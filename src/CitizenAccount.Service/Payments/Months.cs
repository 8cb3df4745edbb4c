using CitizenAccount.Rules.Time;

namespace CitizenAccount.Service.Payments;

/// <summary>Benefit months as they are stored: year x 100 + month.</summary>
internal static class Months
{
    public static int CodeOf(YearMonth month) => (month.Year * 100) + month.Month;

    public static YearMonth Of(int code) => new(code / 100, code % 100);
}
