using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;

namespace CitizenAccount.Rules.Tests.Decisions;

// Rules section 2: each test of eligibility alone decides. For every reason there is a household that fails that test
// and nothing else; what differs by one day, halala or fact is eligible.
public sealed class EligibilityReasonTests
{
    public static TheoryData<DecisionReason> AllReasons => [.. Breaking.Reasons];

    [Fact]
    public void A_sound_household_is_eligible_for_full_support()
    {
        Sound.AssertDue(936_00, Sound.Head().Decide(), DecisionReason.FullSupport);
        Sound.AssertDue(720_00, Sound.Independent().Decide(), DecisionReason.FullSupport);
        Sound.AssertDue(936_00, Sound.Head().Decide(Breaking.Rules), DecisionReason.FullSupport);
    }

    [Theory]
    [MemberData(nameof(AllReasons))]
    public void A_household_that_fails_one_test_is_not_eligible_for_that_reason_alone(DecisionReason reason) =>
        Sound.AssertRefused(Breaking.Household(reason).Decide(Breaking.Rules), reason);

    [Fact]
    public void All_failed_tests_are_named_together()
    {
        var household = Sound.Head()
            .Without(HouseholdMarks.ApplicationComplete | HouseholdMarks.ResidesInKingdom | HouseholdMarks.DataAgree)
            .WithMain(main => main with { Marks = MemberMarks.Deceased });
        Sound.AssertRefused(
            household.Decide(),
            DecisionReason.ApplicationIncomplete, DecisionReason.MainBeneficiaryDeceased,
            DecisionReason.DataMismatch, DecisionReason.Residence);
    }

    [Fact]
    public void A_refused_household_still_learns_what_it_would_be_about()
    {
        var decision = Breaking.Household(DecisionReason.DataMismatch).Earning(1_000_00).Decide();
        Assert.Equal((936_00L, 1_000_00L), (decision.Level.Full, decision.CountedIncome));
        Assert.Equal((13, 1), (decision.WeightTenths, decision.Minors));
    }

    [Theory]
    [InlineData(2026_11, true)] // over with the month before
    [InlineData(2026_12, false)]
    [InlineData(2027_01, false)]
    [InlineData(0, true)]
    public void A_bar_holds_through_its_last_month(int barredThrough, bool eligible) => Assert.Equal(
        eligible ? Eligibility.Eligible : Eligibility.NotEligible,
        Sound.Head().With(header => header with { BarredThroughMonth = barredThrough }).Decide().Eligibility);

    [Theory]
    [InlineData(NationalityStatus.Saudi, true)]
    [InlineData(NationalityStatus.MobilityCard, true)]
    [InlineData(NationalityStatus.ChildOfCitizenMother, false)]
    [InlineData(NationalityStatus.NonSaudiSpouse, false)]
    [InlineData(NationalityStatus.Other, false)]
    public void Only_a_Saudi_or_the_holder_of_a_mobility_card_is_main_beneficiary(
        NationalityStatus nationality, bool eligible)
    {
        var decision = Sound.Head().WithMain(main => main with { Nationality = nationality }).Decide();
        Assert.Equal(!eligible, decision.Reasons.Contains(DecisionReason.Nationality));
        Assert.Equal(eligible, decision.Eligibility == Eligibility.Eligible);
    }

    [Theory]
    [InlineData(MarriedWomanCase.None, false)]
    [InlineData(MarriedWomanCase.MarriedToNonSaudi, true)]
    [InlineData(MarriedWomanCase.FamilyOfPrisoner, true)]
    [InlineData(MarriedWomanCase.FamilyOfPersonLackingCapacity, true)]
    [InlineData(MarriedWomanCase.HusbandAbsent, true)]
    public void A_married_woman_is_main_beneficiary_in_the_accepted_cases_only(MarriedWomanCase accepted, bool eligible)
    {
        var household = Sound.Head()
            .WithMain(main => main with { Sex = Sex.Female })
            .With(header => header with { MarriedWomanCase = accepted });
        Assert.Equal(eligible, household.Decide().Eligibility == Eligibility.Eligible);
    }

    [Theory]
    [InlineData(MaritalStatus.Single)]
    [InlineData(MaritalStatus.Divorced)]
    [InlineData(MaritalStatus.Widowed)]
    public void An_unmarried_woman_needs_no_accepted_case(MaritalStatus status)
    {
        var woman = Sound.Head().WithMain(main => main with { Sex = Sex.Female, MaritalStatus = status });
        Assert.Equal(Eligibility.Eligible, woman.Decide().Eligibility);
        var independent = Sound.Independent().WithMain(main => main with { Sex = Sex.Female, MaritalStatus = status });
        Assert.Equal(Eligibility.Eligible, independent.Decide().Eligibility);
    }

