using System.Globalization;
using CitizenAccount.Contracts.Type.V1;

namespace CitizenAccount.Portal.Pages;

/// <summary>Reads numbers, amounts and days as people type them: Arabic-Indic or Persian digits, with marks between
/// thousands. What lies within limits is for the service to say.</summary>
internal static class Typed
{
    private const int FiguresMax = 30;

    /// <summary>Digits 0-9, a point for the decimal mark, without marks between thousands and marks of direction.
    /// </summary>
    public static string Plain(string text) => string.Concat(text.Select(c => c switch
    {
        >= '٠' and <= '٩' => (char)('0' + (c - '٠')),
        >= '۰' and <= '۹' => (char)('0' + (c - '۰')),
        '٫' => '.',
        _ => c,
    }).Where(c => !IsMark(c)));

    public static int ReadCount(this PageForm form, string field)
    {
        var text = Plain(form[field]);
        if (text.Length == 0)
        {
            return 0;
        }

        if (text.Length <= FiguresMax
            && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        form.Fail(field, FormWords.NumberNeeded);
        return 0;
    }

    public static Money ReadMoney(this PageForm form, string field)
    {
        var text = Plain(form[field]);
        if (text.Length is > 0 and <= FiguresMax
            && decimal.TryParse(
                text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                out var riyals)
            && Math.Abs(riyals) < 1_000_000_000_000m && decimal.Truncate(riyals * 100) == riyals * 100)
        {
            return new Money { CurrencyCode = "SAR", Halalas = (long)(riyals * 100) };
        }

        form.Fail(field, FormWords.AmountNeeded);
        return new Money { CurrencyCode = "SAR" };
    }

    /// <summary>A day in one of the two calendars; neither when it could not be read.</summary>
    public static (Date? Day, HijriDate? Hijri) ReadDay(this PageForm form, string field)
    {
        if (int.TryParse(Plain(form[field + ".day"]), CultureInfo.InvariantCulture, out var day)
            && int.TryParse(Plain(form[field + ".month"]), CultureInfo.InvariantCulture, out var month)
            && int.TryParse(Plain(form[field + ".year"]), CultureInfo.InvariantCulture, out var year))
        {
            return form[field + ".calendar"] == "gregorian"
                ? (new Date { Year = year, Month = month, Day = day }, null)
                : (null, new HijriDate { Year = year, Month = month, Day = day });
        }

        form.Fail(field, FormWords.DateNeeded);
        return (null, null);
    }

    /// <summary>A choice of a list; the zero of its kind when nothing known was chosen.</summary>
    public static T ReadChoice<T>(this PageForm form, string field, bool required = true)
        where T : struct, Enum
    {
        if (Enum.TryParse<T>(form[field], out var value) && Enum.IsDefined(value) && !value.Equals(default(T)))
        {
            return value;
        }

        if (required)
        {
            form.Fail(field, FormWords.ChoiceNeeded);
        }

        return default;
    }

    private static bool IsMark(char c) => char.IsWhiteSpace(c)
        || c is ',' or '٬' or '،' or '\u061C' or '\u200B' or '\u200E' or '\u200F' or '\uFEFF'
            or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
