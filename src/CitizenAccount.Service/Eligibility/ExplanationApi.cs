using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Eligibility;

/// <summary>What other rooms may ask of the explanations of decisions. Stands apart from the other questions, because
/// explaining reads applications, and applications ask the others.</summary>
internal sealed class ExplanationApi(DecisionHistory history)
{
    /// <summary>Why a month's amount differs from that of the month before; null when there is none before.</summary>
    public async Task<MonthDifference?> FindDifferenceAsync(
        HouseholdId household, YearMonth month, CancellationToken stop)
    {
        var name = new DecisionName(household, month);
        var explained = await history.ExplainAsync(name, 0, new WantedFreshness(default, FromDatabase: true), stop);
        return explained?.Item1.Difference;
    }
}
