using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Tests.Households;
using CitizenAccount.Rules.Time;
using FsCheck;
using FsCheck.Fluent;

namespace CitizenAccount.Rules.Tests.Decisions;

// What would change a decision: applying the suggestion really turns it, and nothing smaller does.
public sealed class ChangeTests
{
    // A death, a nationality, a marriage and another household are facts; nobody is advised to change them.
    private static readonly DecisionReason[] NotSuggested =
    [
        DecisionReason.Nationality, DecisionReason.MarriedWomanNotMain, DecisionReason.InShelterOrPrison,
        DecisionReason.MainBeneficiaryDeceased, DecisionReason.MainBeneficiaryListedElsewhere,
        DecisionReason.IndependentMarried, DecisionReason.IndependentHasDependants,
    ];

    public static TheoryData<DecisionReason> Curable => [.. Breaking.Reasons.Except(NotSuggested)];

    public static TheoryData<DecisionReason> Incurable => [.. NotSuggested];

    [Theory]
    [MemberData(nameof(Curable))]
    public void Every_refusal_that_can_be_put_right_has_exactly_one_cure(DecisionReason reason)
    {
        var change = Assert.Single(Changes(Breaking.Household(reason)));
        Assert.Equal(Eligibility.Eligible, change.Afterwards.Eligibility);
        Assert.NotEqual(change.Present, change.Needed);
    }

    [Theory]
    [MemberData(nameof(Incurable))]
    public void Nobody_is_advised_to_change_what_is_no_choice(DecisionReason reason) =>
        Assert.Empty(Changes(Breaking.Household(reason)));

    [Theory]
    [InlineData(StepCode.CapacityRealEstate, DecisionReason.AssetsRealEstate)]
    [InlineData(StepCode.CapacityVehicles, DecisionReason.AssetsVehicles)]
    [InlineData(StepCode.CapacityCash, DecisionReason.AssetsCash)]
    [InlineData(StepCode.CapacityPortfolios, DecisionReason.AssetsPortfolios)]
    public void An_asset_has_to_fall_to_its_limit_and_a_halala_more_does_not_do(StepCode step, DecisionReason reason)
    {
        var household = Breaking.Household(reason);
        var change = Assert.Single(Changes(household));
        Assert.Equal((step, change.Needed.Number + 1), (change.Step, change.Present.Number));
        Assert.Equal(Eligibility.NotEligible, household.Decide(Breaking.Rules).Eligibility);
    }

    [Fact]
    public void Income_above_the_cut_off_has_to_fall_to_the_highest_that_still_brings_something()
    {
        var household = Sound.Head(1, 2).Earning(15_000_00);
        var change = Assert.Single(Changes(household));
        Assert.Equal((StepCode.CutOff, Entitlement.Due), (change.Step, change.Afterwards.Entitlement));
        Assert.Equal(Entitlement.Due, Sound.Head(1, 2).Earning(change.Needed.Number).Decide().Entitlement);
        Assert.Equal(
            Entitlement.NoneAboveCutOff, Sound.Head(1, 2).Earning(change.Needed.Number + 1).Decide().Entitlement);
        Assert.Contains("lower", change.Text.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Between_threshold_and_cut_off_the_threshold_brings_full_support_and_a_halala_more_does_not()
    {
        var change = Assert.Single(Changes(Sound.Head(1, 2).Earning(11_000_00)));
        Assert.Equal((StepCode.Threshold, change.Afterwards.Level.Full), (change.Step, change.Afterwards.Amount));
        var more = Sound.Head(1, 2).Earning(change.Needed.Number + 100).Decide();
        Assert.True(more.Amount < more.Level.Full);
    }

    [Fact]
    public void Income_of_several_members_falls_together_and_what_is_not_counted_is_left()
    {
        var household = Sound.Head(1, 2).Earning(9_000_00).Earning(9_000_00, 1).Earning(5_000_00, 1, IncomeKind.Alimony);
        Assert.Equal(Entitlement.Due, Assert.Single(Changes(household)).Afterwards.Entitlement);
    }

    [Fact]
    public void Days_abroad_have_to_fall_to_what_is_allowed()
    {
        var change = Assert.Single(Changes(Sound.Head(1, 2).Abroad(1, 100)));
        Assert.Equal((StepCode.DaysAbroad, 100, 90), (change.Step, change.Present.Number, change.Needed.Number));
        Assert.Equal(Sound.Head(1, 2).Decide().Amount, change.Afterwards.Amount);
    }

    [Fact]
    public void A_bar_ends_with_the_month_after_its_last()
    {
        var change = Assert.Single(Changes(Sound.Head().With(header => header with { BarredThroughMonth = 2027_12 })));
        Assert.Equal((StepCode.Bar, new YearMonth(2028, 1)), (change.Step, change.EarliestMonth));
    }

    [Fact]
    public void An_independent_of_seventeen_is_told_the_month_in_which_the_age_is_reached()
    {
        var born = new DateOnly(2009, 2, 14);
        var household = Sound.Independent().WithMain(main => main with { BirthDay = born.DayNumber });
        var change = Assert.Single(Changes(household));
        Assert.Equal((StepCode.Independence, new YearMonth(2027, 3)), (change.Step, change.EarliestMonth));
        Assert.True(new MonthRules(PolicyBook.Published, new(2027, 3)).IndependentBornBy >= born.DayNumber);
        Assert.True(new MonthRules(PolicyBook.Published, new(2027, 2)).IndependentBornBy < born.DayNumber);
    }

    [Fact]
    public void Two_faults_have_no_single_cure() => Assert.Empty(Changes(
        Sound.Head().Without(HouseholdMarks.DataAgree | HouseholdMarks.ApplicationComplete)));

    [Fact]
    public void Who_gets_everything_is_advised_nothing() => Assert.Empty(Changes(Sound.Head(1, 2)));

    [Fact]
    public void Every_suggestion_for_anybody_turns_a_result_or_raises_the_amount() =>
        Prop.ForAll(AnyHousehold.Any, household =>
        {
            var now = household.Decide(Breaking.Rules);
            Assert.All(Changing.Of(household.Facts, Breaking.Rules), change =>
            {
                Assert.True(
                    change.Afterwards.Eligibility != now.Eligibility || change.Afterwards.Entitlement != now.Entitlement
                    || change.Afterwards.Amount > now.Amount);
                Assert.Contains(change.Text.Arabic, letter => letter is >= '\u0621' and <= '\u064A');
                Assert.NotEmpty(change.Text.English);
            });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_500));

    [Fact]
    public void With_the_straight_line_of_today_there_is_no_cliff() =>
        Assert.Null(Changing.CliffOf(Sound.Head(1, 2).Earning(14_000_00).Decide(), Sound.Rules));

    [Fact]
    public void With_a_minimum_the_cut_off_is_a_cliff_of_that_minimum()
    {
        var rules = new MonthRules(PolicyBook.Published, new(2020, 5));
        var decision = new SampleHousehold(Sound.Head(1, 2).Header with
        {
            Sources = new SourceDays(rules.CutOffDate.DayNumber, rules.CutOffDate.DayNumber, rules.CutOffDate.DayNumber, rules.CutOffDate.DayNumber),
        }, Sound.Head(1, 2).Members, []).Decide(rules);
        var cliff = Changing.CliffOf(decision, rules);
        Assert.Equal((decision.Level.CutOff, 300_00), (cliff!.Value.Income, cliff.Value.Loss));
    }

    private static IReadOnlyList<Change> Changes(SampleHousehold household) =>
        Changing.Of(household.Facts, Breaking.Rules);
}
