using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Support;

namespace CitizenAccount.Rules.Decisions;

/// <summary>Decides a household's month: facts and rules in, a decision out. Nothing is read, written, logged or
/// allocated, and the same input gives the same decision for ever.</summary>
public static class Deciding
{
    /// <summary>Eligibility and entitlement of one household with all their reasons.</summary>
    public static Decision Decide(in HouseholdFacts facts, MonthRules rules)
    {
        var household = Count(facts, rules);
        var waiting = SourceTests.Waiting(facts, rules);
        var failed = SourceTests.Definite(Failures(facts, rules, household.WeightTenths), waiting);
        var reasons = household.Reasons.With(failed);
        if (failed.Count > 0)
        {
            return household with
            {
                Eligibility = Eligibility.NotEligible,
                Entitlement = Entitlement.NoneNotEligible,
                Reasons = reasons,
            };
        }

        return waiting.Count > 0
            ? household with
            {
                Eligibility = Eligibility.Pending,
                Entitlement = Entitlement.Pending,
                Reasons = reasons.With(waiting),
            }
            : Entitle(household, facts, rules);
    }

    /// <summary>The share of each member in the household's deduction for days abroad is its weight times its days
    /// above the limit; a month has at most <see cref="Policies.Policy.DailyShareDays"/> of them.</summary>
    internal static int ExcessDays(in MemberFacts member, MonthRules rules) =>
        member.DaysAbroad <= rules.Policy.DaysAbroadMax || member.Has(MemberMarks.AbsenceJustified)
            ? 0
            : Math.Min(member.DaysAbroad - rules.Policy.DaysAbroadMax, rules.Policy.DailyShareDays);

    internal static int WeightTenths(in MemberFacts member, int index, MonthRules rules)
    {
        var scale = rules.Policy.Support.Rules;
        return index == 0 ? scale.HeadWeightTenths
            : member.BirthDay <= rules.AdultBornBy ? scale.AdultWeightTenths
            : scale.MinorWeightTenths;
    }

    /// <summary>What <paramref name="units"/> (weight tenths x days) take off an amount: its share by weight, a day
    /// being a fixed part of the month, half up.</summary>
    internal static long Deduction(long amount, long units, int weightTenths, MonthRules rules)
    {
        var whole = (long)weightTenths * rules.Policy.DailyShareDays;
        return ((2 * amount * units) + whole) / (2 * whole);
    }

    // Who is counted, with what weight and income. Eligibility and entitlement are filled in later.
    private static Decision Count(in HouseholdFacts facts, MonthRules rules)
    {
        var counted = 1UL;
        var adults = 0;
        var minors = 0;
        var reasons = ReasonSet.Empty;
        for (var i = 1; i < facts.Members.Length; i++)
        {
            ref readonly var member = ref facts.Members[i];
            var exclusion = MemberTests.Exclusion(member);
            if (exclusion != default)
            {
                reasons = reasons.With(exclusion);
                continue;
            }

            counted |= 1UL << i;
            if (member.BirthDay <= rules.AdultBornBy)
            {
                adults++;
            }
            else
            {
                minors++;
            }
        }

        var scale = rules.Policy.Support;
        return new Decision
        {
            Eligibility = default,
            Entitlement = default,
            Reasons = reasons,
            CountedMembers = counted,
            Adults = adults,
            Minors = minors,
            WeightTenths = scale.WeightTenths(adults, minors),
            CountedIncome = CountedIncome(facts, rules, counted),
            Level = scale.LevelFor(adults, minors),
        };
    }

    private static long CountedIncome(in HouseholdFacts facts, MonthRules rules, ulong counted)
    {
        var kinds = rules.Policy.CountedIncomeKinds;
        var sum = 0L;
        foreach (ref readonly var income in facts.Incomes)
        {
            if ((kinds & (1u << (int)income.Kind)) != 0 && (counted & (1UL << income.Member)) != 0)
            {
                sum += income.Monthly;
            }
        }

        return sum;
    }

    private static ReasonSet Failures(in HouseholdFacts facts, MonthRules rules, int weightTenths) =>
        EligibilityTests.Application(facts)
            .With(EligibilityTests.Bar(facts, rules))
            .With(EligibilityTests.Nationality(facts))
            .With(EligibilityTests.MainBeneficiary(facts))
            .With(EligibilityTests.ShelterOrPrison(facts))
            .With(EligibilityTests.Agreement(facts))
            .With(EligibilityTests.Residence(facts))
            .With(EligibilityTests.Independence(facts, rules))
            .With(EligibilityTests.Completeness(facts))
            .With(EligibilityTests.CommercialRegistration(facts))
            .With(EligibilityTests.Capacity(facts, rules, weightTenths));

    private static Decision Entitle(in Decision household, in HouseholdFacts facts, MonthRules rules)
    {
        var scale = rules.Policy.Support;
        var level = household.Level;
        var before = scale.AmountAt(level, household.CountedIncome);
        var deduction = before == 0 ? 0 : DaysAbroadDeduction(household, facts, rules, before);
        var amount = before - deduction;
        return household with
        {
            Eligibility = Eligibility.Eligible,
            Entitlement = amount > 0 ? Entitlement.Due
                : before == 0 ? Entitlement.NoneAboveCutOff
                : Entitlement.NoneAfterDeduction,
            Reasons = household.Reasons.With(AmountReasons(household, before, deduction, scale)),
            Amount = amount,
            BeforeDeduction = before,
            DaysAbroadDeduction = deduction,
        };
    }

    private static long DaysAbroadDeduction(
        in Decision household, in HouseholdFacts facts, MonthRules rules, long amount)
    {
        var units = ExcessUnits(household, facts, rules);
        return units == 0 ? 0 : Deduction(amount, units, household.WeightTenths, rules);
    }

    /// <summary>Weight tenths x days above the limit, over all counted members.</summary>
    internal static long ExcessUnits(in Decision household, in HouseholdFacts facts, MonthRules rules)
    {
        var units = 0L;
        for (var i = 0; i < facts.Members.Length; i++)
        {
            ref readonly var member = ref facts.Members[i];
            if (member.DaysAbroad > rules.Policy.DaysAbroadMax && household.Counts(i))
            {
                units += (long)WeightTenths(member, i, rules) * ExcessDays(member, rules);
            }
        }

        return units;
    }

    private static ReasonSet AmountReasons(in Decision household, long before, long deduction, SupportScale scale)
    {
        var level = household.Level;
        if (before == 0)
        {
            return ReasonSet.Empty.With(DecisionReason.AboveCutOff);
        }

        var reasons = ReasonSet.Empty.With(
            household.CountedIncome <= level.Threshold ? DecisionReason.FullSupport : DecisionReason.ReducedByTaper);
        if (level.Capped)
        {
            reasons = reasons.With(DecisionReason.Capped);
        }

        if (deduction > 0)
        {
            reasons = reasons.With(DecisionReason.DaysAbroadDeducted);
        }

        return scale.Rules.Minimum == before && before < level.Full
            ? reasons.With(DecisionReason.RaisedToMinimum)
            : reasons;
    }
}
