using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Rules.Decisions;

/// <summary>The smallest change of one fact that turns a result or raises the amount; all other facts stay.</summary>
/// <param name="Step">The step it would turn.</param>
/// <param name="Present">The value now.</param>
/// <param name="Needed">The value that would turn it.</param>
/// <param name="EarliestMonth">The first month it could serve where time alone changes it; null is the next cycle.
/// </param>
/// <param name="Text">The change in words.</param>
/// <param name="Afterwards">The decision it would lead to.</param>
public sealed record Change(
    StepCode Step, StepValue Present, StepValue Needed, YearMonth? EarliestMonth, LocalizedText Text,
    Decision Afterwards);

/// <summary>What would change a decision. A suggestion is made only when the same deciding, on facts with that one
/// change, really comes to another result or a higher amount, so it never promises what the rules would not keep.
/// </summary>
/// <remarks>Facts that nobody can or should change (nationality, a death, a birth date) are not suggested; an age is,
/// as the month in which it comes by itself. Two faults at once have no single cure and get no suggestion.</remarks>
public static class Changing
{
    /// <summary>The changes, in the order of the steps they turn.</summary>
    public static IReadOnlyList<Change> Of(in HouseholdFacts facts, MonthRules rules)
    {
        var decision = Deciding.Decide(facts, rules);
        var found = new ChangeList(facts, rules, decision);
        found.AddMarks(facts);
        found.AddTime(facts);
        found.AddAssets();
        if (decision.Eligibility == Eligibility.Eligible)
        {
            found.AddIncome();
            found.AddDaysAbroad();
        }

        return found.Changes;
    }

    /// <summary>Where a little more income loses more than it brings: at the cut-off, when the amount just below it is
    /// more than the last halala earned. Null when there is no such place above the household's income.</summary>
    public static Cliff? CliffOf(in Decision decision, MonthRules rules)
    {
        if (decision.Entitlement != Entitlement.Due)
        {
            return null;
        }

        var last = decision.Level.CutOff - 1;
        var loss = rules.Policy.Support.AmountAt(decision.Level, last);
        return loss <= 1 || last < decision.CountedIncome
            ? null
            : new Cliff(decision.Level.CutOff, loss, Wording.Cliff(decision.Level.CutOff, loss));
    }
}

/// <summary>A place where earning a little more loses more than it brings. Amounts are halalas.</summary>
/// <param name="Income">Counted income from which the loss begins.</param>
/// <param name="Loss">What is lost there at once.</param>
/// <param name="Text">The warning in words.</param>
public readonly record struct Cliff(long Income, long Loss, LocalizedText Text);
