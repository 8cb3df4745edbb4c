using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Eligibility.Risk;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Stored = CitizenAccount.Service.Eligibility.CycleState;

namespace CitizenAccount.Service.Eligibility;

/// <summary>The monthly cycle at the wire: reads here, steps and the stream beside it.</summary>
internal sealed partial class CycleRpc(
    CycleReads reads, CycleWire wire, CycleStream stream, CycleSignal signal, OpenStreams streams, Writes writes,
    PolicyBook policies, PolicySimulating simulating, ApplicationsApi applications, RiskStore risks, KeyRing keys,
    TimeProvider clock)
    : CycleService.CycleServiceBase
{
    private readonly ReadTokens _tokens = new(keys, "cycle read");

    public override async Task<GetCycleResponse> GetCycle(GetCycleRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var month = CycleRequests.ReadName(request.Name, check);
        ReadTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        var (row, progress) = await reads.GetAsync(CycleRun.CodeOf(month), context.CancellationToken);
        _tokens.RequireSeen(request.Consistency, IdOf(row), row.Version);
        return new GetCycleResponse
        {
            Cycle = wire.ToWire(row, progress),
            Freshness = ReadTokens.FromDatabase(row.Version, clock.GetUtcNow()),
            ConsistencyToken = TokenOf(row),
        };
    }

    public override async Task<ListCyclesResponse> ListCycles(ListCyclesRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var size = Paging.ReadSize(request.PageSize, check);
        check.That(
            request.States.Count <= 20 && request.States.All(state => Enum.IsDefined(state) && state != 0), "states",
            "اختر حالات من القائمة.", "Choose states from the list.");
        ReadTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        _tokens.RequireSeen(request.Consistency, [], long.MaxValue);
        Stored[] states = [.. request.States.Select(CycleWire.StoredOf).Distinct().Order()];
        var place = new CyclePlace(
            context.Caller().Subject, [.. states.Select(state => (byte)state)], request.PageToken);
        var (page, next) = await reads.ListAsync(place, states, size, context.CancellationToken);
        return new ListCyclesResponse
        {
            Cycles = { page.Select(pair => wire.ToWire(pair.Item1, pair.Item2)).Where(IsWanted) },
            NextPageToken = next,
            Freshness = ReadTokens.FromDatabase(0, clock.GetUtcNow()),
            ConsistencyToken = _tokens.Issue([], 0),
        };

        // Two public states share a stored one.
        bool IsWanted(Cycle cycle) => request.States.Count == 0 || request.States.Contains(cycle.State);
    }

    public override async Task<ReviewCycleResponse> ReviewCycle(ReviewCycleRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var month = CycleRequests.ReadName(request.Name, check);
        var size = Paging.ReadSize(request.PageSize, check);
        ReadTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        var stop = context.CancellationToken;
        var (row, progress) = await reads.GetAsync(CycleRun.CodeOf(month), stop);
        _tokens.RequireSeen(request.Consistency, IdOf(row), row.Version);
        if (row.Figures is null)
        {
            throw Refusal.Of(ErrorReason.CycleState).With("state", CycleWire.NameOf(CycleWire.StateOf(row)))
                .ToException();
        }

        var past = await reads.ListPastAsync(row.Month, stop);
        var place = new CyclePlace(context.Caller().Subject, IdOf(row), request.PageToken);
        var (outliers, next) = await reads.ListOutliersAsync(place, row, size, stop);
        var review = new CycleReview
        {
            Cycle = wire.ToWire(row, progress),
            Previous = past.Count == 0 ? null : wire.ToWire(past[0], new Progress(0, 0)),
            ReviewSha256 = CycleReviewing.HashOf(row, past.Count == 0 ? null : past[0]),
        };
        review.Differences.Add(CycleReviewing.Differences(
            [.. past.Select(one => CycleFigures.Of(one.Figures))], CycleFigures.Of(row.Figures)));
        review.Outliers.Add(outliers.Select(CycleReviewing.ToWire));
        return new ReviewCycleResponse
        {
            Review = review,
            NextPageToken = next,
            Freshness = ReadTokens.FromDatabase(row.Version, clock.GetUtcNow()),
            ConsistencyToken = TokenOf(row),
        };
    }

    public override async Task WatchCycle(
        WatchCycleRequest request, IServerStreamWriter<WatchCycleResponse> responseStream, ServerCallContext context)
    {
        var check = new RequestCheck();
        var month = CycleRequests.ReadName(request.Name, check);
        check.ThrowIfBad();
        var caller = context.Caller();
        await streams.ServeAsync(caller, () => stream.ServeAsync(
            CycleRun.CodeOf(month), caller, cycle => OpenStreams.TellAsync(
                responseStream, new WatchCycleResponse { Cycle = cycle }, context),
            context.CancellationToken));
    }

    private string TokenOf(CycleRow row) => _tokens.Issue(IdOf(row), row.Version);

    private static byte[] IdOf(CycleRow row) => BitConverter.GetBytes(row.Month);

    // The row as it stands in the caller's transaction.
    private static async Task<CycleRow> ReadAsync(ServiceDb db, int month, string etag, CancellationToken stop)
    {
        var row = await db.Cycles.SingleOrDefaultAsync(row => row.Month == month, stop)
            ?? throw Refusal.Of(ErrorReason.CycleNotFound).ToException();
        return etag.Length == 0 || etag == CycleWire.EtagOf(row)
            ? row
            : throw RequestIds.Conflict(DecisionWire.NameOf(CycleRun.MonthOf(month)));
    }
}
