using CitizenAccount.Rules;

namespace CitizenAccount.Service.Platform.Calls;

// Words for refusals that partner organisations meet, numbered 800 to 899.
internal static partial class RefusalTexts
{
    private static LocalizedText LegalBasisRefused => new(
        "الأساس النظامي المذكور غير متفق عليه مع جهتكم. استخدموا أساسًا متفقًا عليه.",
        "The legal basis stated is none agreed with your organisation. Use an agreed one.");

    private static LocalizedText PersonNotKnown => new(
        "لا توجد لدينا بيانات متاحة لجهتكم بهذا الرقم. تحققوا من رقم الهوية.",
        "We hold nothing your organisation may ask about under this number. Check the ID number.");

    private static LocalizedText SubmissionNotFound => new(
        "لا يوجد إرسال لجهتكم بهذا الاسم. تحققوا من الاسم.",
        "Your organisation has no submission of this name. Check the name.");

    private static LocalizedText SubmissionState => new(
        "هذا الإرسال مكتمل أو متروك. افتحوا إرسالًا جديدًا.",
        "This submission is finished or was abandoned. Open a new one.");

    private static LocalizedText SubmissionSignatureRefused => new(
        "التوقيع على السجلات لا يطابق المفتاح المسجل لجهتكم، ولم يُعتمد منها شيء. وقّعوها وأرسلوها من جديد.",
        "The signature over the records does not match your registered key, and nothing was taken over. "
        + "Sign and submit them again.");

    private static LocalizedText QuestionNotFound => new(
        "هذا جواب عن سؤال لم يُوجَّه إلى جهتكم أو أُغلق. تجاهلوا هذا الجواب.",
        "This answers a question your organisation was not asked, or one that is closed. Drop the answer.");
}
