using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Rules;

namespace CitizenAccount.Portal.Household;

/// <summary>Words of the overview.</summary>
internal static class OverviewWords
{
    public static readonly LocalizedText Title = new("نظرة عامة", "Overview");
    public static readonly LocalizedText Hello = new("أهلًا", "Welcome");
    public static readonly LocalizedText NotYet = new("لم تصدر نتيجة بعد", "No result yet");

    public static readonly LocalizedText NotYetWhy = new(
        "تُدرس الأهلية مع أول دورة بعد إرسال الطلب، ونخبرك برسالة نصية.",
        "Eligibility is studied in the first cycle after the application is submitted; we tell you by SMS.");

    public static readonly LocalizedText Result = new("نتيجة شهر", "Result for");
    public static readonly LocalizedText Due = new("المبلغ المستحق", "Amount due");
    public static readonly LocalizedText PaidOn = new("يوم الإيداع", "Payment day");
    public static readonly LocalizedText Why = new("الأسباب وما يغيّر النتيجة", "Reasons, and what would change it");
    public static readonly LocalizedText Asked = new("مطلوب منك", "Asked of you");
    public static readonly LocalizedText Until = new("حتى", "until");
    public static readonly LocalizedText Begin = new("أكمل طلبك", "Complete your application");

    public static readonly LocalizedText BeginWhy = new(
        "طلبك جديد ولم يُرسل بعد. أكمل أقسامه ثم أرسله.",
        "Your application is new and not submitted yet. Complete its parts, then submit it.");

    public static readonly LocalizedText Changed = new(
        "عدّلت الطلب بعد إرساله. أرسله مرة أخرى ليُدرس بما فيه الآن.",
        "You changed the application after submitting it. Submit it again so that it is studied as it stands.");

    public static readonly LocalizedText ApplicationState = new("حالة الطلب", "Application");
    public static readonly LocalizedText ToApplication = new("إلى تفاصيل الطلب", "To the application details");
    public static readonly LocalizedText LastPayments = new("الدفعات خلال الأشهر الماضية", "Payments over the months");
    public static readonly LocalizedText AllPayments = new("كل الدفعات", "All payments");
    public static readonly LocalizedText OpenCases = new("شكاوى بانتظار الرد", "Complaints that wait for an answer");
    public static readonly LocalizedText Expected = new("موعد الرد المتوقع", "Expected answer");
    public static readonly LocalizedText NoPayments = new("لا توجد دفعات بعد.", "No payments yet.");

    public static LocalizedText Words(this ApplicationState state) => state switch
    {
        Contracts.Account.V1.ApplicationState.Submitted => new(
            "مرسل، بانتظار الدراسة",
            "Submitted, waits for its study"),
        Contracts.Account.V1.ApplicationState.Active => new("يُدرس كل شهر", "Studied every month"),
        Contracts.Account.V1.ApplicationState.Changed => new("معدّل ولم يُرسل", "Changed, not submitted"),
        Contracts.Account.V1.ApplicationState.Refused => new("غير مؤهل", "Not eligible"),
        Contracts.Account.V1.ApplicationState.Stopped => new("إيقاف الدعم", "Support stopped"),
        Contracts.Account.V1.ApplicationState.Withdrawn => new("مسحوب", "Withdrawn"),
        _ => new("طلب جديد", "New"),
    };
}
