using CitizenAccount.Rules;

namespace CitizenAccount.Portal.Cases;

/// <summary>Words of complaint management.</summary>
internal static class CasesWords
{
    public static readonly LocalizedText Title = new("إدارة الشكاوى", "Complaints");

    public static readonly LocalizedText Lead = new(
        "اعتراضاتك على الأهلية وشكاواك على الدفعات، وموعد الرد المتوقع على كل منها.",
        "Your objections to eligibility and complaints about payments, each with the expected date of its answer.");

    public static readonly LocalizedText None = new(
        "لم تقدم شكوى ولا اعتراضًا. يبدأ الاعتراض من دراسة الأهلية، والشكوى من صفحة الدفعة.",
        "You have filed nothing. An objection starts from the eligibility study, a complaint from the page "
        + "of the payment.");

    public static readonly LocalizedText Number = new("الرقم", "Number");
    public static readonly LocalizedText Kind = new("النوع", "Kind");
    public static readonly LocalizedText About = new("عن", "About");
    public static readonly LocalizedText State = new("الحالة", "State");
    public static readonly LocalizedText Filed = new("قُدمت في", "Filed");
    public static readonly LocalizedText Expected = new("موعد الرد المتوقع", "Expected answer");
    public static readonly LocalizedText DaysLeft = new("أيام العمل المتبقية", "Working days left");
    public static readonly LocalizedText JustFiled = new(
        "وصلنا ما قدمته. هذا رقمه وموعد الرد عليه.",
        "We have what you filed. Here are its number and the date of our answer.");
    public static readonly LocalizedText Problem = new("المشكلة", "The problem");
    public static readonly LocalizedText YourWords = new("ما كتبته", "What you wrote");
    public static readonly LocalizedText Answer = new("الرد", "The answer");
    public static readonly LocalizedText WaitsSecond = new(
        "ينتظر اعتماد شخص ثانٍ.",
        "It waits for a second person to confirm.");
    public static readonly LocalizedText Articles = new("المواد التي استُند إليها", "Articles relied on");
    public static readonly LocalizedText Asked = new("مطلوب منك", "Asked of you");
    public static readonly LocalizedText Until = new("حتى", "until");
    public static readonly LocalizedText History = new("ما جرى", "What happened");
    public static readonly LocalizedText Add = new("أضف معلومة أو مستندًا", "Add a word or a document");
    public static readonly LocalizedText Text = new("اكتب هنا", "Write here");
    public static readonly LocalizedText Withdraw = new("سحب الشكوى", "Withdraw");

    public static readonly LocalizedText WithdrawWhy = new(
        "تُغلق دون رد، ولك أن تقدم غيرها ما دامت المدة مفتوحة.",
        "It is closed without an answer; you may file another while the time is open.");

    public static readonly LocalizedText Cause = new("السبب", "Why");
    public static readonly LocalizedText Escalate = new("صعّد إلى المشرف", "Take it to a supervisor");
    public static readonly LocalizedText EscalateCause = new(
        "لماذا ترى أن الرد يحتاج مراجعة؟",
        "Why should the answer be looked at again?");
    public static readonly LocalizedText ComplaintTitle = new("شكوى على الدفعة", "Payment complaint");

    public static readonly LocalizedText ComplaintLead = new(
        "نرد خلال \u206615\u2069 يوم عمل، وتتابعها من إدارة الشكاوى.",
        "We answer within 15 working days; follow it under Complaints.");

    public static readonly LocalizedText ObjectionTitle = new("اعتراض على الأهلية", "Objection to eligibility");

    public static readonly LocalizedText ObjectionLead = new(
        "اختر السبب الذي تعترض عليه واشرح لماذا. حدّث بياناتك أولًا إن كان السبب نقصًا فيها.",
        "Choose the reason you contest and say why. If it is that data are missing, update them first.");

    public static readonly LocalizedText Grounds = new("الأسباب التي تعترض عليها", "The reasons you contest");
    public static readonly LocalizedText Say = new("اشرح ما حدث", "Say what happened");

    public static readonly LocalizedText SayHint = new(
        "من \u206610\u2069 إلى \u20664000\u2069 حرف. لا تكتب كلمة مرور ولا رقم حساب.",
        "10 to 4000 characters. Write no password and no account number.");

    public static readonly LocalizedText Evidence = new("مستند يؤيد كلامك", "A document that supports it");
    public static readonly LocalizedText File = new("قدّم", "File it");
}
