using CitizenAccount.Rules;

namespace CitizenAccount.Portal.SignIn;

/// <summary>Words of registration.</summary>
internal static class RegisterWords
{
    public static readonly LocalizedText Title = new("التسجيل في البرنامج", "Register");

    public static readonly LocalizedText Lead = new(
        "لمن يسجّل أول مرة. تحتاج إلى هويتك وجوالك المسجل باسمك.",
        "For those who register for the first time. You need your ID and the mobile in your name.");

    public static readonly LocalizedText Birth = new("تاريخ الميلاد", "Birth date");
    public static readonly LocalizedText BirthHint = new(
        "كما في الهوية، بأي التقويمين",
        "As on your ID, in either calendar");
    public static readonly LocalizedText Mobile = new("رقم الجوال", "Mobile");
    public static readonly LocalizedText MobileHint = new("مثل \u20660512345678\u2069", "Such as 0512345678");

    public static readonly LocalizedText Terms = new(
        "قرأت شروط التسجيل وأوافق عليها", "I have read the terms of registration and accept them");

    public static readonly LocalizedText TermsNeeded = new(
        "يلزم قبول الشروط لإكمال التسجيل.", "The terms have to be accepted to register.");

    public static readonly LocalizedText TermsTitle = new("شروط التسجيل", "Terms of registration");

    public static readonly LocalizedText[] TermsText =
    [
        new(
            "البيانات التي تقدمها صحيحة، وتحدّثها خلال \u206615\u2069 يومًا من أي تغيير.",
            "What you state is true, and you update it within 15 days of any change."),
        new(
            "يتحقق البرنامج من بياناتك لدى الجهات الرسمية، ولك أن ترى من اطّلع عليها.",
            "The programme checks your data with official bodies, and you can see who looked at them."),
        new(
            "تقديم بيانات مضللة يوقف الدعم وقد يمنع التقديم مدة تصل إلى سنتين ويُسترد ما صُرف.",
            "Misleading statements stop support, may bar you for up to two years, and what was paid is recovered."),
        new(
            "كلمة المرور ورمز التحقق لك وحدك، ولا يطلبهما منك أحد.",
            "Password and codes are yours alone; nobody will ask you for them."),
    ];

    public static readonly LocalizedText Sent = new(
        "إن صحت البيانات فقد أرسلنا رمز التحقق إلى جوالك.", "If the data are right, a code was sent to your mobile.");

    public static readonly LocalizedText Again = new(
        "تعديل البيانات أو طلب رمز آخر",
        "Change the data or get another code");
}
