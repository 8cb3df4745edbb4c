using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;

namespace CitizenAccount.Rules.Tests.Decisions;

// Rules section 1: full support up to the threshold, none from the cut-off on, a straight line between.
public sealed class AmountTests
{
    [Theory]
    [InlineData(4_310_00, 720_00, DecisionReason.FullSupport)] // exactly the threshold
    [InlineData(4_310_01, 720_00, DecisionReason.ReducedByTaper)] // 719.997..., rounded half up
    [InlineData(4_310_02, 719_99, DecisionReason.ReducedByTaper)]
    [InlineData(4_311_00, 719_72, DecisionReason.ReducedByTaper)] // 720 x 2,546 / 2,547 = 719.717...
    [InlineData(5_583_50, 360_00, DecisionReason.ReducedByTaper)] // half way
    [InlineData(6_856_00, 28, DecisionReason.ReducedByTaper)] // a riyal below the cut-off
    [InlineData(6_856_98, 1, DecisionReason.ReducedByTaper)]
    public void A_single_person_gets_what_income_leaves(long income, long amount, DecisionReason reason) =>
        Sound.AssertDue(amount, Sound.Independent().Earning(income).Decide(), reason);

    [Theory]
    [InlineData(6_856_99)] // 0.28 of a halala is left, which rounds to nothing
    [InlineData(6_857_00)] // exactly the cut-off
    [InlineData(6_857_01)]
    [InlineData(1_000_000_000_000)]
    public void From_the_cut_off_on_an_eligible_household_gets_nothing(long income)
    {
        var decision = Sound.Independent().Earning(income).Decide();
        Assert.Equal(Eligibility.Eligible, decision.Eligibility);
        Assert.Equal(Entitlement.NoneAboveCutOff, decision.Entitlement);
        Assert.Equal([DecisionReason.AboveCutOff], Sound.ReasonsOf(decision));
        Assert.Equal((0L, 0L, 0L), (decision.Amount, decision.BeforeDeduction, decision.DaysAbroadDeduction));
    }

    [Fact]
    public void A_household_larger_than_the_six_person_family_is_capped()
    {
        Sound.AssertDue(
            2_088_00, Sound.Head(adults: 4, minors: 4).Decide(), DecisionReason.FullSupport, DecisionReason.Capped);
        Sound.AssertDue(2_088_00, Sound.Head(adults: 2, minors: 3).Decide(), DecisionReason.FullSupport);
        Sound.AssertDue(
            1_043_93, // 2,088 x 3,750.25 / 7,501 = 1,043.93...
            Sound.Head(adults: 4, minors: 4).Earning(16_249_75).Decide(),
            DecisionReason.ReducedByTaper, DecisionReason.Capped);
    }

    [Fact]
    public void The_cap_is_no_reason_where_nothing_is_due()
    {
        var decision = Sound.Head(adults: 4, minors: 4).Earning(20_000_00).Decide();
        Assert.True(decision.Level.Capped);
        Assert.Equal([DecisionReason.AboveCutOff], Sound.ReasonsOf(decision));
    }

    [Fact]
    public void Before_July_2022_a_small_amount_is_raised_to_the_minimum()
    {
        var rules = Sound.RulesOf(2020, 1);
        var day = rules.CutOffDate.DayNumber;
        var household = Sound.Independent().Answered(_ => new SourceDays(day, day, day, day));
        Sound.AssertDue(305_78, household.Earning(5_000_00).Decide(rules), DecisionReason.ReducedByTaper);
        Sound.AssertDue(
            300_00, household.Earning(6_000_00).Decide(rules),
            DecisionReason.ReducedByTaper, DecisionReason.RaisedToMinimum);
    }

    // The worked example of the rules' page: a head with one dependant of 18 or over and two under 18 has 11,000 a
    // month, and the dependant of 18 or over was abroad for 100 days.
    [Fact]
    public void The_worked_example_of_the_page_comes_out()
    {
        var decision = Sound.Head(adults: 1, minors: 2).Earning(11_000_00).Abroad(1, 100).Decide();
        Assert.Equal(21, decision.WeightTenths);
        Assert.Equal(1_512_00, decision.Level.Full);
        Assert.Equal(9_051_00, decision.Level.Threshold);
        Assert.Equal(14_399_00, decision.Level.CutOff);
        Assert.Equal(960_97, decision.BeforeDeduction);
        Assert.Equal(76_27, decision.DaysAbroadDeduction);
        Sound.AssertDue(884_70, decision, DecisionReason.ReducedByTaper, DecisionReason.DaysAbroadDeducted);
    }

    [Theory]
    [InlineData(2023, 9, 4_176_00)]
    [InlineData(2023, 10, 2_088_00)]
    public void The_cap_begins_with_October_2023(int year, int month, long amount)
    {
        var rules = Sound.RulesOf(year, month);
        var day = rules.CutOffDate.DayNumber;
        var household = Sound.Head(adults: 6, minors: 6).Answered(_ => new SourceDays(day, day, day, day));
        Assert.Equal(amount, household.Decide(rules).Amount);
    }
}
