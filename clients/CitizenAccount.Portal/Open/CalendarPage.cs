using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Portal.Pages;
using CitizenAccount.Rules.Time;
using LocalizedText = CitizenAccount.Rules.LocalizedText;
using YearMonth = CitizenAccount.Contracts.Type.V1.YearMonth;

namespace CitizenAccount.Portal.Open;

/// <summary>The payment calendar, open to all: thirteen months from this one, in both calendars.</summary>
internal static class CalendarPage
{
    public static async Task<IResult> ShowAsync(PageContext page) =>
        page.Show<CalendarView, CalendarModel>(new CalendarModel(await ReadAsync(page, 13)));

    public static async Task<IReadOnlyList<PaymentCalendarMonth>> ReadAsync(PageContext page, int months)
    {
        var today = Riyadh.DateOf(page.Now);
        var answer = await page.Client.Payments.GetPaymentCalendarAsync(
            new GetPaymentCalendarRequest
            {
                Span = new MonthSpan
                {
                    FromMonth = new YearMonth { Year = today.Year, Month = today.Month },
                    Months = months,
                },
            },
            cancellationToken: page.Stop);
        return answer.Months;
    }
}

/// <summary>What the calendar shows.</summary>
/// <param name="Months">The months in order.</param>
public sealed record CalendarModel(IReadOnlyList<PaymentCalendarMonth> Months);

/// <summary>Words of the calendar.</summary>
internal static class CalendarWords
{
    public static readonly LocalizedText Title = new("مواعيد الدفعات", "Payment dates");

    public static readonly LocalizedText Lead = new(
        "تودع الدفعة في العاشر من الشهر الميلادي: إن وافق جمعة فالخميس قبله، وإن وافق سبتًا فالأحد بعده. وما "
        + "تحدّثه حتى "
        + "موعد تحديث البيانات يدخل في دفعة الشهر.",
        "Support is paid on the 10th: on the Thursday before when that is a Friday, on the Sunday after when it is a "
        + "Saturday. What you update by the data cut-off counts for the month.");

    public static readonly LocalizedText Month = new("الشهر", "Month");
    public static readonly LocalizedText Number = new("رقم الدفعة", "Number");
    public static readonly LocalizedText Paid = new("يوم الإيداع", "Payment day");
    public static readonly LocalizedText CutOff = new("آخر يوم لتحديث البيانات", "Data cut-off");
    public static readonly LocalizedText Complaints = new("الاعتراض على الدفعة", "Payment complaints");
    public static readonly LocalizedText From = new("من", "from");
    public static readonly LocalizedText Until = new("حتى", "until");
    public static readonly LocalizedText Next = new("القادمة", "Next");
    public static readonly LocalizedText Provisional = new("قابل للتعديل", "May move");

    public static readonly LocalizedText ProvisionalWhy = new(
        "قد تنقل الإجازات الرسمية المواعيد التي كُتب عليها \u2068قابل للتعديل\u2069؛ يعلنها البرنامج في حينه.",
        "Public holidays may move the days marked \u2068May move\u2069; the programme announces it in time.");
}
