using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace CitizenAccount.Service.Eligibility;

/// <summary>GetEligibility and BatchGetEligibility, the calls of payday: their answers are bytes and no messages, which
/// the generated base of <see cref="EligibilityRpc"/> has no place for. All else is as in every call.</summary>
internal sealed class LookupRpc(
    EligibilityLookup lookup,
    LookupAnswers answers,
    HouseholdPresence presence,
    ConsistencyTokens tokens,
    DecisionWire wire,
    SourceWaits waits)
{
    private const int NamesMax = 1_000;

    public async Task<AnswerBytes> GetAsync(GetEligibilityRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var household = EligibilityRpc.ReadHousehold(request.Household, "household", check);
        ConsistencyTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        context.State().Touch(household, request.Purpose);
        var wanted = tokens.Read(request.Consistency, household);
        var found = await lookup.FindAsync(household, wanted, context.CancellationToken);
        var decision = found.Decision
            ?? throw Refusal.Of(await ReasonAsync(household, wanted, context.CancellationToken)).ToException();
        return DecisionWire.IsWaiting(decision.Row)
            ? await WaitingAsync(household, decision, found, wanted, context.CancellationToken)
            : answers.Of(household, decision, found, wanted);
    }

    public async Task<AnswerBytes> BatchGetAsync(BatchGetEligibilityRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var households = ReadHouseholds(request.Households, check);
        ConsistencyTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        context.State().TouchAll(households, request.Purpose);
        var wanted = tokens.Read(request.Consistency, households);
        var found = await lookup.ListAsync(households, [wanted], context.CancellationToken);
        var bytes = new AnswerBytes();
        for (var at = 0; at < households.Count; at++)
        {
            if (found[at].Decision is { } decision)
            {
                answers.AddTo(bytes, (households[at], request.Households[at]), decision, found[at], wanted);
            }
            else
            {
                LookupAnswers.AddTo(bytes, new BatchGetEligibilityResult
                {
                    Household = request.Households[at],
                    Freshness = DecisionWire.ToFreshness(found[at].State, found[at].Source),
                    Refusal = await ReasonAsync(households[at], wanted, context.CancellationToken),
                });
            }
        }

        return bytes;
    }

    // Since when each source is silent is the household's own and is asked for; such decisions are few.
    private async Task<AnswerBytes> WaitingAsync(
        HouseholdId household, PublishedDecision decision, FoundDecision found, WantedFreshness wanted,
        CancellationToken stop)
    {
        var eligibility = wire.ToEligibility(decision);
        await waits.CompleteAsync(eligibility.WaitingFor, household, stop);
        var bytes = new AnswerBytes();
        bytes.Add(new GetEligibilityResponse
        {
            Eligibility = eligibility,
            Freshness = DecisionWire.ToFreshness(found.State, found.Source),
            ConsistencyToken = tokens.Issue(household, found.State.Seen, wanted.Revision),
        });
        return bytes;
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
                household = EligibilityRpc.ReadHousehold(names[at], $"households[{at}]", check);
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

    // A household that does not exist and one that nothing is published for are told apart only to who may see it.
    private async Task<ErrorReason> ReasonAsync(
        HouseholdId household, WantedFreshness wanted, CancellationToken stop) =>
        await presence.ExistsAsync(household, wanted, stop) ? ErrorReason.NotPublished : ErrorReason.HouseholdNotFound;
}

/// <summary>Puts the calls of <see cref="LookupRpc"/> in the place of those the generated base has.</summary>
internal sealed class LookupCalls : IServiceMethodProvider<LookupRpc>
{
    private const string Get = nameof(EligibilityService.EligibilityServiceBase.GetEligibility);
    private const string BatchGet = nameof(EligibilityService.EligibilityServiceBase.BatchGetEligibility);

    /// <summary>Full names of the calls, as <see cref="BuiltCalls"/> has them.</summary>
    public static readonly IReadOnlyList<string> FullNames =
    [
        $"{EligibilityService.Descriptor.FullName}.{Get}",
        $"{EligibilityService.Descriptor.FullName}.{BatchGet}",
    ];

    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<LookupRpc> context)
    {
        context.AddUnaryMethod(
            Call(Get, GetEligibilityRequest.Parser), [], (rpc, request, call) => rpc.GetAsync(request, call));
        context.AddUnaryMethod(
            Call(BatchGet, BatchGetEligibilityRequest.Parser), [],
            (rpc, request, call) => rpc.BatchGetAsync(request, call));
    }

    /// <summary>Maps the calls before those of the generated base, which answer the same paths.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGrpcService<LookupRpc>()
        .Add(endpoint => ((RouteEndpointBuilder)endpoint).Order = -1);

    private static Method<TRequest, AnswerBytes> Call<TRequest>(string name, MessageParser<TRequest> parser)
        where TRequest : IMessage<TRequest> => new(
            MethodType.Unary, EligibilityService.Descriptor.FullName, name,
            Marshallers.Create<TRequest>(
                (_, _) => throw new NotSupportedException("Requests are read here."),
                context => parser.ParseFrom(context.PayloadAsReadOnlySequence())),
            Marshallers.Create<AnswerBytes>(
                AnswerBytes.Send, _ => throw new NotSupportedException("Answers are written here.")));
}
