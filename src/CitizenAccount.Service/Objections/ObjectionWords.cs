using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Cases;
using CitizenAccount.Service.Platform.Calls;
using LocalizedText = CitizenAccount.Rules.LocalizedText;
using State = CitizenAccount.Rules.Cases.ObjectionState;

namespace CitizenAccount.Service.Objections;

/// <summary>What people are told about an objection.</summary>
internal static class ObjectionWords
{
    public static readonly LocalizedText Late = new(
        "تأخر ردنا عن الموعد، ونعتذر. رُفع الاعتراض إلى مشرف.",
        "Our answer is late, for which we apologise. A supervisor has your objection now.");

    public static readonly LocalizedText Decided = new(
        "بُتّ في اعتراضك. افتحه لقراءة القرار.", "Your objection was decided. Open it to read the decision.");

    public static readonly LocalizedText Asked = new(
        "نحتاج منك إلى ما يكمل دراسة اعتراضك. افتحه وأجب.",
        "We need something from you to go on. Open your objection and answer.");

    public static readonly LocalizedText Escalated = new(
        "رُفع اعتراضك إلى مشرف.", "A supervisor has your objection now.");

    public static readonly LocalizedText Redecided = new(
        "أُعيد القرار بناءً على اعتراضك. افتح نتائجك.",
        "The decision was made again because of your objection. See your results.");

    public static LocalizedText Moved(DateOnly due) => new(
        $"تغيّر موعد الرد بسبب إجازة معلنة، وصار \u2066{due:yyyy/MM/dd}\u2069.",
        $"Because of an announced holiday the answer is now due by {due:yyyy-MM-dd}.");

    /// <summary>What happened, in words for everybody.</summary>
    public static LocalizedText Of(ObjectionEventKind kind) => kind switch
    {
        ObjectionEventKind.Unspecified => new("حدث", "Something happened"),
        ObjectionEventKind.Filed => new("قُدّم الاعتراض", "The objection was filed"),
        ObjectionEventKind.Assigned => new("أُسند إلى موظف", "A case worker has it"),
        ObjectionEventKind.InformationRequested => new("طُلبت معلومة", "Something was asked for"),
        ObjectionEventKind.EvidenceAdded => new("وردت إضافة", "Something was added"),
        ObjectionEventKind.ClockChanged => new("تغيّر موعد الرد", "The promised date moved"),
        ObjectionEventKind.Breached => new("تأخر الرد عن الموعد", "The promised date was missed"),
        ObjectionEventKind.Escalated => new("رُفع إلى مشرف", "It went to a supervisor"),
        ObjectionEventKind.Decided => new("بُتّ فيه", "It was decided"),
        ObjectionEventKind.Confirmed => new("اعتمد القرارَ شخص ثانٍ", "A second person confirmed the decision"),
        ObjectionEventKind.Withdrawn => new("سحبه مقدمه", "It was withdrawn"),
        ObjectionEventKind.Redecided => new("أُعيد قرار الشهر", "The month was decided again"),
        ObjectionEventKind.Compensated => new("استُحق مبلغ مرتجع", "A compensation became due"),
        ObjectionEventKind.Closed => new("أُغلق", "It was closed"),
        ObjectionEventKind.Linked => new("رُبط بحالة أخرى", "It was linked with another case"),
    };

    public static readonly IReadOnlyList<LocalizedText> AnswerTemplates =
    [
        new(
            "راجعنا اعتراضك وما أرفقته، وتبيّن أنه صحيح. سيُعاد القرار وتصلك النتيجة، وما يُستحق لك يُصرف مع الدفعة "
            + "التالية.",
            "We looked at your objection and its evidence, and you are right. The decision is made again, and what is "
            + "due to you is paid with the next payment."),
        new(
            "راجعنا اعتراضك، وتبيّن أن بعضه صحيح. سيُعاد القرار فيما صحّ منه، ويبقى الباقي كما هو.",
            "We looked at your objection and find you right in part. The decision is made again in that part; the "
            + "rest stands."),
        new(
            "راجعنا اعتراضك، والبيانات لدى الجهة المختصة تؤيد القرار. يبقى القرار كما هو، ويمكنك طلب رفعه إلى مشرف.",
            "We looked at your objection; the records of the competent body bear the decision out. It stands. You may "
            + "have it taken to a supervisor."),
        new(
            "أعاد البنك مبلغ الدفعة لأن الحساب لا يقبله. حدّث رقم الآيبان ليُصرف المبلغ من جديد.",
            "The bank returned the payment because the account does not take it. Give another IBAN and it is paid "
            + "again."),
    ];

