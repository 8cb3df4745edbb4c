using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Service.Platform.Calls;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Eligibility;

/// <summary>What would change a decision, and why it differs from the month before, on the wire.</summary>
internal static class ChangeWire
{
    public static ChangeSuggestion ToWire(Change change) => new()
    {
        Step = StepWire.CodeOf(change.Step),
        Text = change.Text.ToWire(),
        Present = StepWire.ToValue(change.Present),
        Needed = StepWire.ToValue(change.Needed),
        EarliestMonth = change.EarliestMonth?.ToWire(),
        EligibilityResult = DecisionWire.ResultOf(change.Afterwards.Eligibility),
        EntitlementResult = DecisionWire.EntitledOf(change.Afterwards.Entitlement),
        Entitlement = Wire.ToMoney(change.Afterwards.Amount),
    };

    public static CliffWarning ToWire(Cliff cliff) => new()
    {
        Income = Wire.ToMoney(cliff.Income),
        Loss = Wire.ToMoney(cliff.Loss),
        Text = cliff.Text.ToWire(),
    };

    /// <summary>The difference to an earlier month; absent when there was none.</summary>
    public static Waterfall ToWire(MonthDifference difference)
    {
        var wire = new Waterfall
        {
            BeforeMonth = difference.BeforeMonth.ToWire(),
            Before = Wire.ToMoney(difference.Before),
            AfterMonth = difference.AfterMonth.ToWire(),
            After = Wire.ToMoney(difference.After),
        };
        wire.Parts.Add(difference.Parts.Select(part => new WaterfallPart
        {
            Cause = CauseOf(part.Cause),
            Difference = Wire.ToMoney(part.Amount),
            Text = part.Text.ToWire(),
        }));
        return wire;
    }

    private static WaterfallCause CauseOf(DifferenceCause cause) => cause switch
    {
        DifferenceCause.Members => WaterfallCause.Members,
        DifferenceCause.Age => WaterfallCause.Age,
        DifferenceCause.Income => WaterfallCause.Income,
        DifferenceCause.DaysAbroad => WaterfallCause.DaysAbroad,
        DifferenceCause.Policy => WaterfallCause.Policy,
        DifferenceCause.Eligibility => WaterfallCause.Eligibility,
    };
}

/// <summary>The difference between the amounts of two months. Amounts are halalas.</summary>
internal sealed record MonthDifference(
    YearMonth BeforeMonth, long Before, YearMonth AfterMonth, long After, IReadOnlyList<DifferencePart> Parts);
