using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Cases;
using CitizenAccount.Service.Platform.Calls;
using LocalizedText = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Service.Voice;

/// <summary>What people are told about a ticket, and what an agent says.</summary>
internal static class TicketWords
{
    public static readonly LocalizedText Asked = new(
        "نحتاج منك إلى معلومة قبل الرد. افتح البلاغ وأجب.",
        "We need something from you before we can answer. Open the ticket and reply.");

    public static readonly LocalizedText Said = new(
        "في بلاغك رسالة جديدة. افتحه لقراءتها.", "There is a new message on your ticket. Open it to read.");

    public static readonly LocalizedText Answered = new(
        "أُجيب عن بلاغك. افتحه لقراءة الرد.", "Your ticket was answered. Open it to read the answer.");

    public static readonly LocalizedText Referred = new(
        "صار بلاغك اعتراضًا وتجد رقمه في البلاغ.",
        "Your ticket became an objection. Its number stands on the ticket.");

    public static readonly LocalizedText Late = new(
        "تأخر ردنا عن الموعد، ونعتذر. رُفع البلاغ إلى مشرف.",
        "Our answer is late, for which we apologise. A supervisor has the ticket now.");

    public static LocalizedText Moved(DateOnly due) => new(
        $"تغيّر موعد الرد بسبب إجازة معلنة، وصار \u2066{due:yyyy/MM/dd}\u2069.",
        $"Because of an announced holiday the answer is now due by {due:yyyy-MM-dd}.");

    public static readonly IReadOnlyList<LocalizedText> AnswerTemplates =
    [
        new(
            "شكرًا لتواصلك معنا. راجعنا ما ذكرت وصحّحناه، ولا يلزمك أي إجراء.",
            "Thank you for writing to us. We checked what you reported and put it right; you need to do nothing."),
        new(
            "شكرًا لتواصلك معنا. راجعنا ما ذكرت، والبيانات مطابقة لما لدى الجهة المختصة. إن كان غير صحيح "
            + "فصحّحه لديها أولًا.",
            "Thank you for writing to us. The data agree with those of the authority that keeps them. If they are "
            + "wrong, have them corrected there first."),
        new(
            "شكرًا لاقتراحك. وصل إلى الجهة المعنية في البرنامج وستدرسه.",
            "Thank you for your suggestion. Those in charge have it and will look into it."),
    ];

    /// <summary>What an agent says about a ticket.</summary>
    public static AgentScript ScriptOf(TicketState state) => state switch
    {
        TicketState.Open => Script(
            new("بلاغك مسجل وسنرد قبل الموعد المبين.", "Your ticket is registered; we answer by the promised date."),
            new("هل لديك ما تضيفه؟", "Is there anything to add?"),
            new("أضف ما يقوله المتصل رسالةً في البلاغ.", "Add what the caller says as a message.")),
        TicketState.Assigned => Script(
            new("بلاغك قيد المعالجة.", "Your ticket is being worked on."),
            new("هل لديك ما تضيفه؟", "Is there anything to add?"),
            new("أضف ما يقوله المتصل رسالةً في البلاغ.", "Add what the caller says as a message.")),
        TicketState.WaitingForCitizen => Script(
            new("طلبنا منك معلومة ولم نستلمها بعد.", "We asked you for something and have not received it."),
            new("ما جوابك عما طُلب؟", "What is your answer to what was asked?"),
            new("سجّل الجواب رسالةً في البلاغ.", "Record the answer as a message.")),
        TicketState.Referred => Script(
            new("صار بلاغك اعتراضًا.", "Your ticket became an objection."),
            new("", ""),
            new("افتح الاعتراض المذكور في البلاغ.", "Open the objection named on the ticket.")),
        TicketState.Resolved => Script(
            new("أُجيب عن بلاغك، وهذا نص الرد.", "Your ticket was answered; this is the answer."),
            new("هل بقي شيء لم يُجب عنه؟", "Is anything left unanswered?"),
            new("إن بقي شيء فافتح بلاغًا جديدًا.", "If something is left, open a new ticket.")),
    };

    private static AgentScript Script(LocalizedText say, LocalizedText ask, LocalizedText next) =>
        new() { Say = say.ToWire(), Ask = ask.ToWire(), Next = next.ToWire() };
}
