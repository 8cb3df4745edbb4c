using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Support;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using Grpc.Core;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Decisions at the wire: parse, look up, answer. The two hot calls are in <see cref="LookupRpc"/>.</summary>
internal sealed partial class EligibilityRpc(
    EligibilityLookup lookup,
    EligibilityStream stream,
    DecisionHistory history,
    HouseholdPresence presence,
    ConsistencyTokens tokens,
    OpenStreams streams,
    PolicyBook policies,
    DecisionWire wire,
    SourceWaits waits,
    TimeProvider clock) : EligibilityService.EligibilityServiceBase
{
    public override Task<EstimateSupportResponse> EstimateSupport(
        EstimateSupportRequest request, ServerCallContext context)
    {
        var asked = EstimateRequest.Parse(request, clock.GetUtcNow());
        var estimate = Estimate.Of(policies, asked.Month, asked.Adults, asked.Minors, asked.Income);
        return Task.FromResult(new EstimateSupportResponse { Estimate = estimate.ToWire(asked) });
    }

    public override Task<GetPolicyResponse> GetPolicy(GetPolicyRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var now = clock.GetUtcNow();
        var month = BenefitMonths.Read(request.BenefitMonth, check, "benefit_month", now);
        check.ThrowIfBad();
        BenefitMonths.RequireKnown(month, now);
        return Task.FromResult(new GetPolicyResponse { Policy = policies.For(month).ToWire(policies, month) });
    }

    public override async Task<ListDecisionsResponse> ListDecisions(
        ListDecisionsRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var household = ReadHousehold(request.Parent, "parent", check);
        var size = Paging.ReadSize(request.PageSize, check);
        ConsistencyTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        context.State().Touch(household, request.Purpose);
        var wanted = tokens.Read(request.Consistency, household);
        var place = new DecisionPlace(household, context.Caller().Subject, request.PageToken);
        var page = await history.ListAsync(place, size, wanted, context.CancellationToken);
        if (page.Decisions.Count == 0 && request.PageToken.Length == 0
            && !await presence.ExistsAsync(household, wanted, context.CancellationToken))
        {
            throw Refusal.Of(ErrorReason.HouseholdNotFound).ToException();
        }

        var response = new ListDecisionsResponse
        {
            NextPageToken = page.NextPageToken,
            Freshness = DecisionWire.ToFreshness(page.State, Contracts.Type.V1.FreshnessSource.Database),
            ConsistencyToken = tokens.Issue(household, page.State.Seen, wanted.Revision),
        };
        response.Decisions.Add(page.Decisions.Select(wire.ToDecision));
        return response;
    }

    public override async Task<ExplainDecisionResponse> ExplainDecision(
        ExplainDecisionRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var name = DecisionName.Read(request.Name, check);
        check.That(request.Version >= 0, "version", "رقم الإصدار لا يكون سالبًا.", "A version is not negative.");
        ConsistencyTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        context.State().Touch(name.Household, request.Purpose, ErrorReason.DecisionNotFound);
        var wanted = tokens.Read(request.Consistency, name.Household);
        var explained = await history.ExplainAsync(name, request.Version, wanted, context.CancellationToken);
        var (explanation, state) = explained ?? throw Refusal.Of(ErrorReason.DecisionNotFound).ToException();
        var told = wire.ToExplanation(explanation);
        await waits.CompleteAsync(told.Decision.WaitingFor, name.Household, context.CancellationToken);
        return new ExplainDecisionResponse
        {
            Explanation = told,
            Freshness = DecisionWire.ToFreshness(state, Contracts.Type.V1.FreshnessSource.Database),
            ConsistencyToken = tokens.Issue(name.Household, state.Seen, wanted.Revision),
        };
    }

    /// <summary>Reads the name of a household; notes it as bad when it is none.</summary>
    public static HouseholdId ReadHousehold(string name, string field, RequestCheck check)
    {
        check.That(
            HouseholdId.TryParseName(name, out var household), field,
            "اسم الأسرة غير صحيح؛ صيغته households/{household}.",
            "No household name; its form is households/{household}.");
        return household;
    }
}
