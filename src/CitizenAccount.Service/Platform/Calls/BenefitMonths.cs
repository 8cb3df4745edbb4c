using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>Which benefit months calls may ask about: from the first one to two years ahead.</summary>
internal static class BenefitMonths
{
    public const int MonthsAhead = 24;

    /// <summary>Reads an optional month; absent is the current one in Riyadh.</summary>
    public static YearMonth Read(
        Contracts.Type.V1.YearMonth? month, RequestCheck check, string field, DateTimeOffset now) =>
        month is not null && month.TryRead(check, field, out var value) ? value : YearMonth.Of(now);

    /// <summary>Whether a policy is shown for a month.</summary>
    public static bool Knows(YearMonth month, DateTimeOffset now) =>
        month >= PolicyBook.FirstMonth && month <= LastAt(now);

    /// <summary>Refuses a month that no policy is shown for.</summary>
    /// <exception cref="RefusalException">MONTH_OUT_OF_RANGE with both ends.</exception>
    public static void RequireKnown(YearMonth month, DateTimeOffset now)
    {
        if (!Knows(month, now))
        {
            throw OutOfRange(PolicyBook.FirstMonth, LastAt(now)).ToException();
        }
    }

    /// <summary>The refusal of a month outside the known ones, with both ends.</summary>
    public static Refusal OutOfRange(YearMonth first, YearMonth last) => Refusal.Of(ErrorReason.MonthOutOfRange)
        .With("first_month", first.ToString())
        .With("last_month", last.ToString());

    private static YearMonth LastAt(DateTimeOffset now) => YearMonth.Of(now).AddMonths(MonthsAhead);
}
