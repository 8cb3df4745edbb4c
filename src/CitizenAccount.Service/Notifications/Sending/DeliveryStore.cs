using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Notifications;

/// <summary>What a message's laying out made: its deliveries, none when it goes by no channel.</summary>
internal sealed record LaidOut(MessageRow Message, IReadOnlyList<DeliveryRow> Deliveries);

/// <summary>What the owners of some messages chose, and their devices.</summary>
internal sealed record Choices(Dictionary<AccountId, PreferencesRow> Chosen, ILookup<AccountId, Guid> Devices);

/// <summary>Messages not laid out yet, and their deliveries on the way to an end.</summary>
internal sealed class DeliveryStore(IDbContextFactory<ServiceDb> databases, Outbox outbox, TimeProvider clock)
{
    /// <summary>How long a claim holds: a replica that died gives its deliveries back after that.</summary>
    public static readonly TimeSpan LeaseFor = TimeSpan.FromSeconds(60);

    /// <summary>Messages not laid out yet, oldest first.</summary>
    /// <param name="kinds">Only these kinds; null is all.</param>
    /// <param name="after">Only those after this one.</param>
    /// <param name="count">Most wanted.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<IReadOnlyList<MessageRow>> ListUndispatchedAsync(
        IReadOnlyList<MessageKind>? kinds, Guid after, int count, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var rows = db.Messages.AsNoTracking().Where(row => row.DispatchedAt == null && row.Id > after);
            if (kinds is not null)
            {
                rows = rows.Where(row => kinds.Contains(row.Kind));
            }

