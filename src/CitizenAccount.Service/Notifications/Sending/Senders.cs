using System.Threading.RateLimiting;
using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Service.Platform.Storage;

namespace CitizenAccount.Service.Notifications;

/// <summary>The sender of each channel and how fast it may go.</summary>
internal sealed class Senders : IDisposable
{
    /// <summary>The channels there are.</summary>
    public static readonly IReadOnlyList<NotificationChannel> Channels =
        [NotificationChannel.Sms, NotificationChannel.Email, NotificationChannel.Push];

    private readonly Dictionary<NotificationChannel, IMessageSender> _senders = [];
    private readonly Dictionary<NotificationChannel, TokenBucketRateLimiter> _rates = [];

    public Senders(
        NotificationOptions options, StorageOptions storage, IHostEnvironment environment, TimeProvider clock)
    {
        var files = environment.IsDevelopment()
            ? Path.Combine(Path.GetFullPath(storage.DataDirectory), "outbox")
            : null;
        Add(NotificationChannel.Sms, options.Sms.Url.Length > 0
            ? new SmsSender(new HttpGateway(options.Sms.Url, options.Sms.Key, clock))
            : FileOf(files, "sms", clock));
        Add(NotificationChannel.Email, options.Email.Host.Length > 0
            ? new EmailSender(options.Email, clock)
            : FileOf(files, "email", clock));
        Add(NotificationChannel.Push, options.Push.Url.Length > 0
            ? new PushSender(new HttpGateway(options.Push.Url, options.Push.Key, clock))
            : FileOf(files, "push", clock));
        _rates[NotificationChannel.Sms] = RateOf(options.Sms.PerSecond);
        _rates[NotificationChannel.Email] = RateOf(options.Email.PerSecond);
        _rates[NotificationChannel.Push] = RateOf(options.Push.PerSecond);
    }

    /// <summary>The sender of a channel; null when it is not configured.</summary>
    public IMessageSender? Of(NotificationChannel channel) => _senders.GetValueOrDefault(channel);

    /// <summary>Waits until the channel may send one more.</summary>
    public async Task WaitForTurnAsync(NotificationChannel channel, CancellationToken stop)
    {
        using var lease = await _rates[channel].AcquireAsync(1, stop);
    }

    public void Dispose()
    {
        foreach (var sender in _senders.Values.OfType<IDisposable>())
        {
            sender.Dispose();
        }

        foreach (var rate in _rates.Values)
        {
            rate.Dispose();
        }
    }

    private static FileSender? FileOf(string? folder, string name, TimeProvider clock) =>
        folder is null ? null : new FileSender(Path.Combine(folder, $"{name}.jsonl"), clock);

    private static TokenBucketRateLimiter RateOf(int perSecond) => new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = perSecond,
        TokensPerPeriod = perSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        AutoReplenishment = true,
        QueueLimit = 1_000,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private void Add(NotificationChannel channel, IMessageSender? sender)
    {
        if (sender is not null)
        {
            _senders[channel] = sender;
        }
    }
}
