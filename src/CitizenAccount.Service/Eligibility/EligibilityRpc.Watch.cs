using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using Grpc.Core;

namespace CitizenAccount.Service.Eligibility;

// The lookup over time.
internal sealed partial class EligibilityRpc
{
    public override async Task WatchEligibility(
        WatchEligibilityRequest request, IServerStreamWriter<WatchEligibilityResponse> responseStream,
        ServerCallContext context)
    {
        var check = new RequestCheck();
        var household = ReadHousehold(request.Household, "household", check);
        ConsistencyTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        context.State().Touch(household, request.Purpose);
        var wanted = tokens.Read(request.Consistency, household);
        var stop = context.CancellationToken;
        var found = await lookup.FindAsync(household, wanted, stop);
        if (found.Decision is null && !await presence.ExistsAsync(household, wanted, stop))
        {
            throw Refusal.Of(ErrorReason.HouseholdNotFound).ToException();
        }

        var caller = context.Caller();
        await streams.ServeAsync(caller, () => stream.ServeAsync(
            household, caller, wanted,
            (answer, changed) => OpenStreams.TellAsync(
                responseStream, ToMessage(household, answer, changed, wanted), context),
            stop));
    }

    private WatchEligibilityResponse ToMessage(
        HouseholdId household, FoundDecision found, bool changed, WantedFreshness wanted) => new()
        {
            Eligibility = changed && found.Decision is { } decision ? wire.ToEligibility(decision) : null,
            Freshness = DecisionWire.ToFreshness(found.State, found.Source),
            ConsistencyToken = tokens.Issue(household, found.State.Seen, wanted.Revision),
        };
}
