using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Tests.Households;

namespace CitizenAccount.Rules.Tests.Decisions;

// These numbers are stored with every decision, reasons as bits of one number. When a test here fails:
// - you added a name: give it a number never used before, add it to the list here, give it its words (ReasonTexts)
//   and, for a refusal, a household that fails for it (Breaking) and what it rests on (SourceTests, PendingTests);
// - you renamed one: change the name here, the number stays;
// - you removed one or changed a number: don't. Decisions already published would say something else.
public sealed class DecisionNumbersTests
{
    [Fact]
    public void Reasons_keep_their_numbers_and_fit_in_64_bits()
    {
        FrozenNumbers.AssertAre<DecisionReason>(
            "FullSupport=1", "ReducedByTaper=2", "Capped=3", "AboveCutOff=4", "DaysAbroadDeducted=5",
            "RaisedToMinimum=6",
            "ApplicationIncomplete=10", "Barred=11", "Nationality=12", "MarriedWomanNotMain=13",
            "InShelterOrPrison=14", "MainBeneficiaryDeceased=15", "DataMismatch=16", "Residence=17",
            "IndependentUnderAge=18", "IndependentMarried=19", "IndependentHasDependants=20",
            "IndependenceNotProved=21", "DependantsMissing=22", "CommercialRegistrationUndisclosed=23",
            "AssetsTotal=24", "AssetsRealEstate=25", "AssetsVehicles=26", "AssetsCash=27",
            "AssetsPortfolios=28", "AssetsDomesticWorkers=29", "MainBeneficiaryListedElsewhere=30",
            "WaitingForCivilStatus=40", "WaitingForIncome=41", "WaitingForAssets=42", "WaitingForDaysAbroad=43",
            "MemberDeceased=50", "MemberNationality=51", "MemberInShelterOrPrison=52",
            "MemberMarriedDaughter=53", "MemberNotVerified=54", "MemberListedElsewhere=55");
        Assert.All(Enum.GetValues<DecisionReason>(), reason => Assert.InRange((int)reason, 1, 63));
    }

    [Fact]
    public void Results_keep_their_numbers()
    {
        FrozenNumbers.AssertAre<Eligibility>("Eligible=1", "NotEligible=2", "Pending=3");
        FrozenNumbers.AssertAre<Entitlement>(
            "Due=1", "NoneAboveCutOff=2", "NoneAfterDeduction=3", "NoneNotEligible=4", "Pending=5");
    }

    [Fact]
    public void Steps_keep_their_numbers()
    {
        FrozenNumbers.AssertAre<StepCode>(
            "ApplicationComplete=1", "Bar=2", "Nationality=3", "MainBeneficiaryStanding=4", "ShelterOrPrison=5",
            "DataMatch=6", "Residence=7", "Independence=8", "HouseholdComplete=9", "CommercialRegistration=10",
            "CapacityTotal=11", "CapacityRealEstate=12", "CapacityVehicles=13", "CapacityCash=14",
            "CapacityPortfolios=15", "CapacityDomesticWorkers=16", "SourceCivilStatus=17", "SourceIncome=18",
            "SourceAssets=19", "SourceDaysAbroad=20", "Weight=21", "FullEntitlement=22", "Threshold=23", "CutOff=24",
            "Taper=25", "DaysAbroad=26", "Entitlement=27", "Eligibility=28");
        FrozenNumbers.AssertAre<StepOutcome>(
            "Passed=1", "Failed=2", "Pending=3", "Deducted=4", "Info=5", "NotApplied=6");
        FrozenNumbers.AssertAre<SourceKind>(
            "Application=1", "CivilStatus=2", "Income=3", "Assets=4", "Residence=5", "Policy=6");
        FrozenNumbers.AssertAre<StepUnit>(
            "None=0", "Halalas=1", "Count=2", "Days=3", "WeightTenths=4", "YesNo=5", "Years=6");
    }

    [Fact]
    public void A_set_of_reasons_is_the_sum_of_their_bits()
    {
        var set = ReasonSet.Empty
            .With(DecisionReason.MemberListedElsewhere)
            .With(DecisionReason.FullSupport)
            .With(DecisionReason.FullSupport);
        Assert.Equal((1UL << 55) | (1UL << 1), set.Bits);
        Assert.Equal(2, set.Count);
        Assert.Equal([DecisionReason.FullSupport, DecisionReason.MemberListedElsewhere], set.InOrder());
        Assert.False(set.Contains(DecisionReason.Capped));
        Assert.Equal(
            [DecisionReason.MemberListedElsewhere],
            set.Without(ReasonSet.Empty.With(DecisionReason.FullSupport).With(DecisionReason.Capped)).InOrder());
    }
}
