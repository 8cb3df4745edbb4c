using System.Globalization;
using CitizenAccount.Rules.Identity;

namespace CitizenAccount.Rules.Time;

/// <summary>
/// A Gregorian month such as 2026-12: the unit in which benefits are decided and paid. From 2000-01 to 2199-12.
/// </summary>
/// <remarks>
/// It names a month and no instant; <see cref="Riyadh"/> says when a day of it begins and ends. The unset value is
/// the first month, 2000-01, so every value is a real month.
/// </remarks>
public readonly record struct YearMonth : IComparable<YearMonth>, IComparable
{
    private const int YearMin = 2000;
    private const int YearMax = 2199;

    private readonly int _monthsSinceMin;

    /// <param name="year">2000 to 2199.</param>
    /// <param name="month">1 to 12.</param>
    public YearMonth(int year, int month)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, YearMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, YearMax);
        ArgumentOutOfRangeException.ThrowIfLessThan(month, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(month, 12);
        _monthsSinceMin = (year - YearMin) * 12 + month - 1;
    }

    private YearMonth(int monthsSinceMin) => _monthsSinceMin = monthsSinceMin;

    /// <summary>2000-01.</summary>
    public static YearMonth MinValue => default;

    /// <summary>2199-12.</summary>
    public static YearMonth MaxValue => new(YearMax, 12);

    public int Year => YearMin + _monthsSinceMin / 12;

    /// <summary>1 to 12.</summary>
    public int Month => _monthsSinceMin % 12 + 1;

    public DateOnly FirstDay => new(Year, Month, 1);

    public DateOnly LastDay => new(Year, Month, DateTime.DaysInMonth(Year, Month));

    /// <summary>The month a civil date lies in.</summary>
    public static YearMonth Of(DateOnly date) => new(date.Year, date.Month);

    /// <summary>The month it is in Riyadh at an instant.</summary>
    public static YearMonth Of(DateTimeOffset instant) => Of(Riyadh.DateOf(instant));

    public static bool operator <(YearMonth left, YearMonth right) => left._monthsSinceMin < right._monthsSinceMin;

    public static bool operator >(YearMonth left, YearMonth right) => left._monthsSinceMin > right._monthsSinceMin;

    public static bool operator <=(YearMonth left, YearMonth right) => left._monthsSinceMin <= right._monthsSinceMin;

    public static bool operator >=(YearMonth left, YearMonth right) => left._monthsSinceMin >= right._monthsSinceMin;

    /// <summary>The month so many months later, or earlier if negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It would lie outside 2000-01 to 2199-12.</exception>
    public YearMonth AddMonths(int months)
    {
        var moved = (long)_monthsSinceMin + months;
        if (moved < 0 || moved > MaxValue._monthsSinceMin)
        {
            throw new ArgumentOutOfRangeException(
                nameof(months), months, "The month would lie outside 2000-01 to 2199-12.");
        }

        return new((int)moved);
    }

    /// <summary>How many months later the other one is; negative if it is earlier.</summary>
    public int MonthsUntil(YearMonth other) => other._monthsSinceMin - _monthsSinceMin;

    /// <summary>Every month from this one to <paramref name="last"/>, both included; none if it is earlier.</summary>
    public IEnumerable<YearMonth> Through(YearMonth last)
    {
        for (var month = _monthsSinceMin; month <= last._monthsSinceMin; month++)
        {
            yield return new(month);
        }
    }

    /// <summary>A day of this month.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The month has no such day.</exception>
    public DateOnly Day(int day) => new(Year, Month, day);

    public bool Contains(DateOnly date) => date.Year == Year && date.Month == Month;

    /// <summary>Reads <c>2026-12</c>: four digits, a hyphen, two digits; Arabic digits too.</summary>
    public static bool TryParse(string? text, out YearMonth value, out Problem problem)
    {
        value = default;
        problem = BadFormat;
        if (!TypedText.TryPlain(text, out var plain) || plain.Length != 7 || plain[4] != '-'
            || !TypedText.IsDigits(plain.AsSpan(0, 4)) || !TypedText.IsDigits(plain.AsSpan(5)))
        {
            return false;
        }

        var year = int.Parse(plain.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture);
        var month = int.Parse(plain.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture);
        if (year is < YearMin or > YearMax || month is < 1 or > 12)
        {
            problem = OutOfRange;
            return false;
        }

        value = new(year, month);
        problem = default;
        return true;
    }

    /// <summary>As <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">The text is not a month.</exception>
    public static YearMonth Parse(string text) =>
        TryParse(text, out var value, out var problem) ? value : throw problem.ToException();

    public int CompareTo(YearMonth other) => _monthsSinceMin.CompareTo(other._monthsSinceMin);

    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        YearMonth other => CompareTo(other),
        _ => throw new ArgumentException("A month compares with a month only.", nameof(obj)),
    };

    /// <summary><c>2026-12</c>; sorts as text in the order of time.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Month:D2}");

    private static Problem BadFormat => Problem.Of(
        "YEAR_MONTH_FORMAT",
        "الشهر غير صحيح. اكتبه بالسنة الميلادية ثم الشهر، مثل \u20662026-12\u2069.",
        "This is not a month. Write the Gregorian year, a hyphen and the month, such as 2026-12.");

    private static Problem OutOfRange => Problem.Of(
        "YEAR_MONTH_OUT_OF_RANGE",
        "الشهر خارج المدى المقبول، من \u20662000-01\u2069 إلى \u20662199-12\u2069 بالتقويم الميلادي.",
        "The month is outside the accepted range, Gregorian 2000-01 to 2199-12.");
}
