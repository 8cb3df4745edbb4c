using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Payments.Batches;

/// <summary>Tells how a batch goes, by asking the database every second: the work may be done by any replica.</summary>
internal sealed class BatchStream(
    BatchReads reads, OpenStreams streams, TimeProvider clock)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(5);

    /// <summary>Tells until the batch is reconciled, the session ends, or the replica stops.</summary>
    /// <exception cref="RefusalException">BATCH_NOT_FOUND, SESSION_REVOKED, SHUTTING_DOWN.</exception>
    public async Task ServeAsync(int number, Caller caller, Func<PaymentBatch, Task> tell, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(LookEvery, clock);
        var (told, toldAt) = ("", clock.GetTimestamp());
        do
        {
            await streams.RequireGoingOnAsync(caller);
            var read = await reads.GetAsync(number, stop);
            var batch = BatchWire.ToWire(read.Row, read.Files);
            var seen = $"{batch.Etag}/{batch.LinesDone}/{batch.Settled}/{batch.Returned}";
            if (seen != told
                || (read.Row.State == BatchState.Preparing && clock.GetElapsedTime(toldAt) >= TellEvery))
            {
                await tell(batch);
                (told, toldAt) = (seen, clock.GetTimestamp());
            }

            if (read.Row.State == BatchState.Reconciled)
            {
                return;
            }
        }
        while (await timer.WaitForNextTickAsync(stop));
    }
}
