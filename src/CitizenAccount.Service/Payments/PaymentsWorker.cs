using CitizenAccount.Service.Payments.Bank;
using CitizenAccount.Service.Payments.Batches;
using CitizenAccount.Service.Payments.Ledger;
using CitizenAccount.Service.Payments.Recoveries;
using CitizenAccount.Service.Platform.Hosting;

namespace CitizenAccount.Service.Payments;

/// <summary>Wakes the worker of payments.</summary>
internal sealed class PaymentsSignal : WorkSignal;

/// <summary>Carries batches on under a lease: lines and seal of what is prepared, bookings and files of what is
/// released. Any replica may go on where another stopped.</summary>
internal sealed class BatchRun(
    BatchStore store, BatchPreparing preparing, BatchSealing sealing, BatchReleasing releasing, HoldSteps holds,
    Compensations compensations, PaymentsOptions options, TimeProvider clock)
{
    private readonly string _owner = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");

    /// <summary>Works every batch that waits and that nobody else works on.</summary>
    public async Task WorkAsync(CancellationToken stop)
    {
        foreach (var batch in await store.ListToWorkAsync(stop))
        {
            if (await ClaimAsync(batch, stop))
            {
                try
                {
                    await WorkAsync(batch, stop);
                }
                finally
                {
                    await store.LeaveAsync(batch.Number, _owner);
                }
            }
        }
    }

    private async Task WorkAsync(BatchRow batch, CancellationToken stop)
    {
        if (batch.State == BatchState.Released)
        {
            await releasing.ReleaseAsync(batch, () => ClaimAsync(batch, stop), stop);
            return;
        }

        // What became known, or was put right, up to this moment counts.
        await compensations.ReadFeedAsync(stop);
        await holds.SweepAsync(batch.Month, stop);
        if (await preparing.PrepareAsync(batch, () => ClaimAsync(batch, stop), stop))
        {
            var made = await store.FindAsync(batch.Number, stop);
            await sealing.SealAsync(made!, () => ClaimAsync(batch, stop), stop);
        }
    }

    private Task<bool> ClaimAsync(BatchRow batch, CancellationToken stop) =>
        store.ClaimAsync(
        batch, _owner, clock.GetUtcNow().UtcDateTime, TimeSpan.FromSeconds(options.LeaseSeconds), stop);
}

/// <summary>Does on every replica what payments wait for. A failure is told and tried again.</summary>
internal sealed partial class PaymentsWorker(
    PaymentsSignal signal, BatchRun run, DroppedReports reports, BankInquiries inquiries, Compensations compensations,
    PaymentNotices notices, JournalAnchors anchors, ILogger<PaymentsWorker> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Func<CancellationToken, Task>[] works =
        [
            run.WorkAsync, reports.TakeAsync, inquiries.AskAsync, compensations.ReadFeedAsync, notices.TellAsync,
            anchors.MakeAsync,
        ];
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var work in works)
            {
                await TryAsync(work, stoppingToken);
            }

            try
            {
                await signal.WaitAsync(LookEvery, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                // The process stops.
            }
        }
    }

    // What goes wrong with one kind of work keeps no other waiting.
    private async Task TryAsync(Func<CancellationToken, Task> work, CancellationToken stop)
    {
        try
        {
            await work(stop);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            LogFailed(log, work.Method.DeclaringType?.Name ?? "", failure.GetType().Name, failure.StackTrace);
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    [LoggerMessage(4201, LogLevel.Error, "Work of payments failed and is tried again: {Work} {Failure} {Stack}")]
    private static partial void LogFailed(ILogger log, string work, string failure, string? stack);
}
