using CitizenAccount.Rules;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Service.Applications;

/// <summary>The instant a rule is asked at, with the civil day it is in Riyadh.</summary>
internal readonly record struct Moment(DateTimeOffset Now)
{
    public DateTime Utc => Now.UtcDateTime;

    public DateOnly Today => Riyadh.DateOf(Now);

    public static Moment Of(DateTime utc) => new(new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)));
}

/// <summary>Which cycle data serve that became known at a moment, and why: known by the end of the 10th in Riyadh they
/// serve the next month, later the one after.</summary>
internal readonly record struct Served(Cycle Cycle, bool AfterCutOff, DateTimeOffset CutOff)
{
    private static readonly string[] ArabicMonths =
    [
        "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
    ];

    private static readonly string[] EnglishMonths =
    [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ];

    public static Served By(DateTimeOffset known)
    {
        var cycle = Cycle.ServedBy(known);
        var after = Riyadh.DateOf(known).Day > Cycle.DataCutOffDay;

        // After the cut-off it is the one just missed that decided.
        var cutOff = after && cycle.Number > 1 ? cycle.Add(-1).DataCutOff : cycle.DataCutOff;
        return new Served(cycle, after, cutOff);
    }

    /// <summary>The answer in words.</summary>
    public LocalizedText Text
    {
        get
        {
            var day = Riyadh.DateOf(CutOff.AddTicks(-1));
            var (month, cutArabic, cutEnglish) = (Cycle.Month, Arabic(day), English(day));
            return AfterCutOff
                ? new LocalizedText(
                    $"وصلت البيانات بعد موعد تحديث البيانات في {cutArabic}، فتُحتسب في دورة {Arabic(month)} لا في "
                    + $"دورة {Arabic(month.AddMonths(-1))}.",
                    $"The data came after the data cut-off of {cutEnglish}, so they serve the cycle of "
                    + $"{English(month)} and not that of {English(month.AddMonths(-1))}.")
                : new LocalizedText(
                    $"وصلت البيانات قبل انتهاء موعد تحديث البيانات في {cutArabic}، فتُحتسب في دورة {Arabic(month)}.",
                    $"The data came by the data cut-off of {cutEnglish}, so they serve the cycle of {English(month)}.");
        }
    }

    private static string Arabic(DateOnly day) =>
        $"\u2066{day.Day}\u2069 {ArabicMonths[day.Month - 1]} \u2066{day.Year}\u2069";

    private static string English(DateOnly day) => $"{day.Day} {EnglishMonths[day.Month - 1]} {day.Year}";

    private static string Arabic(YearMonth month) => $"{ArabicMonths[month.Month - 1]} \u2066{month.Year}\u2069";

    private static string English(YearMonth month) => $"{EnglishMonths[month.Month - 1]} {month.Year}";
}
