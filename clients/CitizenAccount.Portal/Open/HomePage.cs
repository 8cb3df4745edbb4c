using CitizenAccount.Client;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Portal.Pages;
using CitizenAccount.Rules;

namespace CitizenAccount.Portal.Open;

/// <summary>The first page. It shows even while the service is away: only the next payment date is missing then.
/// </summary>
internal static class HomePage
{
    public static async Task<IResult> ShowAsync(PageContext page)
    {
        var next = (PaymentCalendarMonth?)null;
        try
        {
            var calendar = await CalendarPage.ReadAsync(page, 2);
            var today = Rules.Time.Riyadh.DateOf(page.Now);
            next = calendar.FirstOrDefault(month => Figures.Of(month.PaymentDate) >= today);
        }
        catch (CitizenAccountException)
        {
            // The rest of the page needs no service.
        }

        return page.Show<HomeView, HomeModel>(new HomeModel(next));
    }
}

/// <summary>What the first page shows.</summary>
/// <param name="Next">The month of the next payment day; null while the service is away.</param>
public sealed record HomeModel(PaymentCalendarMonth? Next);

/// <summary>Words of the first page.</summary>
internal static class HomeWords
{
    public static readonly LocalizedText Title = new(
        "دعم شهري يصل إلى مستحقيه", "Monthly support for those it is meant for");

    public static readonly LocalizedText Lead = new(
        "سجّل وقدّم طلب أسرتك، وتابع أهليتك ودفعاتك وأسبابها، واعترض إن رأيت خطأ. كل ذلك من مكان واحد.",
        "Register and apply for your household, follow your eligibility and payments with their reasons, and object if "
        + "something is wrong. All in one place.");

    public static readonly LocalizedText Register = new("سجّل في البرنامج", "Register");
    public static readonly LocalizedText Overview = new("إلى صفحات أسرتي", "To my household");
    public static readonly LocalizedText Estimate = new("احسب دعمك", "Estimate your support");
    public static readonly LocalizedText NextPayment = new("موعد الدفعة القادمة", "The next payment");
    public static readonly LocalizedText AllDates = new("كل المواعيد", "All dates");
    public static readonly LocalizedText PaymentNumber = new("الدفعة رقم", "Payment number");
    public static readonly LocalizedText Services = new("الخدمات", "Services");
    public static readonly LocalizedText HowTitle = new("كيف تسجّل", "How to register");

    public static readonly LocalizedText[] How =
    [
        new(
            "أدخل رقم الهوية وتاريخ الميلاد ورقم الجوال.", "Give your national ID, birth date and mobile."),
        new(
            "تصلك كلمة مرور مؤقتة برسالة نصية، فتدخل بها وتغيّرها.",
            "A temporary password comes by SMS: sign in with it and set your own."),
        new(
            "أكمل الطلب: الأسرة والدخل والعنوان والحساب البنكي والمستندات المطلوبة.",
            "Complete the application: household, income, address, bank account and the documents needed."),
        new(
            "أقرّ بصحة البيانات وأرسل الطلب. تُدرس أهليتك مع أول دورة بعدها.",
            "Declare that the data are true and submit. Your eligibility is studied in the next cycle."),
    ];

    public static readonly (string Path, string Icon, LocalizedText Name, LocalizedText What)[] All =
    [
        ("/eligibility", "study", new("دراسة الأهلية", "Eligibility study"), new(
            "النتيجة بأسبابها وأرقامها، وما الذي يغيّرها.",
            "The result, its reasons and figures, and what would change it.")),
        ("/payments", "money", new("الدفعات المالية", "Payments"), new(
            "كل دفعة: مبلغها وحالتها ولماذا.", "Each payment: its amount, where it stands, and why.")),
        ("/application", "people", new("تفاصيل الطلب", "Application details"), new(
            "الأفراد والدخل والعنوان والآيبان والمستندات.", "Members, income, address, IBAN and documents.")),
        ("/calculator", "calc", new("الحاسبة التقديرية", "Calculator"), new(
            "تقدير الدعم لأي أسرة، دون تسجيل.", "An estimate for any household, without an account.")),
        ("/cases", "scale", new("إدارة الشكاوى", "Complaints"), new(
            "اعترض على الأهلية أو على دفعة، وتابع موعد الرد.",
            "Object to a result or a payment, and follow the promised date.")),
        ("/voice", "voice", new("صوتك مسموع", "Your voice is heard"), new(
            "شكوى أو مقترح أو سؤال، بحساب أو دون حساب.",
            "A complaint, suggestion or question, with or without an account.")),
        ("/calendar", "calendar", new("مواعيد الدفعات", "Payment dates"), new(
            "أيام الإيداع ومواعيد تحديث البيانات.", "Deposit days and data cut-offs.")),
        ("/access", "eye", new("من اطّلع على بياناتي", "Who looked at my data"), new(
            "كل اطّلاع على بياناتك: من وممّ ولماذا.", "Every look at your data: who, at what and why.")),
        ("/contact", "phone", new("قنوات التواصل", "Contact"), new(
            "أرقام وعناوين وأوقات الرد.", "Numbers, addresses and hours.")),
    ];
}
