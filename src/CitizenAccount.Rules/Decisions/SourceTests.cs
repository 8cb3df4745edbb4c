using CitizenAccount.Rules.Households;

namespace CitizenAccount.Rules.Decisions;

/// <summary>Which sources a decision waits for, and which failures stand while it waits: a missing or too old answer
/// makes a decision pending, never a refusal.</summary>
internal static class SourceTests
{
    // The limit of all assets goes by the household's weight, so it rests on civil status too.
    private static readonly ReasonSet RestOnCivilStatus = Set(
        DecisionReason.Nationality, DecisionReason.MarriedWomanNotMain, DecisionReason.InShelterOrPrison,
        DecisionReason.MainBeneficiaryDeceased, DecisionReason.DataMismatch, DecisionReason.IndependentUnderAge,
        DecisionReason.IndependentMarried, DecisionReason.DependantsMissing, DecisionReason.AssetsTotal);

    private static readonly ReasonSet RestOnIncome = Set(DecisionReason.CommercialRegistrationUndisclosed);

    private static readonly ReasonSet RestOnAssets = Set(
        DecisionReason.AssetsTotal, DecisionReason.AssetsRealEstate, DecisionReason.AssetsVehicles,
        DecisionReason.AssetsCash, DecisionReason.AssetsPortfolios, DecisionReason.AssetsDomesticWorkers);

    private static readonly ReasonSet RestOnResidence = Set(DecisionReason.Residence);

    /// <summary>Reasons to wait: a kind of source never answered, or its answer is too old on the cut-off.</summary>
    public static ReasonSet Waiting(in HouseholdFacts facts, MonthRules rules)
    {
        var days = facts.Header.Sources;
        var capacityInForce = rules.Policy.Capacity.PerUnit is not null;
        return Unless(days.CivilStatus >= rules.OldestCivilStatus, DecisionReason.WaitingForCivilStatus)
            .With(Unless(days.Income >= rules.OldestIncome, DecisionReason.WaitingForIncome))
            .With(Unless(!capacityInForce || days.Assets >= rules.OldestAssets, DecisionReason.WaitingForAssets))
            .With(Unless(days.Residence >= rules.OldestResidence, DecisionReason.WaitingForDaysAbroad));
    }

    /// <summary>The failures that stand: those that rest on no source the decision waits for.</summary>
    public static ReasonSet Definite(ReasonSet failed, ReasonSet waiting) => failed
        .Without(waiting.Contains(DecisionReason.WaitingForCivilStatus) ? RestOnCivilStatus : ReasonSet.Empty)
        .Without(waiting.Contains(DecisionReason.WaitingForIncome) ? RestOnIncome : ReasonSet.Empty)
        .Without(waiting.Contains(DecisionReason.WaitingForAssets) ? RestOnAssets : ReasonSet.Empty)
        .Without(waiting.Contains(DecisionReason.WaitingForDaysAbroad) ? RestOnResidence : ReasonSet.Empty);

    private static ReasonSet Unless(bool passed, DecisionReason reason) =>
        passed ? ReasonSet.Empty : ReasonSet.Empty.With(reason);

    private static ReasonSet Set(params ReadOnlySpan<DecisionReason> reasons)
    {
        var set = ReasonSet.Empty;
        foreach (var reason in reasons)
        {
            set = set.With(reason);
        }

        return set;
    }
}