    [Fact]
    public void A_main_beneficiary_whom_Civil_Affairs_does_not_confirm_is_refused_like_disagreeing_data() =>
        Sound.AssertRefused(
            Sound.Head().WithMain(main => main with { Marks = MemberMarks.Unverified }).Decide(),
            DecisionReason.DataMismatch);

    [Theory]
    [InlineData(HousingProof.None, false)]
    [InlineData(HousingProof.EjarLease, false)] // it proves nothing by itself
    [InlineData(HousingProof.TitleDeedAndElectricityBill, true)]
    [InlineData(HousingProof.TitleDeedAndOccupancyCertificate, true)]
    [InlineData(HousingProof.ImamHousing, true)]
    [InlineData(HousingProof.MilitaryHousingLetter, true)]
    [InlineData(HousingProof.EmployerHousingLetter, true)]
    [InlineData(HousingProof.InstituteHousingLetter, true)]
    [InlineData(HousingProof.DevelopmentalHousing, true)]
    [InlineData(HousingProof.UniversityHousing, true)]
    public void Any_accepted_proof_shows_that_an_independent_lives_apart(HousingProof proof, bool proved)
    {
        var household = Sound.Independent()
            .Without(HouseholdMarks.LeaseValid | HouseholdMarks.MeterInOwnName)
            .With(header => header with { HousingProof = proof });
        Assert.Equal(!proved, household.Decide().Reasons.Contains(DecisionReason.IndependenceNotProved));
    }

    [Theory]
    [InlineData(HouseholdMarks.LeaseValid | HouseholdMarks.MeterInOwnName, true)]
    [InlineData(HouseholdMarks.LeaseValid, false)]
    [InlineData(HouseholdMarks.MeterInOwnName, false)]
    [InlineData(HouseholdMarks.LeaseValid | HouseholdMarks.MeterInOwnName | HouseholdMarks.LeaseShared, false)]
    public void A_lease_proves_it_when_valid_unshared_and_with_the_meter_in_the_own_name(
        HouseholdMarks marks, bool proved)
    {
        var household = Sound.Independent()
            .Without(HouseholdMarks.LeaseValid | HouseholdMarks.MeterInOwnName)
            .With(marks);
        Assert.Equal(!proved, household.Decide().Reasons.Contains(DecisionReason.IndependenceNotProved));
    }

    [Fact]
    public void A_head_needs_no_proof_of_living_apart()
    {
        var household = Sound.Head().With(header => header with { HousingProof = HousingProof.None });
        Assert.Equal(Eligibility.Eligible, household.Decide().Eligibility);
    }

    [Fact]
    public void An_independent_is_not_married_has_no_dependants_and_lives_apart()
    {
        var household = Sound.Independent()
            .WithMain(main => main with { MaritalStatus = MaritalStatus.Married })
            .WithMembers(Sound.Minor)
            .With(header => header with { HousingProof = HousingProof.None });
        Sound.AssertRefused(
            household.Decide(),
            DecisionReason.IndependentMarried, DecisionReason.IndependentHasDependants,
            DecisionReason.IndependenceNotProved);
    }

    [Fact]
    public void Who_has_no_dependants_proves_living_apart_whatever_the_application_says()
    {
        var alone = Sound.Independent().With(header => header with { Kind = HouseholdKind.Head });
        Assert.Equal(Eligibility.Eligible, alone.Decide().Eligibility);

        var unproved = alone.With(header => header with { HousingProof = HousingProof.None });
        Assert.Equal([DecisionReason.IndependenceNotProved], unproved.Decide().Reasons.InOrder());
    }

    [Fact]
    public void A_dependant_who_died_is_no_dependant_and_one_not_confirmed_yet_is_one()
    {
        var unproved = Sound.Independent().With(header => header with
        {
            Kind = HouseholdKind.Head,
            HousingProof = HousingProof.None,
        });
        var widowed = unproved.WithMembers(Sound.Minor with { Marks = MemberMarks.Deceased });
        Assert.True(widowed.Decide().Reasons.Contains(DecisionReason.IndependenceNotProved));

        var newborn = unproved.WithMembers(Sound.Minor with { Marks = MemberMarks.Unverified });
        Assert.Equal(Eligibility.Eligible, newborn.Decide().Eligibility);
    }
}
