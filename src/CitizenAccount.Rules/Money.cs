using System.Globalization;
using CitizenAccount.Rules.Identity;

namespace CitizenAccount.Rules;

/// <summary>
/// An amount in Saudi riyals, held as whole halalas (100 to the riyal). May be negative: a journal has two sides.
/// </summary>
/// <remarks>
/// All arithmetic is checked: a sum that does not fit throws <see cref="OverflowException"/> and never wraps. There is
/// no way in or out through a floating-point number, and no division without a stated rounding.
/// </remarks>
/// <param name="Halalas">The amount in halalas.</param>
public readonly record struct Money(long Halalas) : IComparable<Money>, IComparable
{
    private const long HalalasPerRiyal = 100;

    /// <summary>No money.</summary>
    public static Money Zero => default;

    public bool IsZero => Halalas == 0;

    public bool IsPositive => Halalas > 0;

    public bool IsNegative => Halalas < 0;

    /// <summary>A whole number of riyals.</summary>
    /// <exception cref="OverflowException">The amount does not fit.</exception>
    public static Money FromRiyals(long riyals) => new(checked(riyals * HalalasPerRiyal));

    public static Money operator +(Money left, Money right) => new(checked(left.Halalas + right.Halalas));

    public static Money operator -(Money left, Money right) => new(checked(left.Halalas - right.Halalas));

    public static Money operator -(Money amount) => new(checked(-amount.Halalas));

    public static Money operator *(Money amount, long times) => new(checked(amount.Halalas * times));

    public static Money operator *(long times, Money amount) => amount * times;

    public static bool operator <(Money left, Money right) => left.Halalas < right.Halalas;

    public static bool operator >(Money left, Money right) => left.Halalas > right.Halalas;

    public static bool operator <=(Money left, Money right) => left.Halalas <= right.Halalas;

    public static bool operator >=(Money left, Money right) => left.Halalas >= right.Halalas;

    public static Money Min(Money left, Money right) => left <= right ? left : right;

    public static Money Max(Money left, Money right) => left >= right ? left : right;

    /// <summary>The sum of the parts; zero for none.</summary>
    public static Money Sum(IEnumerable<Money> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return parts.Aggregate(Zero, (total, part) => total + part);
    }

    /// <summary>
    /// This amount times <paramref name="numerator"/> over <paramref name="denominator"/>, rounded once, at the end,
    /// to the halala; an exact half goes up. A negative amount rounds as its positive mirror (half away from zero),
    /// so that taking back is exactly the opposite of paying.
    /// </summary>
    /// <param name="numerator">Any number.</param>
    /// <param name="denominator">More than zero.</param>
    /// <exception cref="OverflowException">The result does not fit; the product in between may.</exception>
    public Money MultiplyDivideRounded(long numerator, long denominator)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(denominator);
        var product = (Int128)Halalas * numerator;
        var size = Int128.Abs(product);
        var (whole, rest) = Int128.DivRem(size, denominator);
        if (rest * 2 >= denominator)
        {
            whole++;
        }

        return new(checked((long)(product < 0 ? -whole : whole)));
    }

    /// <summary>
    /// Reads <c>1472</c>, <c>1472.5</c>, <c>1,472.00</c> or <c>1,472.00 SAR</c>, in 0-9 or Arabic digits. At most two
    /// decimals; commas only between groups of three digits.
    /// </summary>
    public static bool TryParse(string? text, out Money value, out Problem problem)
    {
        value = default;
        problem = BadFormat;
        if (!TypedText.TryPlain(text, out var plain))
        {
            return false;
        }

        var number = WithoutCurrency(plain).Replace('\u066B', '.').Replace('\u066C', ',');
        var negative = number.StartsWith('-');
        number = negative ? number[1..] : number;
        var point = number.IndexOf('.', StringComparison.Ordinal);
        var riyals = point < 0 ? number : number[..point];
        var decimals = point < 0 ? "" : number[(point + 1)..];
        if (!TryUngroup(riyals, out var digits) || decimals.Length > 2 || (point >= 0 && decimals.Length == 0)
            || !TypedText.IsDigits(decimals))
        {
            return false;
        }

        var halalas = (negative ? "-" : "") + digits + decimals.PadRight(2, '0');
        if (!long.TryParse(halalas, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed))
        {
            problem = TooLarge;
            return false;
        }

        value = new(parsed);
        problem = default;
        return true;
    }

    /// <summary>As <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">The text is not an amount.</exception>
    public static Money Parse(string text) =>
        TryParse(text, out var value, out var problem) ? value : throw problem.ToException();

    public int CompareTo(Money other) => Halalas.CompareTo(other.Halalas);

    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Money other => CompareTo(other),
        _ => throw new ArgumentException("An amount compares with an amount only.", nameof(obj)),
    };

    /// <summary>For English readers and for machines, the same everywhere: <c>1,472.00 SAR</c>.</summary>
    public override string ToString() => $"{Number()} SAR";

    /// <summary>
    /// For Arabic readers: <c>1,472.00 ريال</c>. The number is isolated left to right inside a right-to-left isolate
    /// (U+2067 U+2066 ... U+2069 ... U+2069), so sign, digits and unit keep their places in any sentence.
    /// </summary>
    public string ToArabic() => $"\u2067\u2066{Number()}\u2069 ريال\u2069";

    private static Problem BadFormat => Problem.Of(
        "MONEY_FORMAT",
        "المبلغ غير صحيح. اكتبه بالأرقام وبمنزلتين عشريتين على الأكثر، مثل \u20661472.00\u2069.",
        "This is not an amount. Write it in digits with at most two decimals, such as 1472.00.");

    private static Problem TooLarge => Problem.Of(
        "MONEY_TOO_LARGE",
        "المبلغ أكبر مما يمكن تسجيله. تحقق من عدد الأرقام.",
        "The amount is larger than can be recorded. Check the number of digits.");

    private static string WithoutCurrency(string plain)
    {
        foreach (var unit in (ReadOnlySpan<string>)["SAR", "ريال"])
        {
            if (plain.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
            {
                return plain[..^unit.Length].TrimEnd();
            }
        }

        return plain;
    }

    private static bool TryUngroup(string typed, out string digits)
    {
        var groups = typed.Split(',');
        digits = string.Concat(groups);
        return digits.Length > 0
            && TypedText.IsDigits(digits)
            && (groups.Length == 1 || (groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(g => g.Length == 3)));
    }

    private string Number()
    {
        // Through Int128, because the size of the smallest long does not fit in a long.
        var (riyals, halalas) = Int128.DivRem(Int128.Abs(Halalas), HalalasPerRiyal);
        var sign = Halalas < 0 ? "-" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{riyals:N0}.{(int)halalas:D2}");
    }
}
