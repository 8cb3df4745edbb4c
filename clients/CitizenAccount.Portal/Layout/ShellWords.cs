using CitizenAccount.Rules;

namespace CitizenAccount.Portal.Layout;

/// <summary>Words around every page.</summary>
internal static class ShellWords
{
    public static readonly LocalizedText Name = new("حساب المواطن", "Citizen Account");
    public static readonly LocalizedText Skip = new("انتقل إلى المحتوى", "Skip to the content");

    public static readonly LocalizedText Official = new(
        "موقع حكومي رسمي تابع لحكومة المملكة العربية السعودية",
        "An official website of the Government of Saudi Arabia");

    public static readonly LocalizedText Trial = new(
        "بيئة تجريبية: كل من يظهر فيها من الأشخاص مصطنع", "A trial: everybody who appears here is made up");

    public static readonly LocalizedText Menu = new("القائمة", "Menu");
    public static readonly LocalizedText Main = new("الصفحات الرئيسية", "Main pages");
    public static readonly LocalizedText Own = new("صفحات أسرتي", "My household");
    public static readonly LocalizedText Home = new("الرئيسية", "Home");
    public static readonly LocalizedText Calculator = new("الحاسبة التقديرية", "Calculator");
    public static readonly LocalizedText Calendar = new("مواعيد الدفعات", "Payment dates");
    public static readonly LocalizedText Contact = new("قنوات التواصل", "Contact");
    public static readonly LocalizedText Voice = new("صوتك مسموع", "Your voice is heard");
    public static readonly LocalizedText SignIn = new("تسجيل الدخول", "Sign in");
    public static readonly LocalizedText SignOut = new("تسجيل الخروج", "Sign out");
    public static readonly LocalizedText Overview = new("نظرة عامة", "Overview");
    public static readonly LocalizedText Eligibility = new("دراسة الأهلية", "Eligibility study");
    public static readonly LocalizedText Payments = new("الدفعات المالية", "Payments");
    public static readonly LocalizedText Application = new("تفاصيل الطلب", "Application details");
    public static readonly LocalizedText Cases = new("إدارة الشكاوى", "Complaints");
    public static readonly LocalizedText Access = new("من اطّلع على بياناتي", "Who looked at my data");
    public static readonly LocalizedText OtherLanguage = new("English", "العربية");
    public static readonly LocalizedText ArabicDigits = new("أرقام عربية ١٢٣", "");
    public static readonly LocalizedText LatinDigits = new("أرقام 123", "");

    public static readonly LocalizedText Phone = new("مركز الاتصال", "Contact centre");

    public static readonly LocalizedText About = new(
        "برنامج حساب المواطن: دعم نقدي شهري للأسر والأفراد بحسب الدخل وعدد أفراد الأسرة.",
        "The Citizen Account programme: monthly support in cash for households, by income and size.");

    public static readonly LocalizedText Services = new("الخدمات", "Services");
    public static readonly LocalizedText Settings = new("العرض", "Display");

    public static readonly LocalizedText SessionUntil = new(
        "حفاظًا على بياناتك تنتهي جلستك إن لم تنتقل إلى صفحة أخرى قبل الساعة",
        "To protect your data your session ends unless you open another page before");

    public static readonly LocalizedText WarnTitle = new("جلستك على وشك الانتهاء", "Your session is about to end");

    public static readonly LocalizedText WarnText = new(
        "ستخرج تلقائيًا بعد دقيقتين حفاظًا على بياناتك. ما كتبته يبقى في الصفحة.",
        "You will be signed out in two minutes to protect your data. What you typed stays on the page.");

    public static readonly LocalizedText WarnStay = new("ابقَ في الجلسة", "Stay signed in");

    public static readonly LocalizedText EndedText = new(
        "انتهت الجلسة. ما كتبته باقٍ في الصفحة: أرسله، وسنطلب منك الدخول ثم نعيده إليك.",
        "The session has ended. What you typed is still on the page: send it, and after you sign in again "
        + "you get it back.");
}
