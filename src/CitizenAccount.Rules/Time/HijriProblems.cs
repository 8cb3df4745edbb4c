using System.Globalization;

namespace CitizenAccount.Rules.Time;

/// <summary>Why numbers are not a Hijri date, said so that the person can put it right.</summary>
internal static class HijriProblems
{
    public static Problem BadFormat => Problem.Of(
        "HIJRI_FORMAT",
        "التاريخ الهجري غير صحيح. اكتبه بالسنة ثم الشهر ثم اليوم، مثل \u20661446-09-01\u2069.",
        "This is not a Hijri date. Write year, month and day, such as 1446-09-01.");

    public static Problem GregorianOutOfRange => Problem.Of(
        "HIJRI_GREGORIAN_OUT_OF_RANGE",
        "التاريخ الميلادي خارج مدى تقويم أم القرى، من \u20661900-04-30\u2069 إلى \u20662077-11-16\u2069. "
            + "تحقق من السنة.",
        "The Gregorian date is outside the Umm al-Qura table, 1900-04-30 to 2077-11-16. Check the year.");

    private static Problem LooksGregorian => Problem.Of(
        "HIJRI_LOOKS_GREGORIAN",
        "يبدو أن التاريخ ميلادي. اكتب التاريخ الهجري المدون في الهوية.",
        "This looks like a Gregorian date. Write the Hijri date shown on the identity card.");

    private static Problem YearOutOfRange => Problem.Of(
        "HIJRI_YEAR_OUT_OF_RANGE",
        "السنة خارج مدى تقويم أم القرى، من \u20661318\u2069 إلى \u20661500\u2069 هجرية. تحقق من السنة.",
        "The year is outside the Umm al-Qura table, 1318 to 1500 AH. Check the year.");

    private static Problem BadMonth => Problem.Of(
        "HIJRI_MONTH",
        "رقم الشهر غير صحيح. اكتب رقمًا من \u20661\u2069 إلى \u206612\u2069.",
        "There is no such month. Write a number from 1 to 12.");

    private static Problem BadDay => Problem.Of(
        "HIJRI_DAY",
        "رقم اليوم غير صحيح. اكتب رقمًا من \u20661\u2069 إلى \u206630\u2069.",
        "There is no such day. Write a number from 1 to 30.");

    /// <summary>The first thing wrong with the numbers; null if they are a date.</summary>
    public static Problem? Find(int year, int month, int day) => (year, month, day) switch
    {
        ( >= 1900 and <= 2199, _, _) => LooksGregorian,
        ( < HijriDate.YearMin or > HijriDate.YearMax, _, _) => YearOutOfRange,
        (_, < 1 or > 12, _) => BadMonth,
        (_, _, < 1 or > 30) => BadDay,
        (_, _, 30) when HijriDate.DaysInMonth(year, month) == 29 => ShortMonth(year, month),
        _ => null,
    };

    private static Problem ShortMonth(int year, int month)
    {
        var name = HijriMonths.Name(month);
        var years = year.ToString(CultureInfo.InvariantCulture);
        return Problem.Of(
            "HIJRI_DAY_30_OF_29",
            $"شهر {name.Arabic} \u2066{years}\u2069هـ عدد أيامه \u206629\u2069 يومًا في تقويم أم القرى. "
                + "تحقق من اليوم والشهر في الهوية.",
            $"{name.English} {years} AH has 29 days in the Umm al-Qura calendar. "
                + "Check day and month on the identity card.");
    }
}
