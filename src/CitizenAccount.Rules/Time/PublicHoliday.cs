using CitizenAccount.Rules.Policies;

namespace CitizenAccount.Rules.Time;

/// <summary>
/// A holiday that returns every year, as a rule from which its days are computed. Holidays are announced each year
/// all the same: what was announced goes before the rule (<see cref="AnnouncedDays"/>).
/// </summary>
/// <param name="Code">A stable upper-case name such as <c>EID_AL_FITR</c>.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Calendar">The calendar of the days and years below.</param>
/// <param name="First">Its first day in each year.</param>
/// <param name="Last">Its last day, included, in the same year; null where <paramref name="WorkingDays"/> says how
/// long it is.</param>
/// <param name="WorkingDays">How many days from Sunday to Thursday it takes off, from its first day on.</param>
/// <param name="MovesOffWeekend">On a Friday it is taken on the Thursday before, on a Saturday on the Sunday after,
/// unless it falls into another holiday. For one-day holidays only.</param>
/// <param name="FirstYear">The first year the rule holds for.</param>
/// <param name="LastYear">The last year it holds for; null while it is the newest.</param>
/// <param name="Source">Who said so, when and where.</param>
/// <param name="Confidence">How sure the source lets us be.</param>
/// <param name="Note">What to know about it.</param>
public sealed record PublicHoliday(
    string Code,
    LocalizedText Name,
    HolidayCalendar Calendar,
    MonthDay First,
    MonthDay? Last,
    int? WorkingDays,
    bool MovesOffWeekend,
    int FirstYear,
    int? LastYear,
    string Source,
    Confidence Confidence,
    string Note)
{
    /// <summary>The rules known from public sources (<c>public-holidays.json</c>).</summary>
    public static IReadOnlyList<PublicHoliday> Published => PublicHolidayTable.Shipped.Holidays;

    internal IEnumerable<int> YearsThrough(int last) =>
        Enumerable.Range(FirstYear, Math.Max(0, Math.Min(LastYear ?? last, last) - FirstYear + 1));
}

/// <summary>A day of the year without the year; which calendar it belongs to is said beside it.</summary>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to 31, or 1 to 30 in a Hijri month.</param>
public readonly record struct MonthDay(int Month, int Day);

/// <summary>The calendar a holiday returns by.</summary>
public enum HolidayCalendar
{
    /// <summary>The same Gregorian day each year.</summary>
    Gregorian = 1,

    /// <summary>The same day of the Umm al-Qura year.</summary>
    Hijri = 2,
}

/// <summary>Days announced to be off, or to be worked, once; they go before every rule.</summary>
/// <param name="First">First day, civil date in Riyadh.</param>
/// <param name="Last">Last day, included.</param>
/// <param name="Working">True: worked though a rule says otherwise. False: off.</param>
/// <param name="Name">Why, for people.</param>
/// <param name="Source">Who said so, when and where.</param>
/// <param name="Confidence">How sure the source lets us be.</param>
/// <param name="Note">What to know about it.</param>
public sealed record AnnouncedDays(
    DateOnly First,
    DateOnly Last,
    bool Working,
    LocalizedText Name,
    string Source,
    Confidence Confidence,
    string Note)
{
    /// <summary>The announcements known from public sources (<c>public-holidays.json</c>).</summary>
    public static IReadOnlyList<AnnouncedDays> Published => PublicHolidayTable.Shipped.Announced;

    internal IEnumerable<DateOnly> Days() =>
        Enumerable.Range(0, Math.Max(0, Last.DayNumber - First.DayNumber + 1)).Select(First.AddDays);
}
