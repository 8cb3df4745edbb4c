using System.Globalization;
using CitizenAccount.Rules.Identity;

namespace CitizenAccount.Rules.Time;

/// <summary>
/// One month's examination and payment (الدورة), numbered from December 2017, which is 1: November 2026 is 108.
/// </summary>
/// <remarks>
/// Source: the numbers and months the programme announced, e.g. 95 for October 2025 and 99 for February 2026; the
/// examination and the payment carry the same number. The unset value is cycle 1. Limit: the last is December 2199.
/// </remarks>
public readonly record struct Cycle : IComparable<Cycle>, IComparable
{
    /// <summary>
    /// Facts verified by the end of this day of a month, in Riyadh, serve the next month; later ones the month after.
    /// </summary>
    public const int DataCutOffDay = 10;

    private static readonly YearMonth FirstMonth = new(2017, 12);

    private readonly int _monthsSinceFirst;

    /// <param name="number">1 or more; 1 is December 2017.</param>
    public Cycle(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, NumberMax);
        _monthsSinceFirst = number - 1;
    }

    /// <summary>Cycle 1, December 2017.</summary>
    public static Cycle First => default;

    /// <summary>Its number, 1 or more.</summary>
    public int Number => _monthsSinceFirst + 1;

    /// <summary>The benefit month.</summary>
    public YearMonth Month => FirstMonth.AddMonths(_monthsSinceFirst);

    /// <summary>
    /// The instant the data cut-off (موعد تحديث البيانات) is over: the end of the 10th of the month before, in Riyadh.
    /// A fact verified before this instant serves this cycle; one verified at it or later serves the next.
    /// </summary>
    public DateTimeOffset DataCutOff => Riyadh.EndOf(Month.AddMonths(-1).Day(DataCutOffDay));

    private static int NumberMax => FirstMonth.MonthsUntil(YearMonth.MaxValue) + 1;

    /// <summary>The cycle of a benefit month.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The month is before December 2017.</exception>
    public static Cycle Of(YearMonth month)
    {
        if (month < FirstMonth)
        {
            throw new ArgumentOutOfRangeException(nameof(month), month, "The programme began with December 2017.");
        }

        return new(FirstMonth.MonthsUntil(month) + 1);
    }

    /// <summary>
    /// The first cycle that a fact verified at this instant serves: the next month's up to the end of the 10th in
    /// Riyadh, the one after that from the 11th on. Facts older than the programme serve its first cycle.
    /// </summary>
    public static Cycle ServedBy(DateTimeOffset verifiedAt)
    {
        if (verifiedAt < First.DataCutOff)
        {
            return First;
        }

        var date = Riyadh.DateOf(verifiedAt);
        return Of(YearMonth.Of(date).AddMonths(date.Day <= DataCutOffDay ? 1 : 2));
    }

    public static bool operator <(Cycle left, Cycle right) => left._monthsSinceFirst < right._monthsSinceFirst;

    public static bool operator >(Cycle left, Cycle right) => left._monthsSinceFirst > right._monthsSinceFirst;

    public static bool operator <=(Cycle left, Cycle right) => left._monthsSinceFirst <= right._monthsSinceFirst;

    public static bool operator >=(Cycle left, Cycle right) => left._monthsSinceFirst >= right._monthsSinceFirst;

    /// <summary>The cycle so many months later, or earlier if negative.</summary>
    public Cycle Add(int cycles) => new(checked(Number + cycles));

    /// <summary>Reads a number such as <c>108</c>, in 0-9 or Arabic digits.</summary>
    public static bool TryParse(string? text, out Cycle value, out Problem problem)
    {
        value = default;
        problem = BadNumber;
        if (!TypedText.TryPlain(text, out var plain)
            || !int.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number < 1 || number > NumberMax)
        {
            return false;
        }

        value = new(number);
        problem = default;
        return true;
    }

    /// <summary>As <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">The text is not a cycle number.</exception>
    public static Cycle Parse(string text) =>
        TryParse(text, out var value, out var problem) ? value : throw problem.ToException();

    public int CompareTo(Cycle other) => _monthsSinceFirst.CompareTo(other._monthsSinceFirst);

    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Cycle other => CompareTo(other),
        _ => throw new ArgumentException("A cycle compares with a cycle only.", nameof(obj)),
    };

    /// <summary>Number and month: <c>108 (2026-11)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number} ({Month})");

    private static Problem BadNumber => Problem.Of(
        "CYCLE_NUMBER",
        "رقم الدورة غير صحيح. اكتب رقمًا، علمًا بأن الدورة \u20661\u2069 هي ديسمبر \u20662017\u2069.",
        "This is not a cycle. Write its number; cycle 1 is December 2017.");
}
