using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Tests.Households;

namespace CitizenAccount.Rules.Tests.Decisions;

/// <summary>For each reason of a refusal, the smallest household that fails for it and for nothing else.</summary>
internal static class Breaking
{
    /// <summary>All reasons for which a household is not eligible.</summary>
    public static IEnumerable<DecisionReason> Reasons =>
        Enum.GetValues<DecisionReason>().Where(reason => (int)reason is >= 10 and < 40);

    /// <summary>December 2026 with limits for the kinds of assets too, which no source publishes.</summary>
    public static MonthRules Rules { get; } = Sound.RulesWith(policy => policy with
    {
        Capacity = policy.Capacity with
        {
            RealEstate = 900_000_00,
            Vehicles = 300_000_00,
            Cash = 200_000_00,
            Portfolios = 100_000_00,
            DomesticWorkers = 4,
        },
    });

    public static SampleHousehold Household(DecisionReason reason) => reason switch
    {
        DecisionReason.ApplicationIncomplete => Sound.Head().Without(HouseholdMarks.ApplicationComplete),
        DecisionReason.Barred => Sound.Head().With(header => header with { BarredThroughMonth = 2026_12 }),
        DecisionReason.Nationality =>
            Sound.Head().WithMain(main => main with { Nationality = NationalityStatus.Other }),
        DecisionReason.MarriedWomanNotMain => Sound.Head().WithMain(main => main with { Sex = Sex.Female }),
        DecisionReason.InShelterOrPrison =>
            Sound.Head().WithMain(main => main with { Marks = MemberMarks.InShelterOrPrison }),
        DecisionReason.MainBeneficiaryDeceased =>
            Sound.Head().WithMain(main => main with { Marks = MemberMarks.Deceased }),
        DecisionReason.MainBeneficiaryListedElsewhere =>
            Sound.Head().WithMain(main => main with { Marks = MemberMarks.CountedElsewhere }),
        DecisionReason.DataMismatch => Sound.Head().Without(HouseholdMarks.DataAgree),
        DecisionReason.Residence => Sound.Head().Without(HouseholdMarks.ResidesInKingdom),
        DecisionReason.IndependentUnderAge => Sound.Independent().WithMain(main =>
            main with { BirthDay = new DateOnly(2008, 12, 2).DayNumber }),
        DecisionReason.IndependentMarried =>
            Sound.Independent().WithMain(main => main with { MaritalStatus = MaritalStatus.Married }),
        DecisionReason.IndependentHasDependants => Sound.Independent().WithMembers(Sound.Minor),
        DecisionReason.IndependenceNotProved =>
            Sound.Independent().With(header => header with { HousingProof = HousingProof.None }),
        DecisionReason.DependantsMissing => Sound.Head().Without(HouseholdMarks.AllDependantsAdded),
        DecisionReason.CommercialRegistrationUndisclosed =>
            Sound.Head().With(HouseholdMarks.CommercialRegistrationUndisclosed),
        DecisionReason.AssetsTotal => Sound.Independent().With(header =>
            header with { RealEstate = 900_000_00, Vehicles = 300_000_00, Cash = 171_200_01 }),
        DecisionReason.AssetsRealEstate => Sound.Head().With(header => header with { RealEstate = 900_000_01 }),
        DecisionReason.AssetsVehicles => Sound.Head().With(header => header with { Vehicles = 300_000_01 }),
        DecisionReason.AssetsCash => Sound.Head().With(header => header with { Cash = 200_000_01 }),
        DecisionReason.AssetsPortfolios => Sound.Head().With(header => header with { Portfolios = 100_000_01 }),
        DecisionReason.AssetsDomesticWorkers => Sound.Head().With(header => header with { DomesticWorkers = 5 }),
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Give this reason a household of its own."),
    };
}
