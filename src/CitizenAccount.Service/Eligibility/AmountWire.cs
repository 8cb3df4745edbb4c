using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Calls;
using DecisionReason = CitizenAccount.Contracts.Eligibility.V1.DecisionReason;

namespace CitizenAccount.Service.Eligibility;

/// <summary>The calculation of one month in numbers on the wire, for a household that is eligible.</summary>
internal static class AmountWire
{
    public static AmountBreakdown ToWire(ExplainedDecision explained)
    {
        var (decision, shares, rules) =
            (explained.Explanation.Decision, explained.Explanation.Members, explained.Rules);
        var scale = rules.Policy.Support.Rules;
        var wire = new AmountBreakdown
        {
            WeightTenths = decision.WeightTenths,
            FullBeforeCap = Wire.ToMoney(shares.Sum(share => share.Full)),
            Cap = scale.FullCap is { } cap ? Wire.ToMoney(cap) : null,
            FullEntitlement = Wire.ToMoney(decision.Level.Full),
            CountedIncome = Wire.ToMoney(decision.CountedIncome),
            Threshold = Wire.ToMoney(decision.Level.Threshold),
            CutOffIncome = Wire.ToMoney(decision.Level.CutOff),
            TaperReduction = Wire.ToMoney(decision.Level.Full - decision.BeforeDeduction),
            AfterTaper = Wire.ToMoney(decision.BeforeDeduction),
            Deductions = Wire.ToMoney(decision.DaysAbroadDeduction),
            Entitlement = Wire.ToMoney(decision.Amount),
        };
        wire.WeightParts.Add(shares.Select(share => ToPart(share, explained)));
        wire.Incomes.Add(explained.Incomes.Select(income => ToIncome(income, explained)));
        wire.DaysAbroad.Add(shares.Where(share => share.ExcessDays > 0).Select(share => ToDeduction(share, explained)));
        return wire;
    }

    private static WeightPart ToPart(MemberShare share, ExplainedDecision explained) => new()
    {
        Member = explained.NameOf(share.Index),
        WeightTenths = share.WeightTenths,
        FullShare = Wire.ToMoney(share.Full),
        AgeYears = Age.YearsCompleted(
            DateOnly.FromDayNumber(explained.Members[share.Index].BirthDay),
            explained.Rules.AgeDate,
            explained.Rules.Policy.AgeBasis),
        Counted = share.Exclusion is null,
        Reason = share.Exclusion is { } reason ? ReasonWire.ToWire(reason) : DecisionReason.Unspecified,
    };

    private static CountedIncome ToIncome(IncomeLine income, ExplainedDecision explained) => new()
    {
        Member = explained.NameOf(income.Member),
        Kind = (Contracts.Type.V1.IncomeKind)(int)income.Kind,
        Amount = Wire.ToMoney(income.Monthly),
        Counted = explained.Rules.Policy.Counts(income.Kind) && explained.Explanation.Decision.Counts(income.Member),
        Source = FactSource.IncomeRecords,
        EvidenceMonth = CycleRun.MonthOf(explained.Published.Row.Month).AddMonths(-1).ToWire(),
    };

    private static DaysAbroadDeduction ToDeduction(MemberShare share, ExplainedDecision explained)
    {
        var (decision, policy) = (explained.Explanation.Decision, explained.Rules.Policy);
        return new DaysAbroadDeduction
        {
            Member = explained.NameOf(share.Index),
            DaysAbroad = share.DaysAbroad,
            DaysAllowed = policy.DaysAbroadMax,
            DaysDeducted = share.ExcessDays,
            DailyShare = Wire.ToMoney(new Rules.Money(decision.BeforeDeduction)
                .MultiplyDivideRounded(share.WeightTenths, (long)decision.WeightTenths * policy.DailyShareDays)
                .Halalas),
            Deduction = Wire.ToMoney(share.DaysAbroadDeduction),
        };
    }
}
