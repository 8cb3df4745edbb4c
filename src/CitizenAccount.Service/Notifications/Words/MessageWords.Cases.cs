namespace CitizenAccount.Service.Notifications;

// Objections, tickets and announcements.
internal static partial class MessageWords
{
    private static Words ObjectionReceived(MessageFacts facts)
    {
        var number = facts.Number("number");
        var (due, shortDue) = (facts.Day("due_date"), facts.ShortDay("due_date"));
        return new(
            new("استلمنا اعتراضك", "Your objection was received"),
            new(
                $"استلمنا اعتراضك برقم {number.Arabic}، ونرد عليه قبل نهاية {due.Arabic}.",
                $"Your objection was received under number {number.English}; we answer by the end of {due.English}."),
            Sms(
                $"استلمنا اعتراضك برقم {number.Arabic}، ونرد عليه قبل نهاية {shortDue.Arabic}.",
                $"your objection {number.English} was received; we answer by {shortDue.English}."));
    }

    private static Words ObjectionProgress(MessageFacts facts)
    {
        var (number, text) = (facts.Number("number"), facts.Text("text"));
        return new(
            new("جديد في اعتراضك", "News of your objection"),
            new($"اعتراضك رقم {number.Arabic}: {text.Arabic}", $"Your objection {number.English}: {text.English}"),
            Sms(
                $"في اعتراضك رقم {number.Arabic} جديد. اطّلع عليه في البوابة.",
                $"there is news of your objection {number.English}. See the portal."));
    }

    private static Words TicketOpened(MessageFacts facts)
    {
        var number = facts.Number("number");
        var (due, shortDue) = (facts.Day("due_date"), facts.ShortDay("due_date"));
        return new(
            new("استلمنا تذكرتك", "Your ticket was received"),
            new(
                $"استلمنا تذكرتك برقم {number.Arabic}، ونرد عليها قبل نهاية {due.Arabic}. احتفظ بالرقم للمتابعة.",
                $"Your ticket was received under number {number.English}; we answer by the end of {due.English}. Keep "
                + "the number to follow it."),
            Sms(
                $"استلمنا تذكرتك برقم {number.Arabic}، ونرد عليها قبل نهاية {shortDue.Arabic}.",
                $"your ticket {number.English} was received; we answer by {shortDue.English}."));
    }

    private static Words TicketProgress(MessageFacts facts)
    {
        var (number, text) = (facts.Number("number"), facts.Text("text"));
        return new(
            new("جديد في تذكرتك", "News of your ticket"),
            new($"تذكرتك رقم {number.Arabic}: {text.Arabic}", $"Your ticket {number.English}: {text.English}"),
            Sms(
                $"في تذكرتك رقم {number.Arabic} جديد. اطّلع عليه في البوابة.",
                $"there is news of your ticket {number.English}. See the portal."));
    }

    private static Words Announcement(MessageFacts facts)
    {
        var text = facts.Text("text");
        return new(
            new("إعلان من حساب المواطن", "An announcement"),
            text,
            Sms("إعلان جديد. اطّلع عليه في البوابة.", "there is a new announcement. See the portal."));
    }
}
