using CitizenAccount.Rules;

namespace CitizenAccount.Service.Platform.Calls;

// Words for refusals of applications, members and documents, numbered 200 to 299.
internal static partial class RefusalTexts
{
    private static LocalizedText HouseholdNotFound => new(
        "لم نجد هذه الأسرة. تحقق من المعرّف المدخل ثم أعد المحاولة.",
        "This household was not found. Check the name entered and try again.");

    private static LocalizedText MemberNotFound => new(
        "هذا الفرد غير موجود في الطلب. افتح تفاصيل الطلب من جديد.",
        "There is no such member in this application. Open the application details again.");

    private static LocalizedText DocumentNotFound => new(
        "لم نجد هذا المستند. افتح قائمة المستندات من جديد.",
        "This document was not found. Open the list of documents again.");

    private static LocalizedText ApplicationState => new(
        "هذا الإجراء غير ممكن في حالة الطلب الحالية. افتح الطلب لتعرف ما يمكنك فعله.",
        "This is not possible in the present state of the application. Open it to see what you can do.");

    private static LocalizedText ApplicationIncomplete => new(
        "الطلب غير مكتمل. أكمل النواقص المذكورة ثم قدّمه.",
        "The application is not complete. Complete what is listed, then submit it.");

    private static LocalizedText DeclarationOutdated => new(
        "تغيّر نص الإقرار. اقرأ الإقرار الحالي ووافق عليه، ثم قدّم الطلب.",
        "The declaration has changed. Read and accept the current one, then submit the application.");

    private static LocalizedText ApplicantBarred => new(
        "أُوقف التقديم لمدة محددة بسبب بيانات غير صحيحة. قدّم ابتداءً من التاريخ المذكور، أو اعترض على "
        + "الإيقاف.",
        "Applying is barred for a time because of a false statement. Apply on or after the date given, or "
        + "object to the bar.");

    private static LocalizedText ReapplicationNotPossible => new(
        "لا محل لإعادة التقديم الآن: لم يُرفض دعمك ولم يُوقف، أو لديك اعتراض قائم. حدّث طلبك، أو انتظر "
        + "نتيجة الاعتراض.",
        "There is nothing to re-apply for: support is neither refused nor stopped, or an objection is open. "
        + "Update the application, or wait for the answer.");

    private static LocalizedText MemberElsewhere => new(
        "هذا الفرد محتسب في أسرة أخرى لهذا الشهر. يُحذف من الطلب الآخر أولًا ثم يُضاف هنا.",
        "This person already counts in another household for that month. Have the person removed there "
        + "first, then add them here.");

    private static LocalizedText MemberNotAllowed => new(
        "لا يمكن إضافة هذا الفرد إلى الأسرة. راجع صلة القرابة وبياناته في الأحوال المدنية.",
        "This person cannot be a member of the household. Check the relation and the civil records.");

    private static LocalizedText IbanNotOwn => new(
        "أفاد البنك بأن الحساب ليس باسم مقدم الطلب. أدخل آيبان حساب باسمه.",
        "The bank says the account does not belong to the applicant. Give the IBAN of an own account.");

    private static LocalizedText DocumentTypeRefused => new(
        "نوع الملف غير مقبول. أرفق المستند بصيغة \u2066PDF\u2069 أو \u2066JPEG\u2069 أو \u2066PNG\u2069.",
        "This kind of file is not accepted. Attach the document as PDF, JPEG or PNG.");

    private static LocalizedText DocumentTooLarge => new(
        "حجم المستند أكبر من \u206610\u2069 ميجابايت. أرفق نسخة أصغر.",
        "The document is larger than 10 MB. Attach a smaller one.");

    private static LocalizedText DocumentDamaged => new(
        "وصل المستند ناقصًا أو متغيرًا. أرفقه مرة أخرى.",
        "The document arrived incomplete or changed. Attach it again.");

    private static LocalizedText DocumentInfected => new(
        "وُجد في المستند محتوى ضار، فلم يُحفظ. أرفق نسخة سليمة.",
        "Harmful content was found in the document, so it was not kept. Attach a clean copy.");

    private static LocalizedText TooManyDocuments => new(
        "بلغت أكبر عدد مسموح من المستندات من هذا النوع. استبدل أحدها.",
        "There are as many documents of this kind as are allowed. Replace one of them.");

    private static LocalizedText ChannelNotAllowed => new(
        "لا يُقبل هذا عبر هذه القناة: المستندات المالية تُرفع من البوابة أو التطبيق، لا بالهاتف. اطلب من "
        + "المستفيد رفعها هناك.",
        "This is not taken through this channel: financial evidence comes through the portal or the app, "
        + "never by phone. Ask the citizen to send it there.");

    private static LocalizedText LifeEventRefused => new(
        "الحدث أو تاريخه غير ممكن، أو يخالف السجلات الرسمية. صحّح الحدث أو التاريخ.",
        "The event or its date cannot be, or contradicts official records. Correct the event or the date.");
}