    /// <summary>What an agent says about an objection: where it stands, and what its reason asks for.</summary>
    public static AgentScript ScriptOf(State state, ObjectionQueue queue)
    {
        var (say, next) = StandOf(state);
        return new AgentScript { Say = say.ToWire(), Ask = AskOf(state, queue).ToWire(), Next = next.ToWire() };
    }

    private static (LocalizedText Say, LocalizedText Next) StandOf(State state) => state switch
    {
        State.Submitted => (
            new("اعتراضك مسجل وسنرد قبل الموعد المبين.",
                "Your objection is registered; we answer by the promised date."),
            new("ذكّر المتصل بالموعد وبرقم الاعتراض.", "Remind the caller of the date and the number.")),
        State.Assigned => (
            new("اعتراضك لدى موظف يدرسه.", "A case worker is looking at your objection."),
            new("ذكّر المتصل بالموعد.", "Remind the caller of the date.")),
        State.WaitingForCitizen => (
            new("ننتظر منك ما طلبناه.", "We wait for what we asked you for."),
            new("اقرأ الطلب، والمستندات المالية تُرفع من البوابة أو التطبيق فقط.",
                "Read out what was asked; financial evidence comes through portal or app only.")),
        State.WaitingForPartner => (
            new("ننتظر جواب جهة أخرى.", "We wait for another body's answer."),
            new("لا يلزم المتصل شيء.", "The caller needs to do nothing.")),
        State.Escalated => (
            new("اعتراضك لدى مشرف.", "A supervisor has your objection."),
            new("لا تَعِد بنتيجة.", "Promise no result.")),
        State.Decided => (
            new("بُتّ في اعتراضك وننفذ القرار.", "Your objection was decided and is being carried out."),
            new("اقرأ نص الرد.", "Read out the answer.")),
        State.Closed => (
            new("بُتّ في اعتراضك ونُفّذ القرار.", "Your objection was decided and carried out."),
            new("اقرأ نص الرد. ويمكن رفع الرفض إلى مشرف.",
                "Read out the answer. A rejection can be taken to a supervisor.")),
        State.Withdrawn => (
            new("سُحب اعتراضك بطلبك.", "Your objection was withdrawn at your request."),
            new("يمكن تقديم غيره ما دامت المدة مفتوحة.", "Another can be filed while the window is open.")),
    };

    private static LocalizedText AskOf(State state, ObjectionQueue queue) => !ObjectionLife.IsOpen(state)
        ? new("", "")
        : queue switch
        {
            ObjectionQueue.Household => new(
                "هل حُدّثت بيانات الأسرة لدى الأحوال المدنية؟",
                "Are the family's data up to date in the civil records?"),
            ObjectionQueue.Income => new(
                "أي دخل غير صحيح، ومنذ متى؟", "Which income is wrong, and since when?"),
            ObjectionQueue.Assets => new(
                "أي أصل لم يعد لك، ومتى انتقل؟", "Which asset is no longer yours, and when did it change hands?"),
            ObjectionQueue.Independence => new(
                "هل العقد موثق في إيجار باسمك؟", "Is the lease registered in Ejar in your name?"),
            ObjectionQueue.PaymentShort => new("ما المبلغ المتوقع، ولماذا؟", "Which amount was expected, and why?"),
            ObjectionQueue.PaymentNotDeposited => new(
                "هل راجعت كشف الحساب بعد يوم الدفع؟", "Was the bank statement checked after the payment day?"),
            ObjectionQueue.PaymentZero or ObjectionQueue.PaymentNotEligible => new(
                "هل تغيّر شيء في بيانات الأسرة أو الدخل؟", "Has anything changed in the family or its income?"),
        };
}
