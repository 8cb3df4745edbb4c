using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf.Collections;
using Grpc.Core;

namespace CitizenAccount.Service.Eligibility;

// The lookup for many households, and over time.
internal sealed partial class EligibilityRpc
{
    private const int NamesMax = 1_000;

    public override async Task<BatchGetEligibilityResponse> BatchGetEligibility(
        BatchGetEligibilityRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var households = ReadHouseholds(request.Households, check);
        ConsistencyTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        context.State().TouchAll(households, request.Purpose);
        var wanted = tokens.Read(request.Consistency, households);
        var found = await lookup.ListAsync(households, [wanted], context.CancellationToken);
        var response = new BatchGetEligibilityResponse();
        for (var at = 0; at < households.Count; at++)
        {
            response.Results.Add(
                ResultOf(households[at], found[at], wanted)
                ?? await RefusalAsync(households[at], found[at], wanted, context.CancellationToken));
        }

        return response;
    }

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

    private static List<HouseholdId> ReadHouseholds(RepeatedField<string> names, RequestCheck check)
    {
        check.That(
            names.Count is >= 1 and <= NamesMax, "households",
            $"اذكر من \u20661\u2069 إلى \u2066{NamesMax}\u2069 أسرة في الطلب الواحد.",
            $"Name 1 to {NamesMax} households in one request.");
        var households = new List<HouseholdId>(Math.Min(names.Count, NamesMax));
        var seen = new HashSet<HouseholdId>();
        for (var at = 0; at < names.Count && at < NamesMax; at++)
        {
            // Where it stands is put into words only for a name that is wrong.
            if (!HouseholdId.TryParseName(names[at], out var household))
            {
                household = ReadHousehold(names[at], $"households[{at}]", check);
            }
            else if (!seen.Add(household))
            {
                check.Add($"households[{at}]", new Rules.LocalizedText(
                    "هذه الأسرة مذكورة من قبل؛ اذكر كل أسرة مرة واحدة.", "Named before; name each household once."));
            }

            households.Add(household);
        }

        return households;
    }

    private BatchGetEligibilityResult? ResultOf(HouseholdId household, FoundDecision found, WantedFreshness wanted) =>
        found.Decision is { } decision
            ? new BatchGetEligibilityResult
            {
                Household = household.Name,
                Freshness = DecisionWire.ToFreshness(found.State, found.Source),
                Eligibility = wire.ToEligibility(decision),
                ConsistencyToken = tokens.Issue(household, found.State.Seen, wanted.Revision),
            }
            : null;

    private async Task<BatchGetEligibilityResult> RefusalAsync(
        HouseholdId household, FoundDecision found, WantedFreshness wanted, CancellationToken stop) => new()
        {
            Household = household.Name,
            Freshness = DecisionWire.ToFreshness(found.State, found.Source),
            Refusal = await presence.ExistsAsync(household, wanted, stop)
                ? ErrorReason.NotPublished
                : ErrorReason.HouseholdNotFound,
        };

    private WatchEligibilityResponse ToMessage(
        HouseholdId household, FoundDecision found, bool changed, WantedFreshness wanted) => new()
        {
            Eligibility = changed && found.Decision is { } decision ? wire.ToEligibility(decision) : null,
            Freshness = DecisionWire.ToFreshness(found.State, found.Source),
            ConsistencyToken = tokens.Issue(household, found.State.Seen, wanted.Revision),
        };
}
