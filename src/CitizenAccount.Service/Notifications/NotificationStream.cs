using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Notifications;

/// <summary>Tells an account of new notifications while they come. It asks the database for its own account every
/// second, by an index: nothing is held between replicas, and nothing is missed when one of them fails.</summary>
internal sealed class NotificationStream(
    NotificationStore store, NotificationWire wire, OpenStreams streams, TimeProvider clock)
{
    /// <summary>Most notifications told that were written before the stream began.</summary>
    public const int ReplayMax = 1_000;

    // An id is made before its transaction commits: it may appear behind one that is younger, by as much as a
    // transaction lasts and the clocks of two replicas differ. That far back every look goes.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SignEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LifeMax = TimeSpan.FromHours(1);

    /// <summary>Tells until an hour is over, the session ends, the replica stops or the client leaves.</summary>
    /// <param name="account">Whose notifications.</param>
    /// <param name="caller">Who listens.</param>
    /// <param name="since">Also those written after this instant; null tells only new ones.</param>
    /// <param name="tell">Sends one message.</param>
    /// <param name="stop">Ends when the client leaves.</param>
    /// <exception cref="RefusalException">SESSION_REVOKED, SHUTTING_DOWN.</exception>
    public async Task ServeAsync(
        AccountId account, Caller caller, DateTime? since, Func<WatchNotificationsResponse, Task> tell,
        CancellationToken stop)
    {
        var opened = clock.GetUtcNow();
        var first = NotificationName.FirstIdOf(opened - Overlap);
        HashSet<Guid> told = [.. await store.ListIdsFromAsync(account, first, stop)];
        if (since is { } instant)
        {
            foreach (var old in await store.ListWrittenAfterAsync(account, instant, ReplayMax, stop))
            {
                told.Add(old.Message.Id);
                await tell(ToResponse(old));
            }
        }

        // Says that from here on nothing is missed.
        await tell(new WatchNotificationsResponse());
        var signed = opened;
        while (clock.GetUtcNow() - opened < LifeMax)
        {
            await Task.Delay(LookEvery, clock, stop);
            await streams.RequireGoingOnAsync(caller);
            var looked = clock.GetUtcNow();
            foreach (var listed in await store.ListFromAsync(account, first, stop))
            {
                if (told.Add(listed.Message.Id))
                {
                    await tell(ToResponse(listed));
                    signed = looked;
                }
            }

            first = NotificationName.FirstIdOf(looked - Overlap);
            told.RemoveWhere(id => id.CompareTo(first) < 0);
            if (looked - signed >= SignEvery)
            {
                await tell(new WatchNotificationsResponse());
                signed = looked;
            }
        }
    }

    private WatchNotificationsResponse ToResponse(ListedMessage listed) =>
        new() { Notification = wire.ToWire(listed) };
}
