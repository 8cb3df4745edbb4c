using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Tests.Households;

namespace CitizenAccount.Rules.Tests.Decisions;

// A decision never uses a source older than its allowed age, and a missing source means pending: not a refusal, and
// not zero income.
public sealed class PendingTests
{
    private static readonly DecisionReason[] Sources =
    [
        DecisionReason.WaitingForCivilStatus, DecisionReason.WaitingForIncome, DecisionReason.WaitingForAssets,
        DecisionReason.WaitingForDaysAbroad,
    ];

    public static TheoryData<DecisionReason, DecisionReason> EveryRefusalWithEverySource
    {
        get
        {
            var pairs = new TheoryData<DecisionReason, DecisionReason>();
            foreach (var refusal in Breaking.Reasons)
            {
                foreach (var source in Sources)
                {
                    pairs.Add(refusal, source);
                }
            }

            return pairs;
        }
    }

    [Theory]
    [InlineData(DecisionReason.WaitingForCivilStatus)]
    [InlineData(DecisionReason.WaitingForIncome)]
    [InlineData(DecisionReason.WaitingForAssets)]
    [InlineData(DecisionReason.WaitingForDaysAbroad)]
    public void A_source_that_never_answered_makes_the_decision_pending(DecisionReason source) =>
        Sound.AssertPending(Without(source, Sound.Head()).Decide(), source);

    [Theory]
    [InlineData(DecisionReason.WaitingForCivilStatus, 60)]
    [InlineData(DecisionReason.WaitingForIncome, 60)]
    [InlineData(DecisionReason.WaitingForAssets, 180)]
    [InlineData(DecisionReason.WaitingForDaysAbroad, 60)]
    public void An_answer_may_have_its_full_age_and_not_a_day_more(DecisionReason source, int ageMax)
    {
        Assert.Equal(Eligibility.Eligible, Aged(source, Sound.Head(), 0).Decide().Eligibility);
        Assert.Equal(Eligibility.Eligible, Aged(source, Sound.Head(), ageMax - 1).Decide().Eligibility);
        Assert.Equal(Eligibility.Eligible, Aged(source, Sound.Head(), ageMax).Decide().Eligibility);
        Sound.AssertPending(Aged(source, Sound.Head(), ageMax + 1).Decide(), source);
    }

    [Fact]
    public void The_age_is_counted_back_from_the_data_cut_off_and_not_from_the_month()
    {
        Assert.Equal(new DateOnly(2026, 11, 10), Sound.Rules.CutOffDate);
        var answered = new DateOnly(2026, 9, 11).DayNumber; // 60 days before 10 November
        Assert.Equal(
            Eligibility.Eligible,
            Sound.Head().Answered(days => days with { Income = answered }).Decide().Eligibility);
    }

    [Fact]
    public void All_sources_it_waits_for_are_named()
    {
        var household = Sound.Head().Answered(_ => default);
        Sound.AssertPending(household.Decide(), Sources);
    }

    [Fact]
    public void A_source_no_age_allows_is_still_missing()
    {
        var patient = Sound.RulesWith(policy => policy with { SourceAgeMax = new(800_000, 800_000, 800_000, 800_000) });
        Assert.Equal(
            Eligibility.Eligible, Sound.Head().Answered(_ => new SourceDays(1, 1, 1, 1)).Decide(patient).Eligibility);
        Sound.AssertPending(Sound.Head().Answered(_ => default).Decide(patient), Sources);
    }

    [Fact]
    public void Missing_income_is_not_zero_income()
    {
        var household = Without(DecisionReason.WaitingForIncome, Sound.Head());
        var decision = household.Decide();
        Assert.Equal(0, decision.CountedIncome);
        Assert.Equal(0, decision.Amount);
        Assert.False(decision.Reasons.Contains(DecisionReason.FullSupport));
    }

    [Fact]
    public void Too_old_income_above_the_cut_off_is_no_refusal() =>
        Sound.AssertPending(
            Aged(DecisionReason.WaitingForIncome, Sound.Head().Earning(90_000_00), 61).Decide(),
            DecisionReason.WaitingForIncome);

