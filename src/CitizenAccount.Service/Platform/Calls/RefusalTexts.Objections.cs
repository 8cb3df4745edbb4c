using CitizenAccount.Rules;

namespace CitizenAccount.Service.Platform.Calls;

// Words for refusals of objections, numbered 500 to 599.
internal static partial class RefusalTexts
{
    private static LocalizedText ObjectionNotFound => new(
        "لم نجد هذا الاعتراض. اختره من قائمة الاعتراضات.",
        "This objection was not found. Choose it from the list of objections.");

    private static LocalizedText ObjectionWindowClosed => new(
        "انتهت مدة الاعتراض، وهي \u206690\u2069 يومًا. يمكنك إعادة التقديم بدلًا منه.",
        "The time to object, 90 days, has passed. You can re-apply instead.");

    private static LocalizedText ObjectionWindowNotOpen => new(
        "يبدأ الاعتراض على الدفعة بعد \u20665\u2069 أيام من الإيداع، أو عند ظهورها مدفوعة. قدّمه ابتداءً من "
        + "التاريخ المذكور.",
        "A payment objection opens 5 days after the deposit, or once the payment shows paid. File it on or "
        + "after the date given.");

    private static LocalizedText ObjectionAlreadyOpen => new(
        "يوجد اعتراض قائم من النوع نفسه على هذا القرار أو هذه الدفعة. أضف إليه ما لديك.",
        "An objection of this kind to the same decision or payment is open. Add what you have to that one.");

    private static LocalizedText ObjectionState => new(
        "هذا الإجراء غير ممكن في حالة الاعتراض الحالية. افتح الاعتراض لتعرف حالته.",
        "This is not possible in the present state of the objection. Open the objection to see its state.");

    private static LocalizedText GroundNotInDecision => new(
        "السبب المختار للاعتراض ليس من أسباب القرار. اختر واحدًا من أسباب القرار.",
        "The ground chosen is not among the reasons of the decision. Choose one of those reasons.");

    private static LocalizedText DataUpdateRequired => new(
        "يلزم تحديث بياناتك قبل الاعتراض على هذا السبب. حدّث البيانات المذكورة ثم قدّم الاعتراض.",
        "Your data are to be updated before you object to this reason. Update those named, then object.");

    private static LocalizedText DocumentsAwaitReview => new(
        "مستنداتك المرفقة قيد المراجعة، ولا يُقبل اعتراض قبل نتيجتها. انتظر النتيجة ثم قدّم الاعتراض.",
        "Your attached documents are being reviewed, and no objection is taken before that. Wait for the "
        + "answer, then object.");

    private static LocalizedText NotAssignedToYou => new(
        "الحالة لدى موظف آخر. استلمها، أو اطلب إسنادها إليك.",
        "Another case worker holds this case. Take it over, or have it assigned to you.");

    private static LocalizedText EscalationNotPossible => new(
        "لا يمكن تصعيد هذه الحالة الآن، أو سبق تصعيدها. افتح الحالة لتعرف وضعها.",
        "This case cannot be escalated now, or already was. Open the case to see its state.");
}
