using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Payments.Batches;
using CitizenAccount.Service.Platform.Calls;
using LocalizedText = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Service.Payments;

/// <summary>Why a payment is as it is: the answer in a sentence, the reasons, and from the month before to this one in
/// parts that sum exactly.</summary>
internal sealed class PaymentExplaining(ExplanationApi decisions, PaymentWire wire)
{
    public async Task<PaymentExplanation> ExplainAsync(
        HouseholdPayments payments, PaymentFacts facts, bool isStaff, CancellationToken stop)
    {
        var explanation = new PaymentExplanation
        {
            Payment = wire.ToWire(facts, isStaff),
            Summary = SummaryOf(facts).ToWire(),
            Decision = facts.Decision?.Name ?? "",
            NextStep = PaymentWire.NextStepOf(facts)?.ToWire(),
        };
        if (facts.Decision is { } decision)
        {
            explanation.Reasons.Add(DecisionWire.ReasonsOf(decision.Reasons, decision.Entitlement));
        }

        if (payments.Find(facts.Month.AddMonths(-1)) is { } before)
        {
            explanation.Difference = await DifferenceAsync(before, facts, stop);
        }

        return explanation;
    }

    private async Task<Waterfall> DifferenceAsync(PaymentFacts before, PaymentFacts after, CancellationToken stop)
    {
        var waterfall = new Waterfall
        {
            BeforeMonth = before.Month.ToWire(),
            Before = Wire.ToMoney(before.Amount),
            AfterMonth = after.Month.ToWire(),
            After = Wire.ToMoney(after.Amount),
        };

        // The decisions' own parts explain what was decided; what was paid for a month may be of an older decision.
        var decided = after.Decision is null || before.Decision is null
            ? null
            : await decisions.FindDifferenceAsync(after.Household, after.Month, stop);
        var parts = decided is null ? null : ChangeWire.ToWire(decided).Parts;
        waterfall.Parts.Add(parts ?? []);
        Add(
            WaterfallCause.Correction,
            after.SumOf(LineKind.Regular) - before.SumOf(LineKind.Regular) - (parts?.Sum(One) ?? 0),
            new("قرار شهر سابق أُعيد اتخاذه", "A decision was made again after it was paid"));
        Add(
            WaterfallCause.Compensation, after.SumOf(LineKind.Compensation) - before.SumOf(LineKind.Compensation),
            new("تعويض عن أشهر سابقة", "Compensation for earlier months"));
        Add(
            WaterfallCause.Recovery, after.SumOf(LineKind.Recovery) - before.SumOf(LineKind.Recovery),
            new("قسط استرداد", "Instalment of a recovery"));
        return waterfall;

        void Add(WaterfallCause cause, long difference, LocalizedText text)
        {
            if (difference != 0)
            {
                waterfall.Parts.Add(new WaterfallPart
                {
                    Cause = cause,
                    Difference = Wire.ToMoney(difference),
                    Text = text.ToWire(),
                });
            }
        }
    }

    private static long One(WaterfallPart part) => part.Difference.Halalas;

    private static LocalizedText SummaryOf(PaymentFacts facts)
    {
        var amount = new Rules.Money(facts.Amount);
        return facts.State switch
        {
            PaymentStanding.Paid => new($"أُودع مبلغ {amount.ToArabic()}.", $"{amount} was deposited."),
            PaymentStanding.None => new(
                "لا يُستحق شيء لهذا الشهر؛ الأسباب مذكورة أدناه.",
                "Nothing is due for this month; the reasons say why."),
            PaymentStanding.InProgress => new(
                $"مبلغ {amount.ToArabic()} قيد الإجراء.", $"{amount} is on its way."),
            PaymentStanding.Held => new(
                $"مبلغ {amount.ToArabic()} مستحق ومعلّق؛ السبب مذكور أدناه.",
                $"{amount} is due and held back; the holds say why."),
            PaymentStanding.Returned => new(
                $"أعاد البنك مبلغ {amount.ToArabic()}، ويُصرف مجددًا بعد تأكيد الحساب.",
                $"The bank sent {amount} back; it is paid again once the account is confirmed."),
        };
    }
}
