using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;

namespace CitizenAccount.Service.Notifications;

/// <summary>Carries everything in the outbox out, for as long as the process lives. Several replicas do so at once.
/// Woken by a write of this process, and by itself every second for what others wrote or left behind.</summary>
internal sealed class MessageSending(
    LayingOut layingOut, Senders senders, DeliveryStore store, Outbox outbox, Sealing sealing, OutboxSignal written,
    TimeProvider clock, ILogger<MessageSending> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    // The answer to the caller goes out first: how long it takes must not tell whether it made a message, which would
    // tell whether a person has an account.
    private static readonly TimeSpan AfterWrite = TimeSpan.FromMilliseconds(150);

    private readonly OutboxSignal _laidOut = new();

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var channels = Senders.Channels.Select(channel =>
            new ChannelSending(channel, senders, store, outbox, sealing, clock, log));
        return Task.WhenAll(
        [
            RepeatAsync(written, () => LayOutAsync(stoppingToken), stoppingToken),
            .. channels.Select(channel => RepeatAsync(_laidOut, () => channel.RunAsync(stoppingToken), stoppingToken)),
        ]);
    }

    private async Task<bool> LayOutAsync(CancellationToken stop)
    {
        await Task.Delay(AfterWrite, clock, stop);
        var any = await layingOut.RunAsync(stop);
        if (any)
        {
            _laidOut.Raise();
        }

        return any;
    }

    private async Task RepeatAsync(OutboxSignal wake, Func<Task<bool>> round, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var woken = wake.Next;
            if (!await TryAsync(round, stop))
            {
                await Task.WhenAny(woken, Task.Delay(LookEvery, clock, stop));
            }
        }
    }

    // Nothing ends the sending but the end of the process.
    private async Task<bool> TryAsync(Func<Task<bool>> round, CancellationToken stop)
    {
        try
        {
            return await round();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failure) when (StorageFailure.IsUnavailable(failure))
        {
            log.OutboxUnavailable(failure.GetType().Name);
            return false;
        }
        catch (Exception failure)
        {
            log.SendingFailed(failure.GetType().Name, failure.StackTrace);
            return false;
        }
    }
}
