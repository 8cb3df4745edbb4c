namespace CitizenAccount.Service.Demo;

/// <summary>How often each case is planted, in 100,000 of those it can befall. All invented: no source publishes how
/// many households fail which test. Each is large enough to occur in 20,000 households and small enough to stay a
/// case among many.</summary>
internal static class PopulationRates
{
    // Of all households: the application and the main beneficiary.
    public const int ApplicationIncomplete = 500;
    public const int BarredNow = 150;
    public const int BarredFormerly = 150; // a bar that is over must not count
    public const int MainNationalityNotCovered = 120;
    public const int MainHoldsMobilityCard = 300;
    public const int MainInShelterOrPrison = 100;
    public const int MainDeceased = 120;
    public const int MainCountedElsewhere = 100;
    public const int MainUnverified = 80;
    public const int DataDisagree = 400;
    public const int NotResident = 200;
    public const int CommercialRegistrationUndisclosed = 600;
    public const int Wealthy = 500; // real estate above every limit of all assets together

    // Of all households: a source that never answered, and one whose answer is older than any policy allows.
    public const int CivilStatusMissing = 60;
    public const int CivilStatusOld = 60;
    public const int IncomeMissing = 80;
    public const int IncomeOld = 80;
    public const int AssetsMissing = 60;
    public const int AssetsOld = 60;
    public const int ResidenceMissing = 60;
    public const int ResidenceOld = 60;

    // Of all households: the whole family abroad for most of the year, which takes the whole amount.
    public const int FamilyAbroad = 120;

    // Of households of a head.
    public const int DependantsMissing = 500;

    // Of Saudi couples: the wife applies in her husband's place, and no accepted case holds.
    public const int WifeApplies = 200;

    // Of independents.
    public const int IndependentUnderAge = 500;
    public const int IndependentMarried = 500;
    public const int IndependentHasDependant = 600;
    public const int IndependenceWithoutProof = 800;

    // Of Ejar leases of independents.
    public const int LeaseLapsed = 1_500;
    public const int LeaseShared = 1_000;
    public const int MeterInAnotherName = 1_500;

    // Of dependants.
    public const int DependantDeceased = 150;
    public const int DependantCountedElsewhere = 100;
    public const int DependantUnverified = 120;
    public const int DependantNationalityNotCovered = 80;
    public const int DependantInShelterOrPrison = 80;
    public const int NewbornUnverified = 40_000; // of the children born in the 60 days before the cut-off
    public const int DaughterMarried = 2_000; // of daughters of 19 and over

    // Of persons: long absence, and the part of it that has an accepted reason.
    public const int LongAbsence = 700;
    public const int LongAbsenceOfYoungAdult = 1_500; // mostly students, of 18 to 25
    public const int LongAbsenceJustified = 45_000; // of long absences
}
