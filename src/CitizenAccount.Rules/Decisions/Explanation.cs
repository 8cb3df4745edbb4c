using CitizenAccount.Rules.Households;

namespace CitizenAccount.Rules.Decisions;

/// <summary>A decision laid open: every step in order with its numbers, and what each member contributed.</summary>
/// <param name="Decision">The decision explained, made again from the same facts.</param>
/// <param name="Steps">Every test and every step of the calculation, in the order they are applied.</param>
/// <param name="Members">One line a member, the main beneficiary first.</param>
public sealed record Explanation(
    Decision Decision, IReadOnlyList<DecisionStep> Steps, IReadOnlyList<MemberShare> Members);

/// <summary>What one member contributed. Amounts are halalas a month.</summary>
/// <param name="Index">Place in the household; 0 is the main beneficiary.</param>
/// <param name="Relationship">What the member is to the main beneficiary.</param>
/// <param name="Exclusion">Why the member is not counted; null when counted.</param>
/// <param name="WeightTenths">Weight in tenths; 0 when not counted.</param>
/// <param name="Full">Full support for this member before the household's cap; 0 when not counted.</param>
/// <param name="CountedIncome">Counted income of the member; 0 when not counted.</param>
/// <param name="DaysAbroad">Days abroad in the twelve months before the cut-off.</param>
/// <param name="ExcessDays">Days above the limit that are taken off.</param>
/// <param name="DaysAbroadDeduction">What they take off; the members' parts sum exactly to the household's.</param>
public sealed record MemberShare(
    int Index,
    Relationship Relationship,
    DecisionReason? Exclusion,
    int WeightTenths,
    long Full,
    long CountedIncome,
    int DaysAbroad,
    int ExcessDays,
    long DaysAbroadDeduction);

/// <summary>One test or one step of the calculation.</summary>
/// <param name="Code">Which.</param>
/// <param name="Outcome">How it came out.</param>
/// <param name="Found">The value found.</param>
/// <param name="Limit">What it was held against; none where there is no limit.</param>
/// <param name="Source">Which kind of source the value comes from.</param>
/// <param name="AsOf">The civil day (Riyadh) that source answered for; null when it never did, or where the value is
/// worked out.</param>
/// <param name="Text">What was done, with its numbers.</param>
/// <param name="Parameters">Keys of the policy parameters used.</param>
/// <param name="Reasons">Reasons this step added to the decision.</param>
public sealed record DecisionStep(
    StepCode Code,
    StepOutcome Outcome,
    StepValue Found,
    StepValue Limit,
    SourceKind Source,
    DateOnly? AsOf,
    LocalizedText Text,
    IReadOnlyList<string> Parameters,
    ReasonSet Reasons);

/// <summary>The steps. Their numbers are names, not an order: an explanation lists them as they were applied.</summary>
public enum StepCode : byte
{
    /// <summary>The application is complete.</summary>
    ApplicationComplete = 1,

    /// <summary>No bar holds.</summary>
    Bar = 2,

    /// <summary>Nationality of the main beneficiary.</summary>
    Nationality = 3,

    /// <summary>The person may be main beneficiary.</summary>
    MainBeneficiaryStanding = 4,

    /// <summary>No shelter, no prison.</summary>
    ShelterOrPrison = 5,

    /// <summary>Declared data agree with official records.</summary>
    DataMatch = 6,

    /// <summary>Permanent residence.</summary>
    Residence = 7,

    /// <summary>Independence and its proof.</summary>
    Independence = 8,

    /// <summary>All dependants are added.</summary>
    HouseholdComplete = 9,

    /// <summary>Commercial registrations are disclosed.</summary>
    CommercialRegistration = 10,

    /// <summary>All assets together.</summary>
    CapacityTotal = 11,

    /// <summary>Real estate.</summary>
    CapacityRealEstate = 12,

    /// <summary>Vehicles.</summary>
    CapacityVehicles = 13,

    /// <summary>Cash.</summary>
    CapacityCash = 14,

    /// <summary>Portfolios.</summary>
    CapacityPortfolios = 15,

    /// <summary>Domestic workers.</summary>
    CapacityDomesticWorkers = 16,

    /// <summary>Civil status is known and fresh.</summary>
    SourceCivilStatus = 17,

    /// <summary>Income is known and fresh.</summary>
    SourceIncome = 18,

    /// <summary>Assets are known and fresh.</summary>
    SourceAssets = 19,

    /// <summary>Days abroad are known and fresh.</summary>
    SourceDaysAbroad = 20,

    /// <summary>Members counted, and the household's weight.</summary>
    Weight = 21,

    /// <summary>Full support.</summary>
    FullEntitlement = 22,

    /// <summary>Counted income against threshold.</summary>
    Threshold = 23,

    /// <summary>Counted income against cut-off.</summary>
    CutOff = 24,

    /// <summary>Support at this income.</summary>
    Taper = 25,

    /// <summary>Days abroad.</summary>
    DaysAbroad = 26,

    /// <summary>The second result: the amount due. The last step of every explanation.</summary>
    Entitlement = 27,

    /// <summary>The first result, after the tests and before the calculation.</summary>
    Eligibility = 28,
}

/// <summary>How a step came out.</summary>
public enum StepOutcome : byte
{
    /// <summary>The test is passed.</summary>
    Passed = 1,

    /// <summary>The test is failed.</summary>
    Failed = 2,

    /// <summary>A source is missing or too old.</summary>
    Pending = 3,

    /// <summary>Something was taken off.</summary>
    Deducted = 4,

    /// <summary>A number worked out.</summary>
    Info = 5,

    /// <summary>The rule is not in force, or its limit is not published.</summary>
    NotApplied = 6,
}

/// <summary>Where a value comes from.</summary>
public enum SourceKind : byte
{
    /// <summary>The application.</summary>
    Application = 1,

    /// <summary>Civil Affairs.</summary>
    CivilStatus = 2,

    /// <summary>Income sources.</summary>
    Income = 3,

    /// <summary>Asset sources.</summary>
    Assets = 4,

    /// <summary>Border records.</summary>
    Residence = 5,

    /// <summary>The policy, or arithmetic on it.</summary>
    Policy = 6,
}

/// <summary>What a number in a step means.</summary>
public enum StepUnit : byte
{
    /// <summary>No value.</summary>
    None = 0,

    /// <summary>Halalas.</summary>
    Halalas = 1,

    /// <summary>A count of persons or things.</summary>
    Count = 2,

    /// <summary>Days.</summary>
    Days = 3,

    /// <summary>Tenths of a weight.</summary>
    WeightTenths = 4,

    /// <summary>1 is yes, 0 is no.</summary>
    YesNo = 5,

    /// <summary>Completed years.</summary>
    Years = 6,
}

/// <summary>A number with its meaning.</summary>
public readonly record struct StepValue(StepUnit Unit, long Number)
{
    /// <summary>No value.</summary>
    public static StepValue None => default;

    /// <summary>An amount, halalas.</summary>
    public static StepValue Halalas(long amount) => new(StepUnit.Halalas, amount);

    /// <summary>A limit that may not be in force.</summary>
    public static StepValue Halalas(long? amount) => amount is { } value ? Halalas(value) : None;

    /// <summary>Yes or no.</summary>
    public static StepValue YesNo(bool yes) => new(StepUnit.YesNo, yes ? 1 : 0);
}
