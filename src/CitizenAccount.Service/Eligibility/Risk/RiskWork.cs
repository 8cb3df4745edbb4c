using CitizenAccount.Rules.Risk;

namespace CitizenAccount.Service.Eligibility.Risk;

/// <summary>Has the signals of the newest decided cycle looked for, by one replica at a time, under the cycle's lease.
/// </summary>
internal sealed class RiskWork(
    RiskStore store, RiskSearch search, CycleStore cycles, CycleOptions options, TimeProvider clock)
{
    private readonly string _owner = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");

    /// <summary>Looks for them, unless they are there or another replica is at it.</summary>
    public async Task WorkAsync(CancellationToken stop)
    {
        if (await store.FindToSearchAsync(stop) is not { } cycle || !await ClaimAsync(cycle, stop))
        {
            return;
        }

        try
        {
            if (await search.FindAsync(cycle, () => ClaimAsync(cycle, stop), stop) is { } found)
            {
                await store.StoreAsync(
                    new RiskSearchRow
                    {
                        Month = cycle.Month,
                        Run = cycle.Run,
                        Version = RiskScoring.Version,
                        DoneAt = clock.GetUtcNow().UtcDateTime,
                        Households = found.Count,
                    },
                    found, stop);
            }
        }
        finally
        {
            await cycles.ReleaseAsync(cycle, _owner, CancellationToken.None);
        }
    }

    private Task<bool> ClaimAsync(CycleRow cycle, CancellationToken stop) =>
        cycles.ClaimAsync(cycle, _owner, clock.GetUtcNow().UtcDateTime, options.CycleLease, stop);
}
