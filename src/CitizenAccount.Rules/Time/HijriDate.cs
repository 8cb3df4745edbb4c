using System.Globalization;

namespace CitizenAccount.Rules.Time;

/// <summary>
/// A date of the Umm al-Qura calendar, the civil Hijri calendar of the Kingdom, from 1 Muharram 1318 to 30 Dhu
/// al-Hijja 1500 AH (30 April 1900 to 16 November 2077). Outside these days no date exists here.
/// </summary>
/// <remarks>
/// Umm al-Qura is a published table, not a formula: an arithmetic Hijri calendar differs from it by a day or two. The
/// table is the one in the framework (<see cref="UmAlQuraCalendar"/>). It changes the day at midnight; the religious
/// sighting of the moon, which moves an Eid now and then, is no part of it. The unset value is its first day.
/// <para>
/// Limit: the published tables agree with one another from 1420 to 1450 only. Month by month, this one is that of the
/// printed comparative calendars from 1402 on; before 1402 it differs from them in some months, and before 1420 and
/// after 1450 from the table King Abdulaziz City recomputed, by a day, seldom two. So a Hijri date that identifies a
/// person, such as a birth date, is kept and compared as it was entered, beside the Gregorian date made from it.
/// </para>
/// </remarks>
public readonly record struct HijriDate : IComparable<HijriDate>, IComparable
{
    internal const int YearMin = 1318;
    internal const int YearMax = 1500;

    private static readonly UmAlQuraCalendar Table = new();

    private readonly int _daysSinceFirst;

    /// <param name="year">1318 to 1500.</param>
    /// <param name="month">1 (Muharram) to 12 (Dhu al-Hijja).</param>
    /// <param name="day">1 to 29 or 30, as the month has.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such day.</exception>
    public HijriDate(int year, int month, int day)
    {
        this = TryCreate(year, month, day, out var value, out var problem)
            ? value
            : throw new ArgumentOutOfRangeException(null, problem.Text.English);
    }

    private HijriDate(DateOnly date) => _daysSinceFirst = date.DayNumber - FirstGregorian.DayNumber;

    /// <summary>30 April 1900, which is 1 Muharram 1318.</summary>
    public static DateOnly FirstGregorian { get; } = DateOnly.FromDateTime(Table.MinSupportedDateTime);

    /// <summary>16 November 2077, which is 30 Dhu al-Hijja 1500.</summary>
    public static DateOnly LastGregorian { get; } = DateOnly.FromDateTime(Table.MaxSupportedDateTime);

    public static HijriDate MinValue => default;

    public static HijriDate MaxValue => new(LastGregorian);

    public int Year => Table.GetYear(Instant);

    /// <summary>1 (Muharram) to 12 (Dhu al-Hijja).</summary>
    public int Month => Table.GetMonth(Instant);

    public int Day => Table.GetDayOfMonth(Instant);

    /// <summary>Name of its month in both languages.</summary>
    public LocalizedText MonthName => HijriMonths.Name(Month);

    private DateTime Instant => ToDateOnly().ToDateTime(TimeOnly.MinValue);

    /// <summary>29 or 30.</summary>
    public static int DaysInMonth(int year, int month)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, YearMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, YearMax);
        ArgumentOutOfRangeException.ThrowIfLessThan(month, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(month, 12);
        return Table.GetDaysInMonth(year, month);
    }

    /// <summary>The date of these numbers, or why there is none.</summary>
    public static bool TryCreate(int year, int month, int day, out HijriDate value, out Problem problem)
    {
        value = default;
        problem = HijriProblems.Find(year, month, day) ?? default;
        if (problem != default)
        {
            return false;
        }

        value = new(DateOnly.FromDateTime(Table.ToDateTime(year, month, day, 0, 0, 0, 0)));
        return true;
    }

    /// <summary>The Hijri date of a Gregorian one, or why there is none.</summary>
    public static bool TryFrom(DateOnly date, out HijriDate value, out Problem problem)
    {
        var covered = date >= FirstGregorian && date <= LastGregorian;
        value = covered ? new(date) : default;
        problem = covered ? default : HijriProblems.GregorianOutOfRange;
        return covered;
    }

    /// <summary>The Hijri date of a Gregorian one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Before 30 April 1900 or after 16 November 2077.</exception>
    public static HijriDate From(DateOnly date) => TryFrom(date, out var value, out var problem)
        ? value
        : throw new ArgumentOutOfRangeException(nameof(date), date, problem.Text.English);

    /// <summary>
    /// Reads <c>1446-09-01</c>, also with <c>/</c> or <c>.</c>, without leading zeros, with the day first
    /// (<c>1/9/1446</c>), and in Arabic digits. The four-digit part is the year.
    /// </summary>
    public static bool TryParse(string? text, out HijriDate value, out Problem problem)
    {
        value = default;
        problem = HijriProblems.BadFormat;
        return HijriNumbers.TryRead(text, out var read)
            && TryCreate(read.Year, read.Month, read.Day, out value, out problem);
    }

    /// <summary>As <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">The text is not a date of this calendar.</exception>
    public static HijriDate Parse(string text) =>
        TryParse(text, out var value, out var problem) ? value : throw problem.ToException();

    public static bool operator <(HijriDate left, HijriDate right) => left._daysSinceFirst < right._daysSinceFirst;

    public static bool operator >(HijriDate left, HijriDate right) => left._daysSinceFirst > right._daysSinceFirst;

    public static bool operator <=(HijriDate left, HijriDate right) => left._daysSinceFirst <= right._daysSinceFirst;

    public static bool operator >=(HijriDate left, HijriDate right) => left._daysSinceFirst >= right._daysSinceFirst;

    /// <summary>The Gregorian date of the same day.</summary>
    public DateOnly ToDateOnly() => FirstGregorian.AddDays(_daysSinceFirst);

    public int CompareTo(HijriDate other) => _daysSinceFirst.CompareTo(other._daysSinceFirst);

    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        HijriDate other => CompareTo(other),
        _ => throw new ArgumentException("A Hijri date compares with a Hijri date only.", nameof(obj)),
    };

    /// <summary><c>1446-09-01</c>; sorts as text in the order of time.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Month:D2}-{Day:D2}");

    /// <summary>As people write it: <c>1 رمضان 1446هـ</c> and <c>1 Ramadan 1446 AH</c>.</summary>
    public LocalizedText ToText()
    {
        var (day, year) = (Day.ToString(CultureInfo.InvariantCulture), Year.ToString(CultureInfo.InvariantCulture));
        return new($"{day} {MonthName.Arabic} {year}هـ", $"{day} {MonthName.English} {year} AH");
    }
}
