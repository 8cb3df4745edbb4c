using CitizenAccount.Rules.Households;

namespace CitizenAccount.Rules.Decisions;

/// <summary>What made an amount differ from the one before. Numbers are those of the contract.</summary>
public enum DifferenceCause : byte
{
    /// <summary>A member joined, left, or stopped or began to count.</summary>
    Members = 1,

    /// <summary>A dependant turned 18.</summary>
    Age = 2,

    /// <summary>Counted income rose or fell.</summary>
    Income = 3,

    /// <summary>Days abroad above the allowed ones.</summary>
    DaysAbroad = 4,

    /// <summary>Another policy is in force.</summary>
    Policy = 5,

    /// <summary>The household became eligible, or stopped being so.</summary>
    Eligibility = 6,
}

/// <summary>One cause of a difference.</summary>
/// <param name="Cause">What changed.</param>
/// <param name="Amount">What it added, or took away when negative; halalas, never zero.</param>
/// <param name="Text">The cause with its numbers.</param>
public readonly record struct DifferencePart(DifferenceCause Cause, long Amount, LocalizedText Text);

/// <summary>Why a month's amount differs from that of another month: parts that sum exactly to the difference, in the
/// order in which the calculation takes them (policy, ages, members, income, days abroad).</summary>
/// <remarks>Each part is what changes when one thing is exchanged and all others stay as they are by then, so the parts
/// telescope and nothing is left over. Where either month is not eligible, that alone is the cause.</remarks>
public static class Differing
{
    /// <summary>The parts; none when the amounts are the same for the same causes.</summary>
    public static IReadOnlyList<DifferencePart> Between(
        in HouseholdFacts before, MonthRules rulesBefore, in HouseholdFacts after, MonthRules rulesAfter)
    {
        var (was, now) = (Deciding.Decide(before, rulesBefore), Deciding.Decide(after, rulesAfter));
        if (was.Eligibility != Eligibility.Eligible || now.Eligibility != Eligibility.Eligible)
        {
            return now.Amount == was.Amount
                ? []
                : [new(DifferenceCause.Eligibility, now.Amount - was.Amount, Wording.EligibilityTurned(now))];
        }

        var at = Sum.Of(was, before, rulesBefore);
        var parts = new List<DifferencePart>(5);
        var newPolicy = new MonthRules(rulesAfter.Policy, rulesBefore.Month);
        Add(DifferenceCause.Policy, at.With(newPolicy));
        var aged = Deciding.Decide(before, rulesAfter);
        Add(DifferenceCause.Age, at.With(rulesAfter) with { Adults = aged.Adults, Minors = aged.Minors });
        Add(DifferenceCause.Members, at with { Adults = now.Adults, Minors = now.Minors });
        Add(DifferenceCause.Income, at with { Income = now.CountedIncome });
        Add(DifferenceCause.DaysAbroad, at with { Units = Deciding.ExcessUnits(now, after, rulesAfter) });
        return parts;

        void Add(DifferenceCause cause, Sum next)
        {
            if (next.Amount != at.Amount)
            {
                parts.Add(new(cause, next.Amount - at.Amount, Wording.Difference(cause, at, next)));
            }

            at = next;
        }
    }

    /// <summary>Everything an amount is made from.</summary>
    internal readonly record struct Sum(MonthRules Rules, int Adults, int Minors, long Income, long Units)
    {
        public static Sum Of(in Decision decision, in HouseholdFacts facts, MonthRules rules) => new(
            rules, decision.Adults, decision.Minors, decision.CountedIncome,
            Deciding.ExcessUnits(decision, facts, rules));

        /// <summary>Full support of the household.</summary>
        public long Full => Rules.Policy.Support.LevelFor(Adults, Minors).Full;

        /// <summary>The amount, halalas.</summary>
        public long Amount
        {
            get
            {
                var scale = Rules.Policy.Support;
                var before = scale.AmountAt(scale.LevelFor(Adults, Minors), Income);
                return before - Math.Min(
                    before,
                    Units == 0 ? 0 : Deciding.Deduction(before, Units, scale.WeightTenths(Adults, Minors), Rules));
            }
        }

        public Sum With(MonthRules rules) => this with { Rules = rules };
    }
}
