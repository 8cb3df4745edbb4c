using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Platform.Calls;
using Grpc.Core;

namespace CitizenAccount.Service.Objections;

/// <summary>Objections at the wire. Filing and reads stand here; what changes one stands beside it.</summary>
internal sealed class ObjectionsRpc(
    ObjectionsStore store, FilingRules rules, ObjectionFilings filings, ObjectionChanges changes,
    ObjectionDeciding deciding, ObjectionSteps steps, ObjectionPages pages, Workloads workloads, ObjectionWire wire,
    ObjectionTokens tokens, ApplicationsApi applications, Writes writes, TimeProvider clock)
    : ObjectionService.ObjectionServiceBase
{
    public override async Task<FileObjectionResponse> FileObjection(
        FileObjectionRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var filing = Filing.Parse(request, check);
        check.ThrowIfBad();
        var household = filing.Subject.Household;
        var absent = filing.Subject.Kind == ObjectionKind.Payment
            ? ErrorReason.PaymentNotFound
            : ErrorReason.DecisionNotFound;
        ObjectionAccess.RequireMember(household, filing.Member, request.Purpose, absent, context);
        var stop = context.CancellationToken;
        var write = WriteRequest.Of(context, request, Keep.Forever);
        return await writes.OnceAsync(write, async () =>
        {
            var actor = CaseActor.Of(context, request.Purpose);
            await rules.RequireAsync(filing, actor, stop);
            var reader = await steps.FindReaderAsync(household, stop);
            var token = await tokens.IssueAsync(household, stop);
            return await writes.CommitAsync(write, async db =>
            {
                var filed = await filings.AddAsync(db, filing, actor, reader, stop);
                return new FileObjectionResponse
                {
                    Objection = wire.ToWire(filed, actor.IsStaff),
                    ConsistencyToken = token,
                };
            }, stop);
        }, stop);
    }

    public override async Task<GetObjectionResponse> GetObjection(
        GetObjectionRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var id = ObjectionWork.ReadName(check, request.Name);
        ConsistencyTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        var stop = context.CancellationToken;
        var row = ObjectionAccess.Require(await store.FindAsync(id, stop), request.Purpose, context);
        tokens.Require(request.Consistency, row.HouseholdId);
        return new GetObjectionResponse
        {
            Objection = wire.ToWire(await store.ReadAsync(row, stop), context.Caller().ActsForOthers),
            Freshness = ReadTokens.FromDatabase(row.Version, clock.GetUtcNow()),
            ConsistencyToken = await tokens.IssueAsync(row.HouseholdId, stop),
        };
    }

    public override async Task<ListObjectionsResponse> ListObjections(
        ListObjectionsRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var check = new RequestCheck();
        var size = Paging.ReadSize(request.PageSize, check);
        var filter = ObjectionPages.ReadFilter(request, caller, check);
        ConsistencyTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        if (filter.Household is { } household)
        {
            context.State().TouchAsMember(household, request.Purpose);
            var isDependant = !caller.ActsForOthers && caller.Household != household;
            filter = isDependant ? filter with { Member = caller.MemberPosition } : filter;
            if (await applications.FindRevisionAsync(household, context.CancellationToken) is null)
            {
                throw Refusal.Of(ErrorReason.HouseholdNotFound).ToException();
            }
        }
        else
        {
            context.State().TouchStranger(request.Purpose);
        }

        tokens.Require(request.Consistency, filter.Household ?? default);
        var stop = context.CancellationToken;
        var (page, next) = await pages.GetAsync(filter, caller.Subject, request.PageToken, size, stop);
        return new ListObjectionsResponse
        {
            Objections = { page.Select(row => wire.ToWire(row, caller.ActsForOthers)) },
            NextPageToken = next,
            Freshness = ReadTokens.FromDatabase(0, clock.GetUtcNow()),
            ConsistencyToken = filter.Household is { } own
                ? await tokens.IssueAsync(own, stop)
                : tokens.IssueForAll(),
        };
    }

    public override Task<AddEvidenceResponse> AddEvidence(AddEvidenceRequest request, ServerCallContext context) =>
        changes.AddEvidenceAsync(request, context);

    public override Task<WithdrawObjectionResponse> WithdrawObjection(
        WithdrawObjectionRequest request, ServerCallContext context) => changes.WithdrawAsync(request, context);

    public override Task<AssignObjectionResponse> AssignObjection(
        AssignObjectionRequest request, ServerCallContext context) => changes.AssignAsync(request, context);

    public override Task<RequestInformationResponse> RequestInformation(
        RequestInformationRequest request, ServerCallContext context) => changes.AskAsync(request, context);

    public override Task<DecideObjectionResponse> DecideObjection(
        DecideObjectionRequest request, ServerCallContext context) => deciding.DecideAsync(request, context);

    public override Task<EscalateObjectionResponse> EscalateObjection(
        EscalateObjectionRequest request, ServerCallContext context) => changes.EscalateAsync(request, context);

    public override async Task<GetWorkloadResponse> GetWorkload(GetWorkloadRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.That(
            request.Queue.Length == 0 || workloads.Knows(request.Queue), "queue",
            "لا توجد قائمة عمل بهذا الاسم.", "There is no such queue.");
        ConsistencyTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        tokens.Require(request.Consistency, default);
        var caller = context.Caller();
        var staff = caller.Is(Role.Supervisor) ? null : caller.Subject;
        return new GetWorkloadResponse
        {
            Workload = await workloads.CountAsync(
                request.Queue.Length == 0 ? null : request.Queue, staff, context.CancellationToken),
            Freshness = ReadTokens.FromDatabase(0, clock.GetUtcNow()),
            ConsistencyToken = tokens.IssueForAll(),
        };
    }
}
