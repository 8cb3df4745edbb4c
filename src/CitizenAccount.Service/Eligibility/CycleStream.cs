using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Tells how a cycle goes, by asking the database every second: the work may be done by any replica.</summary>
internal sealed class CycleStream(
    CycleReads reads, CycleWire wire, OpenStreams streams, TimeProvider clock)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(5);

    /// <summary>Tells until the cycle is published or cancelled, the session ends, or the replica stops.</summary>
    /// <exception cref="RefusalException">CYCLE_NOT_FOUND, SESSION_REVOKED, SHUTTING_DOWN.</exception>
    public async Task ServeAsync(int month, Caller caller, Func<Cycle, Task> tell, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(LookEvery, clock);
        var (told, toldAt) = ("", clock.GetTimestamp());
        do
        {
            await streams.RequireGoingOnAsync(caller);
            var (row, progress) = await reads.GetAsync(month, stop);
            var seen = $"{CycleWire.EtagOf(row)}/{row.Evaluated}";
            if (seen != told
                || (row.State == CycleState.Evaluating && clock.GetElapsedTime(toldAt) >= TellEvery))
            {
                await tell(wire.ToWire(row, progress));
                (told, toldAt) = (seen, clock.GetTimestamp());
            }

            if (row.State is CycleState.Published or CycleState.Cancelled)
            {
                return;
            }
        }
        while (await timer.WaitForNextTickAsync(stop));
    }
}
