using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Tells a client when its household's answer changes, by making the lookup every second: a stream costs what
/// its reader asking again would, and needs nothing between replicas.</summary>
internal sealed class EligibilityStream(
    EligibilityLookup lookup, OpenStreams streams, TimeProvider clock)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SignEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LifeMax = TimeSpan.FromHours(1);

    /// <summary>Tells until an hour is over, the session ends, the replica stops or the client leaves.</summary>
    /// <param name="household">Whose answer.</param>
    /// <param name="caller">Who listens.</param>
    /// <param name="wanted">How fresh the first must be; those after it are never older.</param>
    /// <param name="tell">Sends one message; false asks for a sign of life, or that nothing is published.</param>
    /// <param name="stop">Ends when the client leaves.</param>
    /// <exception cref="RefusalException">SESSION_REVOKED, SHUTTING_DOWN, CONSISTENCY_TOKEN_INVALID.</exception>
    public async Task ServeAsync(
        HouseholdId household, Caller caller, WantedFreshness wanted, Func<FoundDecision, bool, Task> tell,
        CancellationToken stop)
    {
        var opened = clock.GetUtcNow();
        var found = await lookup.FindAsync(household, wanted, stop);
        await tell(found, true);
        var (told, signed) = (PlaceOf(found), opened);
        using var timer = new PeriodicTimer(LookEvery, clock);
        while (clock.GetUtcNow() - opened < LifeMax && await timer.WaitForNextTickAsync(stop))
        {
            await streams.RequireGoingOnAsync(caller);
            found = await lookup.FindAsync(household, new WantedFreshness(found.State.Seen, false), stop);
            var changed = PlaceOf(found) != told;
            if (changed || clock.GetUtcNow() - signed >= SignEvery)
            {
                await tell(found, changed);
                (told, signed) = (PlaceOf(found), clock.GetUtcNow());
            }
        }
    }

    // What tells one answer from another: the month, when it was published, and when its people were told.
    private static (int Month, DateTime? PublishedAt, DateTime? NotifiedAt) PlaceOf(FoundDecision found) =>
        (found.Decision?.Row.Month ?? 0, found.Decision?.PublishedAt, found.Decision?.NotifiedAt);
}
