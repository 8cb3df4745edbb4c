using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Payments.Batches;
using CitizenAccount.Service.Payments.Ledger;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Storage;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Payments;

/// <summary>The steps people take with a batch: each in one transaction with its request_id.</summary>
internal sealed partial class DisbursementRpc
{
    public override async Task<PrepareBatchResponse> PrepareBatch(
        PrepareBatchRequest request, ServerCallContext context)
    {
        var (month, kind, day) = DisbursementRequests.Parse(request);
        var stop = context.CancellationToken;
        var write = WriteRequest.Of(context, request, Keep.Forever);
        if (await writes.FindEarlierAsync<PrepareBatchResponse>(write, stop) is { } earlier)
        {
            return earlier;
        }

        await RequirePublishedAsync(month, stop);
        var by = context.Caller().Subject;
        if (request.ValidateOnly)
        {
            return new PrepareBatchResponse { Batch = await PlanAsync(month, kind, day, by, stop) };
        }

        var prepared = await writes.CommitAsync(write, async db =>
        {
            var row = await NewBatchAsync(db, month, kind, day, by, stop);
            db.PaymentBatches.Add(row);
            return new PrepareBatchResponse
            {
                Batch = BatchWire.ToWire(row, []),
                ConsistencyToken = _tokens.Issue(IdOf(row.Number), row.Version),
            };
        }, stop);
        signal.Raise();
        return prepared;
    }

    public override Task<ApproveBatchResponse> ApproveBatch(ApproveBatchRequest request, ServerCallContext context)
    {
        var number = DisbursementRequests.Parse(request);
        var by = context.Caller().Subject;
        return StepAsync(
            request, context, number, request.Etag,
            (_, row) => Task.FromResult(
                BatchSteps.Approve(row, request.LinesSha256, by, clock.GetUtcNow().UtcDateTime)),
            batch => new ApproveBatchResponse { Batch = batch });
    }

    public override Task<ReleaseBatchResponse> ReleaseBatch(ReleaseBatchRequest request, ServerCallContext context)
    {
        var number = DisbursementRequests.Parse(request);
        var by = context.Caller().Subject;
        return StepAsync(
            request, context, number, request.Etag,
            async (db, row) => BatchSteps.Release(
                row, request.LinesSha256, by, await LedgerAuditing.FindBrokenAsync(db, context.CancellationToken),
                clock.GetUtcNow().UtcDateTime),
            batch => new ReleaseBatchResponse { Batch = batch });
    }

    private async Task<PaymentBatch> PlanAsync(
        YearMonth month, BatchKind kind, DateOnly day, string by, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var planned = await NewBatchAsync(db, month, kind, day, by, stop);
            var batch = BatchWire.ToWire(await preparing.PlanAsync(planned, stop), []);
            batch.Name = "";
            return batch;
        }
    }

    // A batch that nothing stands in the way of, as it begins.
    private async Task<BatchRow> NewBatchAsync(
        ServiceDb db, YearMonth month, BatchKind kind, DateOnly day, string by, CancellationToken stop)
    {
        var (code, slot) = (Months.CodeOf(month), BatchSteps.SlotOf(kind, day));
        var existing = await db.PaymentBatches.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Month == code && row.Kind == kind && row.Slot == slot, stop);
        if (existing is not null)
        {
            throw Refusal.Of(ErrorReason.AlreadyPaid).With("batch", PaymentNames.OfBatch(existing.Number))
                .ToException();
        }

        var now = clock.GetUtcNow();
        Require(BatchSteps.WhyNotDay(kind, day, calendar.For(month).Date, Riyadh.DateOf(now)));
        Require(BatchSteps.WhyNotClean(await LedgerAuditing.FindBrokenAsync(db, stop)));
        var last = await db.PaymentBatches.MaxAsync(row => (int?)row.Number, stop) ?? 0;
        return BatchSteps.Prepare(last + 1, month, kind, day, by, now);
    }

    private async Task RequirePublishedAsync(YearMonth month, CancellationToken stop)
    {
        if (await eligibility.FindMonthAsync(month, stop) is not null)
        {
            return;
        }

        throw await eligibility.FindCycleStateAsync(month, stop) is { } state
            ? Refusal.Of(ErrorReason.CycleNotPublished).With("cycle", PaymentNames.OfCycle(month))
                .With("state", state).ToException()
            : Absent(ErrorReason.CycleNotFound).ToException();
    }

    private async Task<T> StepAsync<T>(
        IMessage request, ServerCallContext context, int number, string etag,
        Func<ServiceDb, BatchRow, Task<Refusal?>> take, Func<PaymentBatch, T> answer)
        where T : class, IMessage<T>, new()
    {
        var stop = context.CancellationToken;
        var write = WriteRequest.Of(context, request, Keep.Forever);
        return await writes.OnceAsync(write, async () =>
        {
            var taken = await writes.CommitAsync(write, async db =>
            {
                var row = await db.PaymentBatches.SingleOrDefaultAsync(row => row.Number == number, stop)
                    ?? throw Absent(ErrorReason.BatchNotFound).ToException();
                if (etag.Length > 0 && etag != BatchWire.EtagOf(row))
                {
                    throw RequestIds.Conflict(PaymentNames.OfBatch(number));
                }

                Require(await take(db, row));
                return answer(BatchWire.ToWire(row, await BatchReads.ListFilesAsync(db, number, stop)));
            }, stop);
            signal.Raise();
            return taken;
        }, stop);
    }
}