    [Fact]
    public void Assets_are_not_waited_for_while_their_test_is_not_in_force()
    {
        var rules = Sound.RulesOf(2024, 11);
        var day = rules.CutOffDate.DayNumber;
        Assert.Equal(
            Eligibility.Eligible,
            Sound.Head().Answered(_ => new SourceDays(day, day, 0, day)).Decide(rules).Eligibility);
    }

    // A failure is definite when it does not rest on what is missing. What rests on what, written out a second time:
    [Theory]
    [MemberData(nameof(EveryRefusalWithEverySource))]
    public void A_definite_failure_wins_over_waiting_and_one_that_rests_on_the_missing_source_waits(
        DecisionReason refusal, DecisionReason source)
    {
        var decision = Without(source, Breaking.Household(refusal)).Decide(Breaking.Rules);
        if (RestsOn(refusal).Contains(source))
        {
            Sound.AssertPending(decision, source);
        }
        else
        {
            Sound.AssertRefused(decision, refusal);
        }
    }

    [Fact]
    public void A_definite_failure_wins_when_every_source_is_missing() =>
        Sound.AssertRefused(
            Breaking.Household(DecisionReason.ApplicationIncomplete).Answered(_ => default).Decide(),
            DecisionReason.ApplicationIncomplete);

    [Fact]
    public void A_family_that_Civil_Affairs_has_not_answered_for_is_not_told_that_its_data_disagree()
    {
        var household = Without(
            DecisionReason.WaitingForCivilStatus,
            Sound.Head().Without(HouseholdMarks.DataAgree | HouseholdMarks.AllDependantsAdded));
        Sound.AssertPending(household.Decide(), DecisionReason.WaitingForCivilStatus);
    }

    private static DecisionReason[] RestsOn(DecisionReason refusal) => refusal switch
    {
        DecisionReason.ApplicationIncomplete
            or DecisionReason.Barred
            or DecisionReason.MainBeneficiaryListedElsewhere
            or DecisionReason.IndependentHasDependants
            or DecisionReason.IndependenceNotProved => [],
        DecisionReason.Nationality
            or DecisionReason.MarriedWomanNotMain
            or DecisionReason.InShelterOrPrison
            or DecisionReason.MainBeneficiaryDeceased
            or DecisionReason.DataMismatch
            or DecisionReason.IndependentUnderAge
            or DecisionReason.IndependentMarried
            or DecisionReason.DependantsMissing => [DecisionReason.WaitingForCivilStatus],
        DecisionReason.CommercialRegistrationUndisclosed => [DecisionReason.WaitingForIncome],
        DecisionReason.Residence => [DecisionReason.WaitingForDaysAbroad],
        DecisionReason.AssetsTotal => [DecisionReason.WaitingForCivilStatus, DecisionReason.WaitingForAssets],
        DecisionReason.AssetsRealEstate
            or DecisionReason.AssetsVehicles
            or DecisionReason.AssetsCash
            or DecisionReason.AssetsPortfolios
            or DecisionReason.AssetsDomesticWorkers => [DecisionReason.WaitingForAssets],
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "Say what this refusal rests on."),
    };

    private static SampleHousehold Without(DecisionReason source, SampleHousehold household) =>
        AnsweredOn(source, household, 0);

    private static SampleHousehold Aged(DecisionReason source, SampleHousehold household, int age) =>
        AnsweredOn(source, household, Sound.CutOffDay - age);

    private static SampleHousehold AnsweredOn(DecisionReason source, SampleHousehold household, int day) =>
        household.Answered(days => source switch
        {
            DecisionReason.WaitingForCivilStatus => days with { CivilStatus = day },
            DecisionReason.WaitingForIncome => days with { Income = day },
            DecisionReason.WaitingForAssets => days with { Assets = day },
            DecisionReason.WaitingForDaysAbroad => days with { Residence = day },
            _ => throw new ArgumentOutOfRangeException(nameof(source), source, "This is no source."),
        });
}
