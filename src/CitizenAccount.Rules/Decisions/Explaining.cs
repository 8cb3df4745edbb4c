using CitizenAccount.Rules.Households;

namespace CitizenAccount.Rules.Decisions;

/// <summary>Explains a decision. The steps are worked out by the very tests that decide, so they cannot tell another
/// story than the decision does.</summary>
public static class Explaining
{
    /// <summary>Decides and lays the decision open.</summary>
    public static Explanation Explain(in HouseholdFacts facts, MonthRules rules)
    {
        var decision = Deciding.Decide(facts, rules);
        var steps = new List<DecisionStep>(28);
        EligibilitySteps.AddTo(steps, facts, rules, decision);
        AmountSteps.AddTo(steps, facts, rules, decision);
        return new Explanation(decision, steps, Shares(facts, rules, decision));
    }

    private static List<MemberShare> Shares(in HouseholdFacts facts, MonthRules rules, in Decision decision)
    {
        var shares = new List<MemberShare>(facts.Members.Length);
        var units = 0L;
        var deducted = 0L;
        for (var i = 0; i < facts.Members.Length; i++)
        {
            ref readonly var member = ref facts.Members[i];
            if (!decision.Counts(i))
            {
                shares.Add(new MemberShare(
                    i, member.Relationship, MemberTests.Exclusion(member), 0, 0, 0, member.DaysAbroad, 0, 0));
                continue;
            }

            // Each part is the step of the rounded running total, so that the parts sum exactly to the whole.
            var weight = Deciding.WeightTenths(member, i, rules);
            var excess = Deciding.ExcessDays(member, rules);
            units += (long)weight * excess;
            var soFar = Deciding.Deduction(decision.BeforeDeduction, units, decision.WeightTenths, rules);
            shares.Add(new MemberShare(
                i, member.Relationship, null, weight, Full(member, i, rules), IncomeOf(facts, rules, i),
                member.DaysAbroad, excess, soFar - deducted));
            deducted = soFar;
        }

        return shares;
    }

    private static long Full(in MemberFacts member, int index, MonthRules rules)
    {
        var scale = rules.Policy.Support.Rules;
        return index == 0 ? scale.HeadFull
            : member.BirthDay <= rules.AdultBornBy ? scale.AdultFull
            : scale.MinorFull;
    }

    private static long IncomeOf(in HouseholdFacts facts, MonthRules rules, int member)
    {
        var sum = 0L;
        foreach (ref readonly var income in facts.Incomes)
        {
            if (income.Member == member && rules.Policy.Counts(income.Kind))
            {
                sum += income.Monthly;
            }
        }

        return sum;
    }
}
