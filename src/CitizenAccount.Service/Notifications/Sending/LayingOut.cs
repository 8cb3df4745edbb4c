using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;

namespace CitizenAccount.Service.Notifications;

/// <summary>Lays messages out: by which channels, to which address, in which language each goes. A message that goes by
/// none is still in the list.</summary>
internal sealed class LayingOut(
    DeliveryStore store, AccountsApi accounts, Outbox outbox, Sealing sealing, NotificationOptions options,
    TimeProvider clock, ILogger<LayingOut> log)
{
    private const int BatchMax = 100;
    private const int SaidMax = 1_000;

    // Those that cannot be laid out are looked at every second, and told once.
    private readonly HashSet<Guid> _said = [];

    /// <summary>Lays out all there is.</summary>
    /// <returns>Whether there was anything.</returns>
    public async Task<bool> RunAsync(CancellationToken stop)
    {
        var any = false;
        var after = Guid.Empty;
        while (true)
        {
            // Codes do not wait behind a month of decisions.
            any |= await LayOutAsync(
                await store.ListUndispatchedAsync(MessagePlans.Secrets, Guid.Empty, BatchMax, stop), stop);
            var batch = await store.ListUndispatchedAsync(null, after, BatchMax, stop);
            if (batch.Count == 0)
            {
                return any;
            }

            any |= await LayOutAsync(batch, stop);

            // On from there, so that a message that cannot be laid out does not hold up those behind it.
            after = batch[^1].Id;
        }
    }

    /// <summary>Place of a delivery's sealed address.</summary>
    public static string PlaceOf(Guid delivery) => $"delivery/{delivery:D}";

    private async Task<bool> LayOutAsync(IReadOnlyList<MessageRow> batch, CancellationToken stop)
    {
        AccountId[] owners = [.. batch.Select(row => row.AccountId).OfType<AccountId>().Distinct()];
        var (chosen, devices) = await store.ListChoicesAsync(owners, stop);
        var laidOut = new List<LaidOut>(batch.Count);
        foreach (var row in batch)
        {
            try
            {
                var owner = row.AccountId is { } id ? await accounts.FindAsync(id, stop) : null;
                var choice = owner is null ? null : chosen.GetValueOrDefault(owner.Id);
                laidOut.Add(new LaidOut(
                    row, DeliveriesOf(row, owner, choice, owner is null ? [] : devices[owner.Id])));
            }
            catch (Exception failure) when (
                failure is not OperationCanceledException && !StorageFailure.IsUnavailable(failure))
            {
                if (_said.Count < SaidMax && _said.Add(row.Id))
                {
                    log.MessageNotLaidOut(row.Id, row.Kind, failure.GetType().Name);
                }
            }
        }

        return laidOut.Count > 0 && await store.StoreAsync(laidOut, stop);
    }

    private List<DeliveryRow> DeliveriesOf(
        MessageRow row, AccountFacts? owner, PreferencesRow? choice, IEnumerable<Guid> devices)
    {
        var plan = MessagePlans.Of(row.Kind);
        var content = outbox.Open(row);
        var now = clock.GetUtcNow().UtcDateTime;
        var language = (byte?)choice?.Language ?? (byte?)owner?.Language ?? row.Language;
        var giveUpAt = plan.SecretLife is { } life
            ? row.CreatedAt + life
            : now + TimeSpan.FromHours(options.GiveUpHours);
        return
        [
            .. TargetsOf(plan, content, owner, choice, devices).Select(target =>
            {
                var id = Guid.CreateVersion7(clock.GetUtcNow());
                return new DeliveryRow
                {
                    Id = id,
                    MessageId = row.Id,
                    Channel = target.Channel,
                    DeviceId = target.Device,
                    AddressSealed = sealing.Seal(target.Address, PlaceOf(id)),
                    Language = language,
                    State = NotificationDeliveryState.Waiting,
                    ChangedAt = now,
                    NextAttemptAt = now,
                    GiveUpAt = giveUpAt,
                };
            }),
        ];
    }

    private static IEnumerable<Target> TargetsOf(
        MessagePlan plan, MessageContent content, AccountFacts? owner, PreferencesRow? choice,
        IEnumerable<Guid> devices)
    {
        // A message with an address of its own goes there and nowhere else; a secret by one channel only.
        if (content.Mobile is not null || content.Email is not null)
        {
            return Explicit(plan, content);
        }

        if (owner is null)
        {
            return [];
        }

        var sms = new Target(NotificationChannel.Sms, owner.Contact.Mobile);
        if (plan.IsSecret)
        {
            return [sms];
        }

        List<Target> targets = plan.AlwaysSms || choice is null or { Sms: true } ? [sms] : [];
        if (owner.Contact.Email is { } email && choice is null or { Email: true })
        {
            targets.Add(new Target(NotificationChannel.Email, email));
        }

        if (choice is null or { Push: true })
        {
            targets.AddRange(devices.Select(device => new Target(NotificationChannel.Push, "") { Device = device }));
        }

        return targets;
    }

    private static IEnumerable<Target> Explicit(MessagePlan plan, MessageContent content)
    {
        if (content.Mobile is { } mobile)
        {
            yield return new Target(NotificationChannel.Sms, mobile);
        }

        if (content.Email is { } email && (content.Mobile is null || !plan.IsSecret))
        {
            yield return new Target(NotificationChannel.Email, email);
        }
    }

    private sealed record Target(NotificationChannel Channel, string Address)
    {
        public Guid Device { get; init; }
    }
}
