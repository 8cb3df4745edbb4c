using System.Globalization;
using CitizenAccount.Rules.Identity;

namespace CitizenAccount.Rules.Time;

/// <summary>The three numbers of a Hijri date as typed, not yet known to be a date.</summary>
internal readonly record struct HijriNumbers(int Year, int Month, int Day)
{
    private const string Separators = "-/.";

    public static bool TryRead(string? text, out HijriNumbers value)
    {
        value = default;
        if (!TypedText.TryPlain(text, out var plain))
        {
            return false;
        }

        var at = plain.AsSpan().IndexOfAny(Separators);
        if (at < 0)
        {
            return false;
        }

        var parts = plain.Split(plain[at]);
        if (parts.Length != 3 || parts[1].Length is < 1 or > 2 || parts.Any(part => !TypedText.IsDigits(part)))
        {
            return false;
        }

        // Only the year has four digits, so first or last it cannot be mistaken.
        switch (parts[0].Length, parts[2].Length)
        {
            case (4, 1 or 2):
                value = new(Number(parts[0]), Number(parts[1]), Number(parts[2]));
                return true;
            case (1 or 2, 4):
                value = new(Number(parts[2]), Number(parts[1]), Number(parts[0]));
                return true;
            default:
                return false;
        }
    }

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
