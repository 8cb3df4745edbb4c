using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf.WellKnownTypes;
using Policy = CitizenAccount.Rules.Policies.Policy;

namespace CitizenAccount.Service.Eligibility;

/// <summary>What a proposed policy would do, on the wire.</summary>
internal static class SimulationWire
{
    /// <summary>Most cliffs shown, those with the most households near them.</summary>
    public const int CliffsMax = 100;

    public static PolicySimulation ToWire(
        string by, SimulationRequest request, Policy present, Policy proposed, CycleFigures figures,
        PolicyEffect effect, DateTimeOffset now) => new()
        {
            Name = $"policySimulations/{Guid.CreateVersion7(now):D}",
            Cycle = DecisionWire.NameOf(request.Month),
            BasePolicyVersion = present.Version,
            Changes = { request.Changes.Select(change => change.Sent) },
            PolicySha256 = proposed.ContentHash,
            Counts = CycleWire.CountsOf(figures),
            Totals = CycleWire.TotalsOf(figures),
            Cost = Wire.ToMoney(effect.Cost),
            Winners = effect.Winners,
            Losers = effect.Losers,
            Unchanged = effect.Unchanged,
            LargestGain = Wire.ToMoney(effect.LargestGain),
            LargestLoss = Wire.ToMoney(effect.LargestLoss),
            Groups = { effect.Groups.Select(ToWire) },
            Cliffs = { effect.Cliffs().Take(CliffsMax).Select(ToWire) },
            ProposedBy = by,
            SimulatedTime = Timestamp.FromDateTimeOffset(now),
        };

    private static PolicyGroup ToWire(GroupEffect group) => new()
    {
        Group = group.Name.ToWire(),
        Households = group.Households,
        Winners = group.Winners,
        Losers = group.Losers,
        Difference = Wire.ToMoney(group.Difference),
    };

    private static PolicyCliff ToWire(CliffEffect effect) => new()
    {
        Text = new Rules.LocalizedText(
            $"رب أسرة مع تابعين بعمر \u206618\u2069 فأكثر عددهم \u2066{effect.Adults}\u2069 وتابعين دون ذلك عددهم "
            + $"\u2066{effect.Minors}\u2069: زيادة قليلة في الدخل تُفقد أكثر مما تجلب.",
            $"Head with {effect.Adults} dependants of 18 or over and {effect.Minors} under 18: a little more income "
            + "loses more than it brings.").ToWire(),
        Income = Wire.ToMoney(effect.Cliff.Income),
        Loss = Wire.ToMoney(effect.Cliff.Loss),
        Households = effect.Households,
    };
}
