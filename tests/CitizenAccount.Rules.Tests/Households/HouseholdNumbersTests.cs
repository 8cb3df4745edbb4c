using CitizenAccount.Rules.Households;

namespace CitizenAccount.Rules.Tests.Households;

// These numbers are written into sealed snapshots, and past decisions are made again from them for as long as the
// programme may be asked about its past. When a test here fails:
// - you added a name: give it a number never used before, add it to the list here, and let FactsForm know it;
// - you renamed one: change the name here, the number stays;
// - you removed one or changed a number: don't. Old snapshots would mean something else. Keep the name, and mark it
//   as no longer written.
public sealed class HouseholdNumbersTests
{
    [Fact]
    public void Kinds_of_household_keep_their_numbers() =>
        FrozenNumbers.AssertAre<HouseholdKind>("Head=1", "Independent=2");

    [Fact]
    public void Cases_of_a_married_woman_keep_their_numbers() =>
        FrozenNumbers.AssertAre<MarriedWomanCase>(
            "None=0", "MarriedToNonSaudi=1", "FamilyOfPrisoner=2", "FamilyOfPersonLackingCapacity=3",
            "HusbandAbsent=4");

    [Fact]
    public void Nationalities_keep_their_numbers() =>
        FrozenNumbers.AssertAre<NationalityStatus>(
            "Saudi=1", "ChildOfCitizenMother=2", "NonSaudiSpouse=3", "MobilityCard=4", "Other=9");

    [Fact]
    public void Relationships_keep_their_numbers() =>
        FrozenNumbers.AssertAre<Relationship>(
            "Main=1", "Spouse=2", "Son=3", "Daughter=4", "Parent=5", "Sibling=6", "Grandchild=7",
            "SupportedDependant=8");

    [Fact]
    public void Sexes_keep_their_numbers() => FrozenNumbers.AssertAre<Sex>("Male=1", "Female=2");

    [Fact]
    public void Marital_statuses_keep_their_numbers() =>
        FrozenNumbers.AssertAre<MaritalStatus>("Single=1", "Married=2", "Divorced=3", "Widowed=4");

    [Fact]
    public void Proofs_of_housing_keep_their_numbers() =>
        FrozenNumbers.AssertAre<HousingProof>(
            "None=0", "EjarLease=1", "TitleDeedAndElectricityBill=2", "TitleDeedAndOccupancyCertificate=3",
            "ImamHousing=4", "MilitaryHousingLetter=5", "EmployerHousingLetter=6", "InstituteHousingLetter=7",
            "DevelopmentalHousing=8", "UniversityHousing=9");

    [Fact]
    public void Kinds_of_income_keep_their_numbers_and_fit_in_a_set_of_32_bits()
    {
        FrozenNumbers.AssertAre<IncomeKind>(
            "Salary=1", "Pension=2", "CommercialActivity=3", "Investment=4", "RealEstate=5", "SelfEmployment=6",
            "GovernmentSupport=7", "Hafiz=8", "Saned=9", "StudentStipend=10", "CouncilReward=11",
            "OfficialAllowance=12", "Other=13", "SocialSecurity=20", "Alimony=21", "RehabilitationAid=22",
            "ImamStipend=23");
        Assert.All(Enum.GetValues<IncomeKind>(), kind => Assert.InRange((int)kind, 1, 31));
    }

    [Fact]
    public void Marks_of_a_household_keep_their_bits() =>
        FrozenNumbers.AssertAre<HouseholdMarks>(
            "None=0", "ApplicationComplete=1", "DataAgree=2", "AllDependantsAdded=4", "ResidesInKingdom=8",
            "CommercialRegistrationUndisclosed=16", "LeaseValid=32", "LeaseShared=64", "MeterInOwnName=128");

    [Fact]
    public void Marks_of_a_member_keep_their_bits() =>
        FrozenNumbers.AssertAre<MemberMarks>(
            "None=0", "InShelterOrPrison=1", "Deceased=2", "CountedElsewhere=4", "Unverified=8",
            "AbsenceJustified=16");
}
