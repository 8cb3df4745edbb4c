using CitizenAccount.Rules.Households;

namespace CitizenAccount.Rules.Decisions;

/// <summary>The steps of the calculation, in order. They are worked out for every household, so that one that is not
/// eligible also sees what it would be about; only an eligible one has an amount.</summary>
internal static class AmountSteps
{
    public static void AddTo(List<DecisionStep> steps, in HouseholdFacts facts, MonthRules rules, in Decision decision)
    {
        steps.Add(Weight(facts, decision));
        steps.Add(FullSupport(decision));
        steps.Add(Threshold(facts, rules, decision));
        steps.Add(CutOff(facts, rules, decision));
        if (decision.Eligibility == Eligibility.Eligible)
        {
            steps.Add(Taper(rules, decision));
            steps.Add(DaysAbroad(facts, rules, decision));
        }

        steps.Add(Result(decision));
    }

    // The second result, and the last step of every explanation.
    private static DecisionStep Result(in Decision decision) => new(
        StepCode.Entitlement,
        decision.Eligibility == Eligibility.Pending ? StepOutcome.Pending : StepOutcome.Info,
        decision.Eligibility == Eligibility.Pending ? StepValue.None : StepValue.Halalas(decision.Amount),
        StepValue.None, SourceKind.Policy, null, Wording.Result(decision), ["support.rounding"], ReasonSet.Empty);

    private static DecisionStep Weight(in HouseholdFacts facts, in Decision decision)
    {
        var members = new ReasonSet(decision.Reasons.Bits & MembersMask);
        var excluded = facts.Members.Length - 1 - decision.Adults - decision.Minors;
        return new DecisionStep(
            StepCode.Weight, StepOutcome.Info, new(StepUnit.WeightTenths, decision.WeightTenths), StepValue.None,
            SourceKind.CivilStatus, null,
            Wording.Household(decision, excluded),
            ["support.scale.head", "support.scale.dependant_18_plus", "support.scale.dependant_under_18",
                "support.age.adult_boundary", "support.age.basis", "support.age.reference_day"],
            members);
    }

    private static DecisionStep FullSupport(in Decision decision)
    {
        var level = decision.Level;
        return new DecisionStep(
            StepCode.FullEntitlement, StepOutcome.Info, StepValue.Halalas(level.Full), StepValue.None,
            SourceKind.Policy, null,
            Wording.Is(new("الاستحقاق الكامل", "Full entitlement"), StepValue.Halalas(level.Full)),
            ["support.full.head_or_independent", "support.full.dependant_18_plus", "support.full.dependant_under_18",
                "support.cap.amount"],
            level.Capped && decision.Reasons.Contains(DecisionReason.Capped)
                ? ReasonSet.Empty.With(DecisionReason.Capped)
                : ReasonSet.Empty);
    }

    private static DecisionStep Threshold(in HouseholdFacts facts, MonthRules rules, in Decision decision) => Income(
        StepCode.Threshold, facts, rules, decision, decision.Level.Threshold, DecisionReason.FullSupport,
        new("الدخل المحتسب مقابل حد الإعفاء من التناقص", "Counted income against the threshold"),
        "income.threshold.per_unit", "income.threshold.cap");

    private static DecisionStep CutOff(in HouseholdFacts facts, MonthRules rules, in Decision decision) => Income(
        StepCode.CutOff, facts, rules, decision, decision.Level.CutOff, DecisionReason.AboveCutOff,
        new("الدخل المحتسب مقابل حد الدخل المانع", "Counted income against the cut-off"),
        "income.cutoff.per_unit", "income.cutoff.max");

    // Income that no source has answered for, or not lately, is no income of zero: nothing is shown for it.
    private static DecisionStep Income(
        StepCode code, in HouseholdFacts facts, MonthRules rules, in Decision decision, long limit,
        DecisionReason reason, LocalizedText what, params string[] parameters)
    {
        var day = facts.Header.Sources.Income;
        var waits = SourceTests.Waiting(facts, rules).Contains(DecisionReason.WaitingForIncome);
        var (found, most) = (StepValue.Halalas(decision.CountedIncome), StepValue.Halalas(limit));
        return new DecisionStep(
            code, waits ? StepOutcome.Pending : StepOutcome.Info, waits ? StepValue.None : found, most,
            SourceKind.Income,
            day == 0 ? null : DateOnly.FromDayNumber(day),
            waits ? Wording.Awaited(what, most) : Wording.Against(what, found, most),
            [.. parameters, "income.counted_kinds"],
            decision.Reasons.Contains(reason) ? ReasonSet.Empty.With(reason) : ReasonSet.Empty);
    }

    private static DecisionStep Taper(MonthRules rules, in Decision decision)
    {
        var reasons = ReasonSet.Empty;
        foreach (var reason in (ReadOnlySpan<DecisionReason>)
            [DecisionReason.ReducedByTaper, DecisionReason.RaisedToMinimum])
        {
            reasons = decision.Reasons.Contains(reason) ? reasons.With(reason) : reasons;
        }

        return new DecisionStep(
            StepCode.Taper,
            decision.BeforeDeduction < decision.Level.Full ? StepOutcome.Deducted : StepOutcome.Info,
            StepValue.Halalas(decision.BeforeDeduction), StepValue.Halalas(decision.Level.Full), SourceKind.Policy,
            null, Wording.Taper(decision, rules),
            ["income.taper.shape", "support.minimum", "support.rounding"], reasons);
    }

    private static DecisionStep DaysAbroad(in HouseholdFacts facts, MonthRules rules, in Decision decision)
    {
        var most = 0;
        for (var i = 0; i < facts.Members.Length; i++)
        {
            most = decision.Counts(i) ? Math.Max(most, facts.Members[i].DaysAbroad) : most;
        }

        var day = facts.Header.Sources.Residence;
        return new DecisionStep(
            StepCode.DaysAbroad,
            decision.DaysAbroadDeduction > 0 ? StepOutcome.Deducted : StepOutcome.Passed,
            new(StepUnit.Days, most), new(StepUnit.Days, rules.Policy.DaysAbroadMax), SourceKind.Residence,
            day == 0 ? null : DateOnly.FromDayNumber(day),
            Wording.DaysAbroad(most, rules, decision),
            ["eligibility.residency.max_days_abroad", "eligibility.residency.excess_effect",
                "eligibility.residency.daily_share_days"],
            decision.DaysAbroadDeduction > 0
                ? ReasonSet.Empty.With(DecisionReason.DaysAbroadDeducted)
                : ReasonSet.Empty);
    }

    private const ulong MembersMask = 0x00FC_0000_0000_0000; // reasons 50 to 55
}
