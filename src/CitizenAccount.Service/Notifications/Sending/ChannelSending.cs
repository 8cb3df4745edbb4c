using System.Security.Cryptography;
using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;

namespace CitizenAccount.Service.Notifications;

/// <summary>Sends what is due on one channel. Each channel has its own, so that one gateway's trouble stays its own.
/// </summary>
internal sealed class ChannelSending(
    NotificationChannel channel, Senders senders, DeliveryStore store, Outbox outbox, Sealing sealing,
    TimeProvider clock, ILogger log)
{
    // Few enough that a claim never runs out while its deliveries are being sent.
    private const int BatchMax = 16;

    private static readonly TimeSpan TryMax = TimeSpan.FromSeconds(30);

    private DateTimeOffset _pausedUntil = DateTimeOffset.MinValue;
    private bool _saidUnconfigured;

    /// <summary>Sends a batch of what is due.</summary>
    /// <returns>Whether there was anything.</returns>
    public async Task<bool> RunAsync(CancellationToken stop)
    {
        var sender = senders.Of(channel);
        if (sender is null && !_saidUnconfigured)
        {
            log.ChannelNotConfigured(channel);
            _saidUnconfigured = true;
        }

        // While the gateway asks for quiet, or there is none, only what has ended is ended.
        var onlyEnded = sender is null || clock.GetUtcNow() < _pausedUntil;
        var claimed = await store.ClaimAsync(channel, onlyEnded, BatchMax, stop);
        await Task.WhenAll(claimed.Select(delivery => CarryAsync(delivery, sender, stop)));
        return claimed.Count > 0;
    }

    private async Task CarryAsync(DeliveryRow delivery, IMessageSender? sender, CancellationToken stop)
    {
        try
        {
            await SettleAsync(delivery, await TryAsync(delivery, sender, stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Whether the gateway had it already nobody knows; the next try carries the same id.
            await store.ReleaseAsync(delivery);
        }
    }

    private async Task<SendOutcome> TryAsync(DeliveryRow delivery, IMessageSender? sender, CancellationToken stop)
    {
        try
        {
            if (sender is null || HasEnded(delivery))
            {
                return new SendOutcome(SendResult.Refused, "Ended");
            }

            if (await MakeAsync(delivery, stop) is not { } message)
            {
                return new SendOutcome(SendResult.Refused, "DeviceGone");
            }

            await senders.WaitForTurnAsync(channel, stop);
            return HasEnded(delivery)
                ? new SendOutcome(SendResult.Refused, "Ended")
                : await sender.SendAsync(message, stop).WaitAsync(TryMax, stop);
        }
        catch (TimeoutException)
        {
            return SendOutcome.Later("Timeout");
        }
        catch (Exception failure) when (
            failure is not OperationCanceledException && !StorageFailure.IsUnavailable(failure))
        {
            // A bug, of the words or of a sender. It is tried on, because a version that is right may come.
            log.DeliveryFailed(channel, delivery.Id, failure.GetType().Name);
            return SendOutcome.Later(failure.GetType().Name);
        }
    }

    private bool HasEnded(DeliveryRow delivery) => clock.GetUtcNow().UtcDateTime >= delivery.GiveUpAt;

    private async Task<OutgoingMessage?> MakeAsync(DeliveryRow delivery, CancellationToken stop)
    {
        var row = await store.GetMessageAsync(delivery.MessageId, stop);
        var address = sealing.Open(delivery.AddressSealed, LayingOut.PlaceOf(delivery.Id));
        if (channel == NotificationChannel.Push)
        {
            // The device may have gone over to another person since.
            var device = await store.FindDeviceAsync(delivery.DeviceId, stop);
            if (device is null || device.AccountId != row.AccountId)
            {
                return null;
            }

            address = sealing.Open(device.TokenSealed, DeviceStore.PlaceOf(device.Id));
        }

        var words = MessageWords.Of(row.Kind, outbox.Open(row).Facts);
        var text = channel == NotificationChannel.Sms ? words.Sms : words.Body;
        return delivery.Language == (byte)Language.English
            ? new OutgoingMessage(delivery.Id, address, Language.English, words.Title.English, text.English)
            : new OutgoingMessage(delivery.Id, address, Language.Arabic, words.Title.Arabic, text.Arabic);
    }

    // Not cancelled by a stop: what the gateway answered is worth the moment it takes to note.
    private async Task SettleAsync(DeliveryRow delivery, SendOutcome outcome)
    {
        switch (outcome.Result)
        {
            case SendResult.Sent:
                await FinishAsync(delivery, NotificationDeliveryState.Sent);
                break;
            case SendResult.Later:
                await PostponeAsync(delivery, outcome);
                break;
            case SendResult.Gone:
                await store.ForgetDeviceAsync(delivery.DeviceId, CancellationToken.None);
                await FinishAsync(delivery, NotificationDeliveryState.Failed);
                break;
            default:
                log.DeliveryGivenUp(channel, delivery.Id, delivery.Attempts, outcome.Why);
                await FinishAsync(delivery, NotificationDeliveryState.Failed);
                break;
        }
    }

    private async Task FinishAsync(DeliveryRow delivery, NotificationDeliveryState state)
    {
        var message = await store.GetMessageAsync(delivery.MessageId, CancellationToken.None);
        await store.FinishAsync(
            delivery, state, MessagePlans.Of(message.Kind).IsSecret, CancellationToken.None);
    }

    private async Task PostponeAsync(DeliveryRow delivery, SendOutcome outcome)
    {
        var now = clock.GetUtcNow();
        var wait = Backoff.After(delivery.Attempts + 1, RandomNumberGenerator.GetInt32(Backoff.ChanceMax));
        if (outcome.RetryAfter is { } asked)
        {
            // What it asks for holds for every message of the channel.
            _pausedUntil = now + (asked < Backoff.PauseMax ? asked : Backoff.PauseMax);
            wait = asked > wait ? asked : wait;
        }

        log.DeliveryPutOff(channel, delivery.Id, delivery.Attempts + 1, outcome.Why);

        // At the latest when it ends, so that its end is noted then.
        var left = new DateTimeOffset(delivery.GiveUpAt) - now;
        await store.PostponeAsync(
            delivery, (now + (wait < left ? wait : left)).UtcDateTime, CancellationToken.None);
    }
}
