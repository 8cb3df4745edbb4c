namespace CitizenAccount.Service.Notifications;

// Decisions, stops, payments and recoveries.
internal static partial class MessageWords
{
    private static Words DecidedEligible(MessageFacts facts)
    {
        var (cycle, month, amount) = (facts.Cycle(), facts.ShortCycle(), facts.Amount("amount"));
        return new(
            new("نتيجة الأهلية: مؤهل", "Result: eligible"),
            new(
                $"أسرتك مؤهلة لدفعة {cycle.Arabic}، والمبلغ المستحق {amount.Arabic}. تجد تفصيل الحساب في صفحة النتائج، "
                + "ولك الاعتراض خلال تسعين يومًا.",
                $"Your household is eligible for {cycle.English}; the amount due is {amount.English}. The page of "
                + "results shows how it was reckoned; you may object within ninety days."),
            Sms(
                $"أسرتك مؤهلة لدفعة {month.Arabic}. المبلغ المستحق {amount.Arabic}.",
                $"your household is eligible for {month.English}. Amount due: {amount.English}."));
    }

    private static Words DecidedNotEligible(MessageFacts facts)
    {
        var (cycle, month, reasons) = (facts.Cycle(), facts.ShortCycle(), facts.Text("reasons"));
        var (until, shortUntil) = (facts.Day("object_until"), facts.ShortDay("object_until"));
        return new(
            new("نتيجة الأهلية: غير مؤهل", "Result: not eligible"),
            new(
                $"أسرتك غير مؤهلة لدفعة {cycle.Arabic}. الأسباب: {reasons.Arabic} حدّث بياناتك إن تغيّرت، ولك الاعتراض "
                + $"حتى نهاية {until.Arabic}.",
                $"Your household is not eligible for {cycle.English}. Reasons: {reasons.English} Update your data if "
                + $"they changed; you may object until the end of {until.English}."),
            Sms(
                $"أسرتك غير مؤهلة لدفعة {month.Arabic}. الأسباب في البوابة، ولك الاعتراض حتى {shortUntil.Arabic}.",
                $"your household is not eligible for {month.English}. See why in the portal; object by "
                + $"{shortUntil.English}."));
    }

    private static Words DecisionPending(MessageFacts facts)
    {
        var (cycle, month, reasons) = (facts.Cycle(), facts.ShortCycle(), facts.Text("reasons"));
        return new(
            new("نتيجة الأهلية: قيد الانتظار", "Result: waiting"),
            new(
                $"لم تصدر نتيجة دفعة {cycle.Arabic} بعد، لأن بيانات لازمة لم تصل: {reasons.Arabic} سنخبرك حين تصدر.",
                $"The result for {cycle.English} is not out yet, because data it needs have not come: "
                + $"{reasons.English} We will tell you when it is."),
            Sms(
                $"نتيجة دفعة {month.Arabic} بانتظار بيانات لم تصل بعد. التفاصيل في البوابة.",
                $"the result for {month.English} waits for data that have not come. See the portal."));
    }

    private static Words SupportStopped(MessageFacts facts)
    {
        var (cycle, month, reasons) = (facts.Cycle(), facts.ShortCycle(), facts.Text("reasons"));
        return new(
            new("توقف الدعم أو خُفّض", "Support was stopped or cut"),
            new(
                $"توقف دعم أسرتك أو خُفّض ابتداءً من دفعة {cycle.Arabic}. الأسباب: {reasons.Arabic} حدّث بياناتك إن "
                + "تغيّرت، ولك الاعتراض خلال تسعين يومًا.",
                $"Support of your household is stopped or cut from {cycle.English} on. Reasons: {reasons.English} "
                + "Update your data if they changed; you may object within ninety days."),
            Sms(
                $"توقف الدعم أو خُفّض من دفعة {month.Arabic}. الأسباب في البوابة، ولك الاعتراض خلال تسعين يومًا.",
                $"support is stopped or cut from {month.English}. See why in the portal; object within 90 days."));
    }

    private static Words Deposited(MessageFacts facts)
    {
        var (cycle, month) = (facts.Cycle(), facts.ShortCycle());
        var (amount, ending) = (facts.Amount("amount"), facts.Number("ending"));
        return new(
            new("أُودع الدعم", "Support was deposited"),
            new(
                $"أُودع {amount.Arabic} عن دفعة {cycle.Arabic} في حسابك البنكي المنتهي بـ {ending.Arabic}.",
                $"{amount.English} for {cycle.English} was deposited in your bank account ending in {ending.English}."),
            Sms(
                $"أُودع {amount.Arabic} عن دفعة {month.Arabic} في حسابك المنتهي بـ {ending.Arabic}.",
                $"{amount.English} for {month.English} was deposited in your account ending in {ending.English}."));
    }

    private static Words PaymentHeld(MessageFacts facts)
    {
        var (cycle, month, cause) = (facts.Cycle(), facts.ShortCycle(), facts.Text("cause"));
        return new(
            new("حُجزت دفعتك", "Your payment is held"),
            new(
                $"حُجزت دفعة {cycle.Arabic} ولم تُودع بعد. السبب: {cause.Arabic} تُودع بعد زوال السبب.",
                $"The payment for {cycle.English} is held and not deposited yet. Reason: {cause.English} It is "
                + "deposited once the reason is gone."),
            Sms(
                $"حُجزت دفعة {month.Arabic} ولم تُودع بعد. السبب وما يلزمك في البوابة.",
                $"your payment for {month.English} is held. See why and what to do in the portal."));
    }

    private static Words PaymentReturned(MessageFacts facts)
    {
        var (cycle, month, cause) = (facts.Cycle(), facts.ShortCycle(), facts.Text("cause"));
        return new(
            new("عادت دفعتك من البنك", "Your payment came back"),
            new(
                $"أعاد البنك دفعة {cycle.Arabic}. السبب: {cause.Arabic} صحّح حسابك البنكي من طلبك، أو راجع البنك.",
                $"The bank returned the payment for {cycle.English}. Reason: {cause.English} Correct your bank account "
                + "in your application, or visit the bank."),
            Sms(
                $"أعاد البنك دفعة {month.Arabic}. صحّح حسابك البنكي من البوابة أو راجع البنك.",
                $"the bank returned your payment for {month.English}. Correct your bank account or visit the bank."));
    }

    private static Words RecoveryNotice(MessageFacts facts)
    {
        var (amount, until) = (facts.Amount("amount"), facts.Day("object_until"));
        var shortUntil = facts.ShortDay("object_until");
        return new(
            new("إشعار باسترداد مبلغ", "Notice of a recovery"),
            new(
                $"صُرف لك {amount.Arabic} دون استحقاق، وسيُسترد وفق الضوابط. تجد التفصيل في صفحة المدفوعات، ولك "
                + $"الاعتراض حتى نهاية {until.Arabic}، ولا يُسترد شيء ما دام اعتراضك قيد النظر.",
                $"{amount.English} was paid to you that was not due and will be recovered by the rules. The page of "
                + $"payments shows the details. You may object until the end of {until.English}; nothing is recovered "
                + "while an objection is open."),
            Sms(
                $"سيُسترد {amount.Arabic} صُرف دون استحقاق. التفاصيل في البوابة، ولك الاعتراض حتى {shortUntil.Arabic}.",
                $"{amount.English} that was not due will be recovered. See the portal; object by "
                + $"{shortUntil.English}."));
    }
}
