using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using Microsoft.Extensions.Caching.Memory;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Tells a household that nothing is published for from one that does not exist, without asking the database
/// each time: who tries names at random, or asks again and again before the first payday, costs no more than others.
/// </summary>
internal sealed class HouseholdPresence(ApplicationsApi applications, TimeProvider clock) : IDisposable
{
    private const int EntriesMax = 50_000;

    // A household does not vanish between two looks; one that is made is seen within the promised two seconds.
    private static readonly TimeSpan PresentFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AbsentFor = TimeSpan.FromSeconds(1);

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = EntriesMax });

    private sealed record Known(bool Exists, DateTimeOffset ReadAt);

    /// <summary>Whether it exists. Who brings a token of its own writes, or asks for the database, gets the database's
    /// word.</summary>
    public async ValueTask<bool> ExistsAsync(HouseholdId household, WantedFreshness wanted, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (!wanted.FromDatabase
            && wanted.Revision == 0
            && _kept.TryGetValue<Known>(household, out var known)
            && now - known!.ReadAt < (known.Exists ? PresentFor : AbsentFor))
        {
            return known.Exists;
        }

        var exists = await applications.FindRevisionAsync(household, stop) is not null;
        using var entry = _kept.CreateEntry(household);
        entry.Size = 1;
        entry.Value = new Known(exists, now);
        return exists;
    }

    public void Dispose() => _kept.Dispose();
}
