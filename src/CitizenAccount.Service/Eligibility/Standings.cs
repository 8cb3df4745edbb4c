using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using Verdict = CitizenAccount.Rules.Decisions.Eligibility;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Tells the room of applications what published decisions say of a household.</summary>
internal sealed class Standings(EligibilityStore store, Publications publications)
{
    public async ValueTask<HouseholdStanding> FindAsync(
        HouseholdId household, WantedFreshness wanted, CancellationToken stop)
    {
        var state = await publications.GetAsync(wanted, stop);
        var rows = await store.ListAsync(household, [.. state.Cycles.Select(cycle => cycle.Month)], stop);
        var again = await store.ListRedecisionsAsync(household, [.. rows.Select(row => row.Month)], stop);
        var seen = state.Raised(again.Count == 0 ? 0 : again.Max(one => one.Sequence)).Seen;
        DecisionRow[] definite =
        [
            .. rows.Select(row => again.FirstOrDefault(one => one.Month == row.Month)?.ToDecision() ?? row)
                .Where(row => (Verdict)row.Eligibility != Verdict.Pending),
        ];
        return definite.Length == 0
            ? HouseholdStanding.None with { Seen = seen }
            : new HouseholdStanding(
                seen, CycleRun.MonthOf(definite[0].Month), IsEligible(definite[0]),
                definite.Skip(1).Any(IsEligible));
    }

    private static bool IsEligible(DecisionRow row) => (Verdict)row.Eligibility == Verdict.Eligible;
}
