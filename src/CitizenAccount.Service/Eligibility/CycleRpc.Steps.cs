using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Storage;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Eligibility;

/// <summary>The steps people take: each in one transaction with its record and its request_id.</summary>
internal sealed partial class CycleRpc
{
    public override async Task<StartCycleResponse> StartCycle(StartCycleRequest request, ServerCallContext context)
    {
        var month = CycleRequests.Parse(request);
        var stop = context.CancellationToken;
        var write = WriteRequest.Of(context, request, Keep.Forever);
        if (await writes.FindEarlierAsync<StartCycleResponse>(write, stop) is { } earlier)
        {
            return earlier;
        }

        BenefitMonths.RequireKnown(month, clock.GetUtcNow());
        var (policy, code) = (policies.For(month), CycleRun.CodeOf(month));
        var by = context.Caller().Subject;
        var sequence = await applications.LastSequenceAsync(stop);
        if (request.ValidateOnly)
        {
            var (existing, _) = await FindAsync(code, stop);
            Require(CycleSteps.WhyNotStart(existing, month, policy, request.ConfirmProvisional, clock.GetUtcNow()));
            var planned = wire.ToWire(
                CycleSteps.Start(month, policy, by, sequence, clock.GetUtcNow()), new Progress(0, 0));
            planned.Name = "";
            return new StartCycleResponse { Cycle = planned };
        }

        var started = await writes.CommitAsync(write, async db =>
        {
            var now = clock.GetUtcNow();
            var row = await db.Cycles.SingleOrDefaultAsync(row => row.Month == code, stop);
            Require(CycleSteps.WhyNotStart(row, month, policy, request.ConfirmProvisional, now));
            if (row is null)
            {
                row = CycleSteps.Start(month, policy, by, sequence, now);
                db.Cycles.Add(row);
                db.CycleSteps.Add(CycleRun.FirstStep(row));
            }
            else
            {
                CycleSteps.Restart(row, policy, by, sequence, now);
                row.Version++;
                db.CycleSteps.Add(await CycleStore.StepAsync(db, row, by, "", now, stop));
            }

            return new StartCycleResponse
            {
                Cycle = wire.ToWire(row, new Progress(0, 0)),
                ConsistencyToken = TokenOf(row),
            };
        }, stop);
        signal.Raise();
        return started;
    }

    public override Task<ApproveCycleResponse> ApproveCycle(ApproveCycleRequest request, ServerCallContext context)
    {
        var month = CycleRun.CodeOf(CycleRequests.Parse(request));
        return StepAsync(
            request, context, new Step(month, request.Etag, request.Note),
            async (db, row, by) =>
            {
                if (CycleSteps.Approve(row, by, clock.GetUtcNow()) is { } refusal)
                {
                    return refusal;
                }

                var previous = await db.Cycles.AsNoTracking()
                    .Where(one => one.Month < month && one.Publication != null && one.Figures != null)
                    .OrderByDescending(one => one.Month)
                    .FirstOrDefaultAsync(context.CancellationToken);
                return CycleReviewing.HashOf(row, previous) == request.ReviewSha256
                    ? null
                    : Refusal.Of(ErrorReason.ReviewOutdated);
            },
            (cycle, token) => new ApproveCycleResponse { Cycle = cycle, ConsistencyToken = token });
    }

    public override Task<PublishCycleResponse> PublishCycle(PublishCycleRequest request, ServerCallContext context)
    {
        var month = CycleRun.CodeOf(CycleRequests.Parse(request));
        return StepAsync(
            request, context, new Step(month, request.Etag, ""),
            async (db, row, by) => CycleSteps.Publish(
                row, by, await CycleStore.NextPublicationAsync(db, context.CancellationToken), clock.GetUtcNow()),
            (cycle, token) => new PublishCycleResponse { Cycle = cycle, ConsistencyToken = token });
    }

    public override Task<CancelCycleResponse> CancelCycle(CancelCycleRequest request, ServerCallContext context)
    {
        var month = CycleRun.CodeOf(CycleRequests.Parse(request));
        return StepAsync(
            request, context, new Step(month, request.Etag, request.Cause),
            (_, row, _) => Task.FromResult(CycleSteps.Cancel(row, request.Cause)),
            (cycle, token) => new CancelCycleResponse { Cycle = cycle, ConsistencyToken = token });
    }

    private sealed record Step(int Month, string Etag, string Note);

    private async Task<T> StepAsync<T>(
        IMessage request, ServerCallContext context, Step step,
        Func<ServiceDb, CycleRow, string, Task<Refusal?>> take, Func<Cycle, string, T> answer)
        where T : class, IMessage<T>, new()
    {
        var stop = context.CancellationToken;
        var write = WriteRequest.Of(context, request, Keep.Forever);
        if (await writes.FindEarlierAsync<T>(write, stop) is { } earlier)
        {
            return earlier;
        }

        var by = context.Caller().Subject;
        var taken = await writes.CommitAsync(write, async db =>
        {
            var row = await ReadAsync(db, step.Month, step.Etag, stop);
            Require(await take(db, row, by));
            row.Version++;
            db.CycleSteps.Add(await CycleStore.StepAsync(db, row, by, step.Note, clock.GetUtcNow(), stop));
            return answer(wire.ToWire(row, await CycleReads.ProgressAsync(db, step.Month, stop)), TokenOf(row));
        }, stop);
        signal.Raise();
        return taken;
    }

    private async Task<(CycleRow? Row, Progress? Progress)> FindAsync(int month, CancellationToken stop)
    {
        try
        {
            return await reads.GetAsync(month, stop);
        }
        catch (RefusalException refusal) when (refusal.Refusal.Reason == ErrorReason.CycleNotFound)
        {
            return (null, null);
        }
    }

    private static void Require(Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw refusal.ToException();
        }
    }
}
