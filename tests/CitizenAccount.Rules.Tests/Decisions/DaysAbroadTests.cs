using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;

namespace CitizenAccount.Rules.Tests.Decisions;

// Rules 2.2: days abroad above 90 in the last 12 months take that person's daily share off the amount; they refuse
// nobody. A person's share is by weight, a day a thirtieth of the month.
public sealed class DaysAbroadTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(89, 0)]
    [InlineData(90, 0)]
    [InlineData(91, 24_00)] // 720 / 30
    [InlineData(92, 48_00)]
    [InlineData(119, 696_00)]
    [InlineData(120, 720_00)]
    [InlineData(121, 720_00)] // a month has no more days than that
    [InlineData(365, 720_00)]
    public void Every_day_above_90_takes_a_thirtieth_off(int days, long deduction)
    {
        var decision = Sound.Independent().Abroad(0, days).Decide();
        Assert.Equal(Eligibility.Eligible, decision.Eligibility);
        Assert.Equal(720_00, decision.BeforeDeduction);
        Assert.Equal(deduction, decision.DaysAbroadDeduction);
        Assert.Equal(720_00 - deduction, decision.Amount);
        Assert.Equal(deduction > 0, decision.Reasons.Contains(DecisionReason.DaysAbroadDeducted));
    }

    [Fact]
    public void When_days_abroad_take_everything_the_result_says_so()
    {
        var decision = Sound.Independent().Abroad(0, 120).Decide();
        Assert.Equal(Entitlement.NoneAfterDeduction, decision.Entitlement);
        Assert.Equal(
            [DecisionReason.FullSupport, DecisionReason.DaysAbroadDeducted], Sound.ReasonsOf(decision));
    }

    [Theory]
    [InlineData(0, 240_00)] // the head weighs 1.0 of 1.8: 10 days of 720 in 1,296
    [InlineData(1, 120_00)] // 0.5
    [InlineData(2, 72_00)] // 0.3
    public void A_persons_share_is_by_weight(int member, long deduction) =>
        Assert.Equal(deduction, Sound.Head(adults: 1, minors: 1).Abroad(member, 100).Decide().DaysAbroadDeduction);

    [Fact]
    public void The_share_is_taken_of_the_actual_entitlement_and_not_of_the_full_one()
    {
        var decision = Sound.Independent().Earning(5_583_50).Abroad(0, 105).Decide();
        Assert.Equal(360_00, decision.BeforeDeduction);
        Assert.Equal(180_00, decision.DaysAbroadDeduction);
        Assert.Equal(180_00, decision.Amount);
    }

    [Fact]
    public void In_a_capped_household_the_share_is_taken_of_the_capped_amount()
    {
        // Weight 3.1, capped at 2,088: ten days of the head are 2,088 / 3.1 / 30 x 10 = 224.516...
        var decision = Sound.Head(adults: 3, minors: 2).Abroad(0, 100).Decide();
        Assert.True(decision.Level.Capped);
        Assert.Equal(224_52, decision.DaysAbroadDeduction);
    }

    [Fact]
    public void A_justified_absence_is_not_deducted()
    {
        var household = Sound.Head().Abroad(0, 365)
            .WithMain(main => main with { Marks = MemberMarks.AbsenceJustified });
        Sound.AssertDue(936_00, household.Decide(), DecisionReason.FullSupport);
    }

    [Fact]
    public void Days_of_a_member_who_is_not_counted_are_not_deducted()
    {
        var household = Sound.Head(adults: 1, minors: 1).Abroad(1, 365)
            .WithMember(1, member => member with { Marks = MemberMarks.Deceased });
        Assert.Equal(0, household.Decide().DaysAbroadDeduction);
    }

    [Fact]
    public void Days_of_one_member_are_not_made_up_by_another()
    {
        Assert.Equal(0, Sound.Head(adults: 1, minors: 1).Abroad(0, 90).Abroad(1, 90).Decide().DaysAbroadDeduction);
        Assert.Equal(
            24_00, Sound.Head(adults: 1, minors: 1).Abroad(0, 91).Abroad(1, 0).Decide().DaysAbroadDeduction);
    }

    [Fact]
    public void Above_the_cut_off_there_is_nothing_to_take_from()
    {
        var decision = Sound.Independent().Earning(6_857_00).Abroad(0, 365).Decide();
        Assert.Equal(0, decision.DaysAbroadDeduction);
        Assert.Equal([DecisionReason.AboveCutOff], Sound.ReasonsOf(decision));
    }

    [Fact]
    public void A_deduction_of_less_than_half_a_halala_is_none_and_gives_no_reason()
    {
        // One halala before deduction; a minor's day is 0.3 / 1.3 / 30 of it.
        var decision = Sound.Head().Earning(8_913_98).Abroad(1, 91).Decide();
        Assert.Equal((1L, 0L), (decision.BeforeDeduction, decision.DaysAbroadDeduction));
        Assert.Equal([DecisionReason.ReducedByTaper], Sound.ReasonsOf(decision));
    }
}
