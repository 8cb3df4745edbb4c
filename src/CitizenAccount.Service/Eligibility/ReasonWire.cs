using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using Known = CitizenAccount.Rules.Decisions.DecisionReason;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Reasons of the rules on the wire. The names are the same on both sides; a reason of the rules without its
/// public code breaks the build.</summary>
internal static class ReasonWire
{
    public static DecisionReason ToWire(Known reason) => reason switch
    {
        Known.FullSupport => DecisionReason.FullSupport,
        Known.ReducedByTaper => DecisionReason.ReducedByTaper,
        Known.Capped => DecisionReason.Capped,
        Known.AboveCutOff => DecisionReason.AboveCutOff,
        Known.DaysAbroadDeducted => DecisionReason.DaysAbroadDeducted,
        Known.RaisedToMinimum => DecisionReason.RaisedToMinimum,
        Known.ApplicationIncomplete => DecisionReason.ApplicationIncomplete,
        Known.Barred => DecisionReason.Barred,
        Known.Nationality => DecisionReason.Nationality,
        Known.MarriedWomanNotMain => DecisionReason.MarriedWomanNotMain,
        Known.InShelterOrPrison => DecisionReason.InShelterOrPrison,
        Known.MainBeneficiaryDeceased => DecisionReason.MainBeneficiaryDeceased,
        Known.DataMismatch => DecisionReason.DataMismatch,
        Known.Residence => DecisionReason.Residence,
        Known.IndependentUnderAge => DecisionReason.IndependentUnderAge,
        Known.IndependentMarried => DecisionReason.IndependentMarried,
        Known.IndependentHasDependants => DecisionReason.IndependentHasDependants,
        Known.IndependenceNotProved => DecisionReason.IndependenceNotProved,
        Known.DependantsMissing => DecisionReason.DependantsMissing,
        Known.CommercialRegistrationUndisclosed => DecisionReason.CommercialRegistrationUndisclosed,
        Known.AssetsTotal => DecisionReason.AssetsTotal,
        Known.AssetsRealEstate => DecisionReason.AssetsRealEstate,
        Known.AssetsVehicles => DecisionReason.AssetsVehicles,
        Known.AssetsCash => DecisionReason.AssetsCash,
        Known.AssetsPortfolios => DecisionReason.AssetsPortfolios,
        Known.AssetsDomesticWorkers => DecisionReason.AssetsDomesticWorkers,
        Known.MainBeneficiaryListedElsewhere => DecisionReason.MainBeneficiaryListedElsewhere,
        Known.WaitingForCivilStatus => DecisionReason.WaitingForCivilStatus,
        Known.WaitingForIncome => DecisionReason.WaitingForIncome,
        Known.WaitingForAssets => DecisionReason.WaitingForAssets,
        Known.WaitingForDaysAbroad => DecisionReason.WaitingForDaysAbroad,
        Known.MemberDeceased => DecisionReason.MemberDeceased,
        Known.MemberNationality => DecisionReason.MemberNationality,
        Known.MemberInShelterOrPrison => DecisionReason.MemberInShelterOrPrison,
        Known.MemberMarriedDaughter => DecisionReason.MemberMarriedDaughter,
        Known.MemberNotVerified => DecisionReason.MemberNotVerified,
        Known.MemberListedElsewhere => DecisionReason.MemberListedElsewhere,
    };

    /// <summary>The source a waiting reason waits for; null for every other reason.</summary>
    public static FactSource? AwaitedOf(Known reason) => reason switch
    {
        Known.WaitingForCivilStatus => FactSource.CivilRecords,
        Known.WaitingForIncome => FactSource.IncomeRecords,
        Known.WaitingForAssets => FactSource.AssetRecords,
        Known.WaitingForDaysAbroad => FactSource.BorderRecords,
        _ => null,
    };
}
