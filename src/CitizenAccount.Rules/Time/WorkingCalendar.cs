namespace CitizenAccount.Rules.Time;

/// <summary>
/// The working days of the civil service: Sunday to Thursday without public holidays. Due dates counted in working
/// days (15 for a payment complaint, 5 for a ticket) are a pure function of it. Civil dates in Riyadh, from 1 January
/// 2017 to 31 December 2076.
/// </summary>
/// <remarks>
/// Holidays are rules in data, computed by Umm al-Qura and announced anew each year, so a due date in a year not yet
/// announced is a forecast. What goes before what: announced days; then the holidays and the weekend; and a single
/// working day left between two days off is off too (leave regulation, article 7; seen on 22 September 2019 and 24
/// September 2020). Source of each rule: <c>public-holidays.json</c>.
/// </remarks>
public sealed class WorkingCalendar
{
    private static readonly Lazy<WorkingCalendar> FromTable =
        new(() => new(PublicHoliday.Published, AnnouncedDays.Published));

    private readonly IReadOnlyList<PublicHoliday> _holidays;
    private readonly IReadOnlyList<AnnouncedDays> _announced;

    // Why each day is off (null: worked), and how many days are worked from the first day through each.
    private readonly LocalizedText?[] _reasons;
    private readonly int[] _workedThrough;

    /// <param name="holidays">Rules that return every year.</param>
    /// <param name="announced">Days announced once, before every rule; no day may be announced twice.</param>
    /// <exception cref="ArgumentException">A rule has no length, or a day is announced twice.</exception>
    public WorkingCalendar(IEnumerable<PublicHoliday> holidays, IEnumerable<AnnouncedDays> announced)
    {
        ArgumentNullException.ThrowIfNull(holidays);
        ArgumentNullException.ThrowIfNull(announced);
        _holidays = [.. holidays];
        _announced = [.. announced];
        _reasons = DaysOff.Compute(_holidays, _announced, FirstDay, LastDay);
        _workedThrough = new int[_reasons.Length];
        var worked = 0;
        for (var i = 0; i < _reasons.Length; i++)
        {
            worked += _reasons[i] is null ? 1 : 0;
            _workedThrough[i] = worked;
        }
    }

    /// <summary>With the rules and announcements known from public sources (<c>public-holidays.json</c>).</summary>
    public static WorkingCalendar Published => FromTable.Value;

    /// <summary>The first day it knows, 1 January 2017: the year of the programme's first payment.</summary>
    public static DateOnly FirstDay { get; } = new(2017, 1, 1);

    /// <summary>The last day it knows, 31 December 2076: the last whole year of the Umm al-Qura table.</summary>
    public static DateOnly LastDay { get; } = new(2076, 12, 31);

    /// <summary>The same rules with further announcements, for operators and tests.</summary>
    public WorkingCalendar WithAnnounced(IEnumerable<AnnouncedDays> more) => new(_holidays, [.. _announced, .. more]);

    /// <exception cref="ArgumentOutOfRangeException">The day lies outside this calendar.</exception>
    public bool IsWorkingDay(DateOnly day) => ReasonOff(day) is null;

    /// <summary>Why a day is off: the weekend, or the holiday by name; null on a working day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day lies outside this calendar.</exception>
    public LocalizedText? ReasonOff(DateOnly day) => _reasons[Index(day)];

    /// <summary>
    /// The working day that many working days after <paramref name="day"/>, which itself is not counted: one working
    /// day after a Thursday is the Sunday. Zero gives the day itself, worked or not.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or the result lies outside this calendar.</exception>
    public DateOnly AddWorkingDays(DateOnly day, int workingDays)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(workingDays);
        var from = Index(day);
        if (workingDays == 0)
        {
            return day;
        }

        var wanted = (long)_workedThrough[from] + workingDays;
        if (wanted > _workedThrough[^1])
        {
            throw new ArgumentOutOfRangeException(
                nameof(workingDays), workingDays, "The day would lie after 31 December 2076.");
        }

        // The counts never fall, so the first day that reaches the wanted count is found by halving.
        var (low, high) = (from + 1, _workedThrough.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _workedThrough[middle] < wanted ? (middle + 1, high) : (low, middle);
        }

        return FirstDay.AddDays(low);
    }

    /// <summary>
    /// How many working days there are after <paramref name="after"/> up to and including <paramref name="through"/>:
    /// the inverse of <see cref="AddWorkingDays"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The second is before the first, or one lies outside this calendar.
    /// </exception>
    public int WorkingDaysBetween(DateOnly after, DateOnly through)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(through, after);
        return _workedThrough[Index(through)] - _workedThrough[Index(after)];
    }

    private static int Index(DateOnly day)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(day, FirstDay);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(day, LastDay);
        return day.DayNumber - FirstDay.DayNumber;
    }
}
