using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Tests.Households;
using FsCheck;
using FsCheck.Fluent;

namespace CitizenAccount.Rules.Tests.Decisions;

// What must hold of every decision, for any well-formed facts and any month.
public sealed class DecisionPropertiesTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(2_000);
    private static readonly Config Some = Config.QuickThrowOnFailure.WithMaxTest(700);

    private static readonly Arbitrary<MonthRules> Months = Gen.Choose(0, 150)
        .Select(months => new MonthRules(PolicyBook.Published, PolicyBook.FirstMonth.AddMonths(months)))
        .ToArbitrary();

    [Fact]
    public void Any_well_formed_facts_are_decided_for_any_month() =>
        Prop.ForAll(AnyHousehold.Any, Months, (household, rules) =>
        {
            AssertConsistent(household.Decide(rules), household);
            AssertConsistent(household.Decide(Breaking.Rules), household);
        }).Check(Many);

    // Otherwise the properties here would say little: every result must come up among the random households.
    [Fact]
    public void Random_households_come_to_every_result()
    {
        var decisions = AnyHousehold.Any.Generator.Sample(2_000)
            .Concat(AnyHousehold.Eligible.Generator.Sample(1_000))
            .Select(household => household.Decide(Breaking.Rules))
            .ToList();
        Assert.All(Enum.GetValues<Entitlement>(), result => Assert.Contains(decisions, d => d.Entitlement == result));
        var reasons = decisions.Aggregate(ReasonSet.Empty, (all, decision) => all.With(decision.Reasons));
        Assert.Equal(
            Enum.GetValues<DecisionReason>().Where(reason => reason != DecisionReason.RaisedToMinimum),
            reasons.InOrder());
    }

    [Fact]
    public void The_same_facts_give_the_same_decision_also_from_their_bytes() =>
        Prop.ForAll(AnyHousehold.Any, Months, (household, rules) =>
        {
            var read = FactsCodec.Read(household.ToBytes(), new FactsBuffer());
            Assert.Equal(household.Decide(rules), Deciding.Decide(read, rules));
        }).Check(Many);

    [Fact]
    public void An_explanation_makes_the_very_decision_it_explains() =>
        Prop.ForAll(AnyHousehold.Any, Months, (household, rules) =>
            household.Decide(rules) == household.Explain(rules).Decision
            && household.Decide(Breaking.Rules) == household.Explain(Breaking.Rules).Decision).Check(Some);

    [Fact]
    public void The_reasons_of_the_steps_are_together_those_of_the_decision() =>
        Prop.ForAll(AnyHousehold.Any, Months, (household, rules) =>
        {
            foreach (var explanation in (Explanation[])[household.Explain(rules), household.Explain(Breaking.Rules)])
            {
                Assert.Equal(
                    explanation.Decision.Reasons.InOrder(),
                    explanation.Steps.Aggregate(ReasonSet.Empty, (all, step) => all.With(step.Reasons)).InOrder());
                Assert.Equal(explanation.Decision.Reasons.Count, explanation.Steps.Sum(step => step.Reasons.Count));
            }
        }).Check(Some);

    [Fact]
    public void A_step_has_failed_exactly_when_the_household_is_not_eligible() =>
        Prop.ForAll(AnyHousehold.Any, Months, (household, rules) =>
        {
            foreach (var explanation in (Explanation[])[household.Explain(rules), household.Explain(Breaking.Rules)])
            {
                var decision = explanation.Decision;
                var tests = explanation.Steps.Where(ExplanationTests.IsTest).ToList();
                Assert.Equal(
                    decision.Eligibility == Eligibility.NotEligible,
                    tests.Any(step => step.Outcome == StepOutcome.Failed));
                Assert.True(
                    decision.Eligibility != Eligibility.Pending
                    || tests.Any(step => step.Outcome == StepOutcome.Pending));
                Assert.Equal(
                    decision.Eligibility == Eligibility.Eligible, tests.Any(step => step.Code == StepCode.Taper));
                Assert.Equal(StepCode.Entitlement, explanation.Steps[^1].Code);
            }
        }).Check(Some);

    [Fact]
    public void Every_step_has_Arabic_and_English_words() =>
        Prop.ForAll(AnyHousehold.Any, Months, (household, rules) =>
        {
            Assert.All(household.Explain(rules).Steps, step => BilingualText.AssertReadable(step.Text));
            Assert.All(household.Explain(Breaking.Rules).Steps, step => BilingualText.AssertReadable(step.Text));
        }).Check(Some);

    [Fact]
    public void What_the_members_contributed_sums_to_what_the_household_has() =>
        Prop.ForAll(AnyHousehold.Eligible, household =>
        {
            var (decision, members) = (household.Explain().Decision, household.Explain().Members);
            Assert.Equal(household.Members.Length, members.Count);
            Assert.Equal(decision.DaysAbroadDeduction, members.Sum(member => member.DaysAbroadDeduction));
            Assert.Equal(decision.CountedIncome, members.Sum(member => member.CountedIncome));
            Assert.Equal(decision.WeightTenths, members.Sum(member => member.WeightTenths));
            Assert.Equal(decision.Level.Capped, members.Sum(member => member.Full) > decision.Level.Full);
            Assert.All(members, member =>
            {
                Assert.Equal(decision.Counts(member.Index), member.Exclusion is null);
                Assert.True(member.DaysAbroadDeduction >= 0);
                Assert.True(member.ExcessDays > 0 || member.DaysAbroadDeduction == 0);
            });
        }).Check(Many);

    [Fact]
    public void More_income_never_brings_more() =>
        Prop.ForAll(AnyHousehold.Eligible, Gen.Choose(0, 500_000).ToArbitrary(), (household, more) =>
            household.Earning(more).Decide().Amount <= household.Decide().Amount).Check(Many);

    [Fact]
    public void More_days_abroad_never_bring_more() =>
        Prop.ForAll(
            AnyHousehold.Eligible, Gen.Choose(0, 63).ToArbitrary(), Gen.Choose(1, 40).ToArbitrary(),
            (household, member, more) =>
            {
                member %= household.Members.Length;
                var days = Math.Min((int)household.Members[member].DaysAbroad, 1_000);
                var less = household.Abroad(member, days).Decide();
                var longer = household.Abroad(member, days + more).Decide();
                Assert.Equal(Eligibility.Eligible, longer.Eligibility);
                Assert.Equal(less.BeforeDeduction, longer.BeforeDeduction);
                Assert.True(less.DaysAbroadDeduction <= longer.DaysAbroadDeduction);
                Assert.True(longer.DaysAbroadDeduction <= longer.BeforeDeduction);
            }).Check(Many);

    [Fact]
    public void A_member_who_is_not_counted_changes_nothing_but_the_reasons() =>
        Prop.ForAll(AnyHousehold.Eligible, household =>
        {
            var one = household.Members.Length < HouseholdFacts.MembersMax
                ? household
                : household with { Members = household.Members[..^1], Incomes = [] };
            var excluded = Sound.Adult with { Marks = MemberMarks.Deceased, DaysAbroad = 300 };
            var more = one.WithMembers(excluded).Earning(1_000_000_00, member: (byte)one.Members.Length);
            Assert.Equal(
                one.Decide() with { Reasons = one.Decide().Reasons.With(DecisionReason.MemberDeceased) },
                more.Decide());
        }).Check(Many);

    [Fact]
    public void The_order_of_dependants_and_of_incomes_changes_no_amount() =>
        Prop.ForAll(AnyHousehold.Eligible, household =>
        {
            var last = household.Members.Length - 1;
            var reversed = household with
            {
                Members = [household.Members[0], .. household.Members.Skip(1).Reverse()],
                Incomes = [.. household.Incomes.Reverse().Select(income =>
                    income with { Member = (byte)(income.Member == 0 ? 0 : last + 1 - income.Member) })],
            };
            var mirrored = reversed.Decide() with { CountedMembers = household.Decide().CountedMembers };
            Assert.Equal(household.Decide(), mirrored);
        }).Check(Many);

    // The other side of 'pending': whatever is missing, nobody is refused who would not be refused with it.
    [Fact]
    public void A_missing_source_never_refuses_anyone() =>
        Prop.ForAll(AnyHousehold.Any, Gen.Choose(1, 15).ToArbitrary(), (household, missing) =>
        {
            var fresh = household.Answered(_ => new SourceDays(
                Sound.CutOffDay, Sound.CutOffDay, Sound.CutOffDay, Sound.CutOffDay));
            var without = fresh.Answered(days => new SourceDays(
                (missing & 1) == 0 ? days.CivilStatus : 0,
                (missing & 2) == 0 ? days.Income : 0,
                (missing & 4) == 0 ? days.Assets : 0,
                (missing & 8) == 0 ? days.Residence : 0));
            var (known, unknown) = (fresh.Decide(Breaking.Rules), without.Decide(Breaking.Rules));
            Assert.NotEqual(Eligibility.Eligible, unknown.Eligibility);
            Assert.True(unknown.Eligibility == Eligibility.Pending || known.Eligibility == Eligibility.NotEligible);
            Assert.Equal(0, unknown.Amount);
        }).Check(Many);

    [Fact]
    public void A_decision_allocates_nothing()
    {
        SampleHousehold[] households =
        [
            Sound.Head(adults: 2, minors: 3).Earning(13_000_00).Abroad(0, 100),
            Sound.Independent(),
            Breaking.Household(DecisionReason.AssetsTotal),
            Sound.Head().Answered(_ => default),
            Sound.Head(adults: 31, minors: 32),
        ];
        foreach (var household in households)
        {
            household.Decide();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var sum = 0L;
        for (var i = 0; i < 1_000; i++)
        {
            sum += households[i % households.Length].Decide().Amount;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(sum > 0);
    }

    private static void AssertConsistent(Decision decision, SampleHousehold household)
    {
        Assert.True(Enum.IsDefined(decision.Eligibility) && Enum.IsDefined(decision.Entitlement));
        Assert.True(decision.Reasons.Count > 0);
        Assert.Equal(decision.BeforeDeduction - decision.DaysAbroadDeduction, decision.Amount);
        Assert.InRange(decision.Amount, 0, decision.Level.Full);
        Assert.InRange(decision.DaysAbroadDeduction, 0, decision.BeforeDeduction);
        Assert.Equal(decision.Entitlement == Entitlement.Due, decision.Amount > 0);
        Assert.Equal(decision.Eligibility == Eligibility.Pending, decision.Entitlement == Entitlement.Pending);
        Assert.Equal(
            decision.Eligibility == Eligibility.NotEligible, decision.Entitlement == Entitlement.NoneNotEligible);
        Assert.True(decision.Counts(0));
        Assert.Equal(
            1 + decision.Adults + decision.Minors,
            Enumerable.Range(0, household.Members.Length).Count(decision.Counts));
        Assert.True(decision.CountedIncome >= 0);
    }
}
