using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Tests.Households;

namespace CitizenAccount.Rules.Tests.Decisions;

// Rules 2.4, in force from December 2024: passing a limit makes a household not eligible, reaching it does not.
public sealed class CapacityTests
{
    [Theory]
    [InlineData(0, 0, 1_371_200_00)]
    [InlineData(0, 1, 1_782_560_00)] // 1.3 times
    [InlineData(1, 0, 2_056_800_00)] // 1.5 times
    [InlineData(0, 6, 3_839_360_00)] // 2.8 times
    [InlineData(2, 3, 4_000_000_00)] // the six-person family, and every larger one
    [InlineData(5, 5, 4_000_000_00)]
    public void Assets_may_reach_the_limit_and_not_pass_it_by_a_halala(int adults, int minors, long limit)
    {
        var household = adults + minors == 0 ? Sound.Independent() : Sound.Head(adults, minors);
        Assert.Equal(Eligibility.Eligible, Holding(household, limit).Decide().Eligibility);
        Sound.AssertRefused(Holding(household, limit + 1).Decide(), DecisionReason.AssetsTotal);
    }

    [Fact]
    public void All_kinds_of_assets_are_added_up()
    {
        var household = Sound.Independent().With(header => header with
        {
            RealEstate = 1_000_000_00,
            Vehicles = 300_000_00,
            Cash = 71_200_00,
            Portfolios = 1,
        });
        Sound.AssertRefused(household.Decide(), DecisionReason.AssetsTotal);
        Assert.Equal(
            Eligibility.Eligible, household.With(header => header with { Portfolios = 0 }).Decide().Eligibility);
    }

    [Fact]
    public void A_member_who_is_not_counted_does_not_raise_the_limit()
    {
        var household = Holding(Sound.Head(adults: 0, minors: 1), 1_782_560_00);
        Assert.Equal(Eligibility.Eligible, household.Decide().Eligibility);
        Sound.AssertRefused(
            household.WithMember(1, member => member with { Marks = MemberMarks.InShelterOrPrison }).Decide(),
            DecisionReason.AssetsTotal, DecisionReason.MemberInShelterOrPrison);
    }

    [Theory]
    [InlineData(DecisionReason.AssetsRealEstate)]
    [InlineData(DecisionReason.AssetsVehicles)]
    [InlineData(DecisionReason.AssetsCash)]
    [InlineData(DecisionReason.AssetsPortfolios)]
    [InlineData(DecisionReason.AssetsDomesticWorkers)]
    public void A_limit_that_is_not_published_is_not_applied(DecisionReason reason)
    {
        Assert.False(Breaking.Household(reason).Decide(Sound.Rules).Reasons.Contains(reason));
        Assert.True(Breaking.Household(reason).Decide(Breaking.Rules).Reasons.Contains(reason));
    }

    [Fact]
    public void Each_kind_of_asset_may_reach_its_own_limit()
    {
        var household = Sound.Head(adults: 2, minors: 3).With(header => header with
        {
            RealEstate = 900_000_00,
            Vehicles = 300_000_00,
            Cash = 200_000_00,
            Portfolios = 100_000_00,
            DomesticWorkers = 4,
        });
        Assert.Equal(Eligibility.Eligible, household.Decide(Breaking.Rules).Eligibility);
    }

    [Theory]
    [InlineData(2024, 11, true)]
    [InlineData(2024, 12, false)]
    public void The_test_of_assets_begins_with_December_2024(int year, int month, bool eligible)
    {
        var rules = Sound.RulesOf(year, month);
        var day = rules.CutOffDate.DayNumber;
        var rich = Holding(Sound.Independent(), 5_000_000_00).Answered(_ => new SourceDays(day, day, day, day));
        Assert.Equal(eligible, rich.Decide(rules).Eligibility == Eligibility.Eligible);
    }

    private static SampleHousehold Holding(SampleHousehold household, long cash) =>
        household.With(header => header with { Cash = cash });
}
