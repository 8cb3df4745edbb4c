using System.Globalization;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Service.Platform.Calls;
using DecisionStep = CitizenAccount.Contracts.Eligibility.V1.DecisionStep;
using Money = CitizenAccount.Rules.Money;

namespace CitizenAccount.Service.Eligibility;

/// <summary>One step of an explanation on the wire.</summary>
internal static class StepWire
{
    public static DecisionStep ToWire(Rules.Decisions.DecisionStep step)
    {
        var wire = new DecisionStep
        {
            Code = CodeOf(step.Code),
            Outcome = OutcomeOf(step.Outcome),
            Found = ToValue(step.Found),
            FoundText = ToText(step.Found),
            Limit = ToValue(step.Limit),
            LimitText = ToText(step.Limit),
            Source = SourceOf(step.Source),
            AsOfDate = step.AsOf?.ToWire(),
            Explanation = step.Text.ToWire(),
            Unit = UnitOf(step.Found.Unit == StepUnit.None ? step.Limit.Unit : step.Found.Unit),
        };
        wire.ParameterKeys.Add(step.Parameters);
        wire.Reasons.Add(step.Reasons.InOrder().Select(ReasonWire.ToWire));
        return wire;
    }

    private static string UnitOf(StepUnit unit) => unit switch
    {
        StepUnit.Count => "things",
        StepUnit.Days => "days",
        StepUnit.Years => "years",
        StepUnit.WeightTenths => "tenths",
        StepUnit.None or StepUnit.Halalas or StepUnit.YesNo => "",
    };

    private static DecisionStepOutcome OutcomeOf(StepOutcome outcome) => outcome switch
    {
        StepOutcome.Passed => DecisionStepOutcome.Passed,
        StepOutcome.Failed => DecisionStepOutcome.Failed,
        StepOutcome.Pending => DecisionStepOutcome.Pending,
        StepOutcome.Deducted => DecisionStepOutcome.Deducted,
        StepOutcome.Info => DecisionStepOutcome.Info,
        StepOutcome.NotApplied => DecisionStepOutcome.NotApplied,
    };

    private static FactSource SourceOf(SourceKind source) => source switch
    {
        SourceKind.Application => FactSource.Declaration,
        SourceKind.CivilStatus => FactSource.CivilRecords,
        SourceKind.Income => FactSource.IncomeRecords,
        SourceKind.Assets => FactSource.AssetRecords,
        SourceKind.Residence => FactSource.BorderRecords,
        SourceKind.Policy => FactSource.Policy,
    };

    public static Value? ToValue(StepValue value) => value.Unit switch
    {
        StepUnit.None => null,
        StepUnit.Halalas => new Value { Money = Wire.ToMoney(value.Number) },
        StepUnit.WeightTenths => new Value
        {
            Decimal = new Contracts.Type.V1.Decimal { Unscaled = value.Number, Scale = 1 },
        },
        StepUnit.YesNo => new Value { Flag = value.Number == 1 },
        StepUnit.Count or StepUnit.Days or StepUnit.Years => new Value { Integer = value.Number },
    };

    private static LocalizedText? ToText(StepValue value)
    {
        var number = value.Number.ToString(CultureInfo.InvariantCulture);
        return value.Unit switch
        {
            StepUnit.None => null,
            StepUnit.Halalas => Text(new Money(value.Number).ToArabic(), new Money(value.Number).ToString()),
            StepUnit.Count => Text(Isolated(number), number),
            StepUnit.Days => Text($"{Isolated(number)} يومًا", $"{number} days"),
            StepUnit.Years => Text($"{Isolated(number)} سنة", $"{number} years"),
            StepUnit.YesNo => value.Number == 1 ? Text("نعم", "yes") : Text("لا", "no"),
            StepUnit.WeightTenths => Text(
                Isolated($"{value.Number / 10}.{value.Number % 10}"), $"{value.Number / 10}.{value.Number % 10}"),
        };
    }

    private static LocalizedText Text(string arabic, string english) => new() { Ar = arabic, En = english };

    private static string Isolated(string number) => $"\u2066{number}\u2069";

    public static DecisionStepCode CodeOf(StepCode code) => code switch
    {
        StepCode.ApplicationComplete => DecisionStepCode.ApplicationComplete,
        StepCode.Bar => DecisionStepCode.Bar,
        StepCode.Nationality => DecisionStepCode.Nationality,
        StepCode.Residence => DecisionStepCode.Residence,
        StepCode.ShelterOrPrison => DecisionStepCode.ShelterOrPrison,
        StepCode.DataMatch => DecisionStepCode.DataMatch,
        StepCode.HouseholdComplete => DecisionStepCode.HouseholdComplete,
        StepCode.MainBeneficiaryStanding => DecisionStepCode.MainBeneficiaryStanding,
        StepCode.CommercialRegistration => DecisionStepCode.CommercialRegistration,
        StepCode.Independence => DecisionStepCode.Independence,
        StepCode.CapacityTotal => DecisionStepCode.CapacityTotal,
        StepCode.CapacityRealEstate => DecisionStepCode.CapacityRealEstate,
        StepCode.CapacityVehicles => DecisionStepCode.CapacityVehicles,
        StepCode.CapacityCash => DecisionStepCode.CapacityCash,
        StepCode.CapacityPortfolios => DecisionStepCode.CapacityPortfolios,
        StepCode.CapacityDomesticWorkers => DecisionStepCode.CapacityDomesticWorkers,
        StepCode.SourceCivilStatus => DecisionStepCode.SourceCivilStatus,
        StepCode.SourceIncome => DecisionStepCode.SourceIncome,
        StepCode.SourceAssets => DecisionStepCode.SourceAssets,
        StepCode.SourceDaysAbroad => DecisionStepCode.SourceDaysAbroad,
        StepCode.Weight => DecisionStepCode.Weight,
        StepCode.FullEntitlement => DecisionStepCode.FullEntitlement,
        StepCode.Threshold => DecisionStepCode.Threshold,
        StepCode.CutOff => DecisionStepCode.CutOff,
        StepCode.Taper => DecisionStepCode.Taper,
        StepCode.DaysAbroad => DecisionStepCode.DaysAbroad,
        StepCode.Entitlement => DecisionStepCode.Entitlement,
        StepCode.Eligibility => DecisionStepCode.Eligibility,
    };
}
