using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using ApplicationState = CitizenAccount.Contracts.Account.V1.ApplicationState;

namespace CitizenAccount.Service.Applications;

/// <summary>What published decisions say of a household.</summary>
/// <param name="Seen">How far published decisions were seen for this.</param>
/// <param name="Decided">The newest month decided one way or the other; null when none is, pending ones aside.</param>
/// <param name="Eligible">Whether that month was eligible.</param>
/// <param name="EligibleBefore">Whether any earlier month was.</param>
internal sealed record HouseholdStanding(DecisionMark Seen, YearMonth? Decided, bool Eligible, bool EligibleBefore)
{
    /// <summary>Nothing is published.</summary>
    public static readonly HouseholdStanding None = new(default, null, false, false);
}

/// <summary>Finds what published decisions say, at least as fresh as wanted. The room of decisions gives it; it stands
/// above this one, which may not know it.</summary>
internal delegate ValueTask<HouseholdStanding> FindStanding(
    HouseholdId household, WantedFreshness wanted, CancellationToken stop);

/// <summary>The state an application is in: what its people did, and what was decided since.</summary>
internal static class StateRule
{
    public static ApplicationState Of(Application application, HouseholdStanding standing) => application.State switch
    {
        StoredState.New => ApplicationState.New,
        StoredState.Changed => ApplicationState.Changed,
        StoredState.Withdrawn => ApplicationState.Withdrawn,
        StoredState.Submitted => Decided(application.AppliedAt, standing),
    };

    // A decision of a cycle before the first that this application serves was made on an earlier one. A pending one
    // changes nothing.
    private static ApplicationState Decided(DateTime? appliedAt, HouseholdStanding standing) => standing switch
    {
        { Decided: null } => ApplicationState.Submitted,
        { Decided: { } month } when appliedAt is { } at && month < Served.By(Moment.Of(at).Now).Cycle.Month =>
            ApplicationState.Submitted,
        { Eligible: true } => ApplicationState.Active,
        { EligibleBefore: true } => ApplicationState.Stopped,
        _ => ApplicationState.Refused,
    };
}
