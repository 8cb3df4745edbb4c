using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Risk;
using CitizenAccount.Service.Eligibility.Risk;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using Grpc.Core;

namespace CitizenAccount.Service.Eligibility;

// Signals for the people who review a cycle.
internal sealed partial class CycleRpc
{
    public override async Task<ListRiskSignalsResponse> ListRiskSignals(
        ListRiskSignalsRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var month = CycleRequests.ReadName(request.Name, check);
        var size = Paging.ReadSize(request.PageSize, check);
        check.That(
            request.MinScore is >= 0 and <= RiskScoring.ScoreMax, "min_score",
            $"اكتب درجة من \u20660\u2069 إلى \u2066{RiskScoring.ScoreMax}\u2069.",
            $"Give a score of 0 to {RiskScoring.ScoreMax}.");
        ReadTokens.Check(request.Consistency, check);
        check.ThrowIfBad();

        // Who asks for another reason than review or audit has none to see whom somebody suspects.
        var state = context.State();
        state.TouchStranger(request.Purpose?.Code is PurposeCode.Review or PurposeCode.Audit ? request.Purpose : null);
        var stop = context.CancellationToken;
        var (row, _) = await reads.GetAsync(CycleRun.CodeOf(month), stop);
        _tokens.RequireSeen(request.Consistency, IdOf(row), row.Version);
        if (row.Figures is null || !await risks.IsDoneAsync(row, stop))
        {
            throw Refusal.Of(ErrorReason.CycleState).With("state", CycleWire.NameOf(CycleWire.StateOf(row)))
                .ToException();
        }

        var caller = context.Caller();
        HouseholdId[] own = [.. new[] { caller.Household, caller.MemberOf }.OfType<HouseholdId>()];
        var (page, next) = await risks.ListAsync(
            new RiskQuestion(row.Month, request.MinScore, caller.Subject, request.PageToken, size), own, stop);
        state.TouchAll([.. page.Select(one => one.HouseholdId)], request.Purpose);
        return new ListRiskSignalsResponse
        {
            Risks = { page.Select(RiskWire.ToWire) },
            NextPageToken = next,
            Freshness = ReadTokens.FromDatabase(row.Version, clock.GetUtcNow()),
            ConsistencyToken = TokenOf(row),
        };
    }
}
