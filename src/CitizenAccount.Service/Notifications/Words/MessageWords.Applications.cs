namespace CitizenAccount.Service.Notifications;

// Applications, household data and documents.
internal static partial class MessageWords
{
    private static Words DocumentReceived { get; } = new(
        new("استلمنا مستندك", "Your document was received"),
        new(
            "استلمنا المستند الذي رفعته وسنراجعه. تتابع حالته في صفحة المستندات من طلبك.",
            "The document you uploaded was received and will be reviewed. Follow it on the page of documents of your "
            + "application."),
        Sms("استلمنا مستندك وسنراجعه.", "your document was received and will be reviewed."));

    private static Words DocumentAccepted { get; } = new(
        new("قُبل مستندك", "Your document was accepted"),
        new(
            "راجعنا المستند الذي رفعته وقبلناه. لا يلزمك شيء آخر بشأنه.",
            "The document you uploaded was reviewed and accepted. Nothing more is needed for it."),
        Sms("راجعنا مستندك وقبلناه.", "your document was reviewed and accepted."));

    private static Words ApplicationWithdrawn { get; } = new(
        new("سُحب طلبك", "Your application was withdrawn"),
        new(
            "سُحب طلبك بناءً على رغبتك، ولن يُدرس في الدورات القادمة. يمكنك التقديم من جديد متى شئت.",
            "Your application was withdrawn as you asked and will not be examined in coming cycles. You may apply "
            + "again at any time."),
        Sms(
            "سُحب طلبك بناءً على رغبتك. يمكنك التقديم من جديد متى شئت.",
            "your application was withdrawn as you asked. You may apply again at any time."));

    private static Words DataChanged(MessageFacts facts) => Changed(
        facts, new("حُدّثت بيانات طلبك", "Your application data were updated"));

    private static Words MemberAdded(MessageFacts facts) => Changed(
        facts, new("أُضيف فرد إلى أسرتك", "A member was added to your household"));

    private static Words MemberChanged(MessageFacts facts) => Changed(
        facts, new("حُدّثت بيانات فرد من أسرتك", "Data of a household member were updated"));

    private static Words MemberRemoved(MessageFacts facts) => Changed(
        facts, new("حُذف فرد من أسرتك", "A member was removed from your household"));

    private static Words BankAccountChanged(MessageFacts facts)
    {
        var (ending, cycle, month) = (facts.Number("ending"), facts.Cycle(), facts.ShortCycle());
        return new(
            new("تغيّر حسابك البنكي", "Your bank account was changed"),
            new(
                $"أصبح الحساب البنكي المسجّل هو المنتهي بـ {ending.Arabic}، ويُودَع فيه الدعم ابتداءً من دفعة "
                + $"{cycle.Arabic}. وإلى ذلك الحين يُودَع في الحساب السابق. إن لم تغيّره بنفسك فتواصل معنا الآن.",
                $"Your bank account is now the one ending in {ending.English}, paid from {cycle.English} on; until "
                + "then the previous one is paid. If you did not change it, contact us now."),
            Sms(
                $"تغيّر حسابك البنكي إلى المنتهي بـ {ending.Arabic} من دفعة {month.Arabic}. إن لم تغيّره فتواصل معنا.",
                $"your bank account now ends in {ending.English}, from {month.English}. Not you? Contact us now."));
    }

    private static Words DocumentRefused(MessageFacts facts)
    {
        var cause = facts.Text("cause");
        return new(
            new("لم يُقبل مستندك", "Your document was not accepted"),
            new(
                $"راجعنا المستند الذي رفعته ولم نقبله. السبب: {cause.Arabic} ارفع مستندًا آخر من صفحة المستندات.",
                $"The document you uploaded was reviewed and not accepted. Reason: {cause.English} Upload another on "
                + "the page of documents."),
            Sms(
                "لم يُقبل مستندك. اطّلع على السبب في البوابة وارفع مستندًا آخر.",
                "your document was not accepted. See why in the portal and upload another."));
    }

    private static Words ApplicationSubmitted(MessageFacts facts)
    {
        var (cycle, month) = (facts.Cycle(), facts.ShortCycle());
        return new(
            new("قُدّم طلبك", "Your application was submitted"),
            new(
                $"استلمنا طلبك، ويُدرس ابتداءً من دفعة {cycle.Arabic}. سنخبرك بالنتيجة. أخبرنا بكل تغيّر في بياناتك "
                + "خلال خمسة عشر يومًا.",
                $"Your application was received and is examined from {cycle.English} on. We will tell you the result. "
                + "Report every change of your data within fifteen days."),
            Sms(
                $"استلمنا طلبك، ويُدرس ابتداءً من دفعة {month.Arabic}. سنخبرك بالنتيجة.",
                $"your application was received and is examined from {month.English}. We will tell you the result."));
    }

    private static Words Reapplied(MessageFacts facts)
    {
        var (cycle, month) = (facts.Cycle(), facts.ShortCycle());
        return new(
            new("أُعيد تقديم طلبك", "You applied again"),
            new(
                $"استلمنا إعادة التقديم، ويُدرس طلبك ابتداءً من دفعة {cycle.Arabic}. سنخبرك بالنتيجة.",
                $"Your new application was received and is examined from {cycle.English} on. We will tell you the "
                + "result."),
            Sms(
                $"استلمنا إعادة التقديم، ويُدرس طلبك ابتداءً من دفعة {month.Arabic}.",
                $"you applied again; your application is examined from {month.English}."));
    }

    private static Words DataNeeded(MessageFacts facts)
    {
        var (text, day, shortDay) = (facts.Text("text"), facts.Day("due_date"), facts.ShortDay("due_date"));
        return new(
            new("مطلوب استكمال بيانات", "Something is needed from you"),
            new(
                $"{text.Arabic} المهلة حتى نهاية {day.Arabic}. إن لم يصلنا المطلوب قبل ذلك فقد يتوقف الدعم.",
                $"{text.English} You have until the end of {day.English}. Without it support may stop."),
            Sms(
                $"مطلوب منك استكمال بيانات أو مستند قبل نهاية {shortDay.Arabic} حتى لا يتوقف الدعم. التفاصيل في "
                + "البوابة.",
                $"data or a document are needed by the end of {shortDay.English}, or support may stop. See the "
                + "portal."));
    }

    private static Words Changed(MessageFacts facts, Rules.LocalizedText title)
    {
        var (cycle, month) = (facts.Cycle(), facts.ShortCycle());
        return new(
            title,
            new(
                $"{title.Arabic}، ويُعمل بهذا التغيير ابتداءً من دفعة {cycle.Arabic}. إن لم تجرِ هذا التغيير فتواصل "
                + "معنا.",
                $"{title.English}. It counts from {cycle.English} on. If you did not make this change, contact us."),
            Sms(
                $"{title.Arabic}، ويُعمل به من دفعة {month.Arabic}. إن لم تجرِ هذا التغيير فتواصل معنا.",
                $"{title.English}, from {month.English}. If you did not make this change, contact us."));
    }
}