            return await rows.OrderBy(row => row.Id).Take(count).ToListAsync(stop);
        }
    }

    /// <summary>What the owners of messages chose, and their devices.</summary>
    public async Task<Choices> ListChoicesAsync(IReadOnlyList<AccountId> accounts, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var chosen = await db.Preferences.AsNoTracking()
                .Where(row => accounts.Contains(row.AccountId)).ToDictionaryAsync(row => row.AccountId, stop);
            var devices = await db.Devices.AsNoTracking()
                .Where(row => accounts.Contains(row.AccountId))
                .Select(row => new { row.AccountId, row.Id }).ToListAsync(stop);
            return new Choices(chosen, devices.ToLookup(row => row.AccountId, row => row.Id));
        }
    }

    /// <summary>Stores what was laid out; all of it or, when another replica was at one of the messages, nothing.
    /// </summary>
    /// <returns>Whether it was stored.</returns>
    public async Task<bool> StoreAsync(IReadOnlyList<LaidOut> laidOut, CancellationToken stop)
    {
        Guid[] ids = [.. laidOut.Select(one => one.Message.Id)];
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                db.ChangeTracker.Clear();
                var transaction = await db.Database.BeginTransactionAsync(stop);
                await using (transaction)
                {
                    // First, because it makes another replica wait for this one and then find nothing.
                    var now = clock.GetUtcNow().UtcDateTime;
                    var taken = await db.Messages.Where(row => ids.Contains(row.Id) && row.DispatchedAt == null)
                        .ExecuteUpdateAsync(set => set.SetProperty(row => row.DispatchedAt, now), stop);
                    if (taken != ids.Length)
                    {
                        return false;
                    }

                    db.Deliveries.AddRange(laidOut.SelectMany(one => one.Deliveries));
                    await db.SaveChangesAsync(stop);
                    foreach (var (message, _) in laidOut.Where(IsUselessSecret))
                    {
                        await WipeAsync(db, message.Id, stop);
                    }

                    await transaction.CommitAsync(stop);
                    return true;
                }
            });
        }
    }

    /// <summary>Claims deliveries that are due, those first that end first.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="onlyEnded">Only those that are to be given up.</param>
    /// <param name="count">Most wanted.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<IReadOnlyList<DeliveryRow>> ClaimAsync(
        NotificationChannel channel, bool onlyEnded, int count, CancellationToken stop)
    {
        var instant = clock.GetUtcNow();
        var (now, until, claim) =
            (instant.UtcDateTime, (instant + LeaseFor).UtcDateTime, Guid.CreateVersion7(instant));
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var free = db.Deliveries.Where(row => row.Channel == channel
                && row.State == NotificationDeliveryState.Waiting
                && (row.LeasedUntil == null || row.LeasedUntil <= now)
                && (row.GiveUpAt <= now || (!onlyEnded && row.NextAttemptAt <= now)));
            var ids = await free.OrderBy(row => row.GiveUpAt).Select(row => row.Id).Take(count).ToListAsync(stop);
            if (ids.Count == 0)
            {
                return [];
            }

            // Of two replicas that saw the same ones free, each gets those it was first at.
            await free.Where(row => ids.Contains(row.Id)).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.LeasedUntil, until).SetProperty(row => row.LeasedBy, claim), stop);
            return await db.Deliveries.AsNoTracking()
                .Where(row => ids.Contains(row.Id) && row.LeasedBy == claim).ToListAsync(stop);
        }
    }

    public async Task<MessageRow> GetMessageAsync(Guid id, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Messages.AsNoTracking().SingleAsync(row => row.Id == id, stop);
        }
    }

    public async Task<DeviceRow?> FindDeviceAsync(Guid id, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Devices.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, stop);
        }
    }

    public async Task ForgetDeviceAsync(Guid id, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            await db.Devices.Where(row => row.Id == id).ExecuteDeleteAsync(stop);
        }
    }

    /// <summary>Ends a delivery: its address is forgotten, and the secret of its message with it.</summary>
    public async Task FinishAsync(
        DeliveryRow delivery, NotificationDeliveryState state, bool isSecret, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                var transaction = await db.Database.BeginTransactionAsync(stop);
                await using (transaction)
                {
                    var now = clock.GetUtcNow().UtcDateTime;
                    await Mine(db, delivery).ExecuteUpdateAsync(
                        set => set.SetProperty(row => row.State, state)
                            .SetProperty(row => row.ChangedAt, now)
                            .SetProperty(row => row.Attempts, row => row.Attempts + 1)
                            .SetProperty(row => row.AddressSealed, Array.Empty<byte>())
                            .SetProperty(row => row.LeasedUntil, (DateTime?)null), stop);
                    if (isSecret)
                    {
                        await WipeAsync(db, delivery.MessageId, stop);
                    }

                    await transaction.CommitAsync(stop);
                }
            });
        }
    }

    /// <summary>Puts a delivery off after a try that failed.</summary>
    public async Task PostponeAsync(DeliveryRow delivery, DateTime next, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            await Mine(db, delivery).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.NextAttemptAt, next)
                    .SetProperty(row => row.Attempts, row => row.Attempts + 1)
                    .SetProperty(row => row.LeasedUntil, (DateTime?)null), stop);
        }
    }

    /// <summary>Gives a delivery back untried, because this process stops.</summary>
    public async Task ReleaseAsync(DeliveryRow delivery)
    {
        var db = await databases.CreateDbContextAsync(CancellationToken.None);
        await using (db)
        {
            await Mine(db, delivery).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.LeasedUntil, (DateTime?)null), CancellationToken.None);
        }
    }

    // A claim that ran out and was taken over is nobody's to settle but the new holder's.
    private static IQueryable<DeliveryRow> Mine(ServiceDb db, DeliveryRow delivery) =>
        db.Deliveries.Where(row => row.Id == delivery.Id && row.LeasedBy == delivery.LeasedBy);

    private static bool IsUselessSecret(LaidOut laidOut) =>
        laidOut.Deliveries.Count == 0 && MessagePlans.Of(laidOut.Message.Kind).IsSecret;

    private async Task WipeAsync(ServiceDb db, Guid message, CancellationToken stop)
    {
        var nothing = outbox.SealNothing(message);
        await db.Messages.Where(row => row.Id == message)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ContentSealed, nothing), stop);
    }
}
