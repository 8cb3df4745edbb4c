using CitizenAccount.Rules;

namespace CitizenAccount.Portal.Open;

/// <summary>Words of the calculator.</summary>
internal static class CalculatorWords
{
    public static readonly LocalizedText Title = new("الحاسبة التقديرية", "Calculator");

    public static readonly LocalizedText Lead = new(
        "اعرف الدعم التقديري لأسرتك. لا تُحفظ بياناتك ولا يلزم تسجيل الدخول.",
        "See what your household could get. Nothing is stored and you need not sign in.");

    public static readonly LocalizedText Registered = new("هل أنت مسجل في البرنامج؟", "Are you registered?");
    public static readonly LocalizedText Yes = new("نعم", "Yes");
    public static readonly LocalizedText No = new("لا", "No");
    public static readonly LocalizedText Kind = new("صفة المستفيد", "You are");
    public static readonly LocalizedText Head = new("رب أسرة، وله تابعون", "Head of household, with dependants");
    public static readonly LocalizedText Independent = new("فرد مستقل", "Independent");
    public static readonly LocalizedText Adults = new("عدد التابعين من سن 18 فأكثر", "Dependants of 18 and over");
    public static readonly LocalizedText Under18 = new("عدد التابعين دون 18", "Dependants under 18");
    public static readonly LocalizedText Income = new(
        "إجمالي الدخل الشهري للأسرة",
        "Total monthly income of the household");

    public static readonly LocalizedText IncomeHint = new(
        "بالريال، قبل الحسم. لا يُحتسب الضمان الاجتماعي ولا النفقة ولا إعانة التأهيل الشامل.",
        "In SAR, gross. Social security, alimony and rehabilitation aid are not counted.");

    public static readonly LocalizedText Estimate = new("احسب", "Estimate");
    public static readonly LocalizedText Result = new("الدعم الشهري التقديري", "Estimated monthly support");
    public static readonly LocalizedText None = new("لا يوجد استحقاق", "Nothing is due");

    public static readonly LocalizedText NoneWhy = new(
        "الدخل بلغ حد الدخل المانع لأسرة بهذا التكوين.",
        "The income reaches the cut-off income of a household so composed.");

    public static readonly LocalizedText For = new("عن شهر", "For");
    public static readonly LocalizedText Full = new("الاستحقاق الكامل", "Full entitlement");
    public static readonly LocalizedText Threshold = new("حد الإعفاء من التناقص", "Threshold");
    public static readonly LocalizedText CutOff = new("حد الدخل المانع", "Cut-off income");
    public static readonly LocalizedText How = new("كيف حُسب", "How it was reached");

    public static readonly LocalizedText Provisional = new(
        "لم تُعلن سياسة هذا الشهر بعد؛ حُسب على سياسة الشهر الذي قبله.",
        "The policy of this month is not announced yet; the one before was used.");
}
