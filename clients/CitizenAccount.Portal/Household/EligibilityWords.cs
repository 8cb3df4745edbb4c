using CitizenAccount.Rules;

namespace CitizenAccount.Portal.Household;

/// <summary>Words of the eligibility study.</summary>
internal static class EligibilityWords
{
    public static readonly LocalizedText Title = new("دراسة الأهلية", "Eligibility study");
    public static readonly LocalizedText None = new(
        "لم تصدر نتيجة لأسرتك بعد. تظهر هنا بعد أول دورة تلي إرسال الطلب.",
        "There is no result for your household yet. It appears here after the first cycle that follows your "
        + "submission.");

    public static readonly LocalizedText Eligibility = new("الأهلية", "Eligibility");
    public static readonly LocalizedText Entitlement = new("الاستحقاق", "Entitlement");
    public static readonly LocalizedText Decided = new("صدرت في", "Published");
    public static readonly LocalizedText Reasons = new("الأسباب", "Reasons");
    public static readonly LocalizedText NextStep = new("ما تفعله الآن", "What you can do now");
    public static readonly LocalizedText Changes = new("ما الذي يغيّر النتيجة", "What would change it");

    public static readonly LocalizedText ChangesLead = new(
        "كل واحد مما يلي جُرّب على القواعد نفسها، وهذا ما تصير إليه النتيجة به وحده.",
        "Each of these was tried on the same rules; this is what the result becomes by it alone.");

    public static readonly LocalizedText Becomes = new("تصير النتيجة", "The result becomes");
    public static readonly LocalizedText Earliest = new("أول شهر ممكن", "Earliest month");
    public static readonly LocalizedText Difference = new(
        "لماذا تغيّر المبلغ عن الشهر السابق",
        "Why it differs from the month before");
    public static readonly LocalizedText Amounts = new("كيف حُسب المبلغ", "How the amount was reached");
    public static readonly LocalizedText Full = new("الاستحقاق الكامل", "Full entitlement");
    public static readonly LocalizedText Counted = new("الدخل المحتسب", "Counted income");
    public static readonly LocalizedText Threshold = new("حد الإعفاء من التناقص", "Threshold");
    public static readonly LocalizedText CutOff = new("حد الدخل المانع", "Cut-off income");
    public static readonly LocalizedText Taper = new("حسم التناقص بالدخل", "Taken off for income");
    public static readonly LocalizedText Abroad = new("حسم أيام السفر", "Taken off for days abroad");
    public static readonly LocalizedText Due = new("المبلغ المستحق", "Amount due");
    public static readonly LocalizedText Steps = new("كل خطوة في الدراسة", "Every step of the study");
    public static readonly LocalizedText Found = new("وُجد", "Found");
    public static readonly LocalizedText Limit = new("الحد", "Limit");
    public static readonly LocalizedText Months = new("نتائج الأشهر", "Results by month");
    public static readonly LocalizedText Object = new("اعترض على النتيجة", "Object to this result");
    public static readonly LocalizedText ObjectUntil = new("الاعتراض متاح حتى", "Objections are taken until");

    public static readonly LocalizedText Provisional = new(
        "لم تُعلن سياسة هذا الشهر عند الدراسة؛ دُرس على سياسة الشهر الذي قبله.",
        "The policy of this month was not announced when it was studied; the one before was used.");
}
