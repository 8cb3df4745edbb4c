using System.Collections.Concurrent;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Caching;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Telemetry;

namespace CitizenAccount.Service.Eligibility;

/// <summary>A decision found, where it was found, and how fresh that is.</summary>
internal sealed record FoundDecision(PublishedDecision? Decision, PublishedState State, FreshnessSource Source)
{
    /// <summary>The answer as it is kept; null where nothing is published.</summary>
    public KeptAnswer? Kept { get; init; }
}

/// <summary>The hot lookup: the newest published decision on a household. Memory of this process, then the shared
/// cache, then the database. The key names everything the answer depends on, so that an old entry can never be served
/// as new and a publication flushes nothing.</summary>
internal sealed class EligibilityLookup(
    LookupDatabase database, LookupMemory memory, SharedCache cache, Publications publications,
    ServiceMetrics metrics, TimeProvider clock)
{
    private readonly ConcurrentDictionary<LookupKey, Lazy<Task<Kept>>> _reading = new();

    private sealed record Kept(KeptAnswer Answer, FreshnessSource Source);

    public async ValueTask<FoundDecision> FindAsync(
        HouseholdId household, WantedFreshness wanted, CancellationToken stop)
    {
        var found = await ReadAsync(household, wanted, stop);
        Count(found);
        return found;
    }

    /// <summary>What <see cref="FindAsync"/> would find without asking anything but memory; null otherwise. It counts
    /// only when it is used, by <see cref="Count"/>.</summary>
    public FoundDecision? FindAtHand(HouseholdId household, WantedFreshness wanted)
    {
        if (publications.Known(wanted) is not { Cycles.Count: > 0 } state)
        {
            return null;
        }

        var key = KeyOf(household, state);
        return memory.TryFind(key, out var known) ? Found(key, known, state, FreshnessSource.Memory) : null;
    }

    /// <summary>A lookup is answered by what was found.</summary>
    public void Count(FoundDecision found) => metrics.LookedUp(found.Source, clock.GetUtcNow() - found.State.ReadAt);

    private async ValueTask<FoundDecision> ReadAsync(
        HouseholdId household, WantedFreshness wanted, CancellationToken stop)
    {
        var state = await publications.GetAsync(wanted, stop);
        if (state.Cycles.Count == 0)
        {
            return new FoundDecision(null, state, FreshnessSource.Database);
        }

        var key = KeyOf(household, state);
        if (wanted.FromDatabase)
        {
            return Found(key, await database.ReadAsync(key, state, stop), state, FreshnessSource.Database);
        }

        if (memory.TryFind(key, out var known))
        {
            return Found(key, known, state, FreshnessSource.Memory);
        }

        var (answer, source) = await ReadOnceAsync(key, state).WaitAsync(stop);
        return Found(key, answer, state, source);
    }

    /// <summary>As <see cref="FindAsync"/> for many, with two questions to the database for all that no cache has and
    /// the newest month knows; the others are few and asked for one by one.</summary>
    public async Task<IReadOnlyList<FoundDecision>> ListAsync(
        IReadOnlyList<HouseholdId> households, IReadOnlyList<WantedFreshness> wanted, CancellationToken stop)
    {
        var state = await publications.GetAsync(Strictest(wanted), stop);
        var found = new FoundDecision?[households.Count];
        if (state.Cycles.Count > 0)
        {
            // One key each, made once: what is replaced meanwhile belongs to the next.
            LookupKey[] keys = [.. households.Select(household => KeyOf(household, state))];
            if (!wanted.Any(one => one.FromDatabase))
            {
                await FillFromCachesAsync(keys, found, state);
            }

            LookupKey[] missing = [.. keys.Where((_, at) => found[at] is null)];
            var read = await database.ListAsync(missing, state, stop);
            for (var at = 0; at < found.Length; at++)
            {
                if (found[at] is null)
                {
                    var answer = read[keys[at]];
                    Keep(keys[at], answer);
                    found[at] = Found(keys[at], answer, state, FreshnessSource.Database);
                }
            }
        }

        return [.. found.Select(one => one ?? new FoundDecision(null, state, FreshnessSource.Database))];
    }

    // A stamp may be newer than the state that was got before it; then the reader has seen that far.
    private static FoundDecision Found(
        LookupKey key, KeptAnswer answer, PublishedState state, FreshnessSource source) =>
        new(answer.In(state), state.Raised(key.Through), source) { Kept = answer };

    private static WantedFreshness Strictest(IReadOnlyList<WantedFreshness> wanted) => new(
        new DecisionMark(
            wanted.Max(one => one.Decisions.Publication), wanted.Max(one => one.Decisions.Redecision)),
        wanted.Any(one => one.FromDatabase));

    private LookupKey KeyOf(HouseholdId household, PublishedState state)
    {
        var stamp = publications.StampOf(household);
        return new LookupKey(household, state.Seen.Publication, state.Print, stamp.Print, stamp.Through);
    }

    // However many ask for one household at once, it is read once.
    private async Task<Kept> ReadOnceAsync(LookupKey key, PublishedState state)
    {
        var reading = _reading.GetOrAdd(key, new Lazy<Task<Kept>>(() => ReadAsync(key, state)));
        try
        {
            return await reading.Value;
        }
        finally
        {
            _reading.TryRemove(KeyValuePair.Create(key, reading));
        }
    }

    private async Task<Kept> ReadAsync(LookupKey key, PublishedState state)
    {
        if (await FindSharedAsync(key) is { } shared)
        {
            memory.Keep(key, shared);
            return new Kept(shared, FreshnessSource.SharedCache);
        }

        var answer = await database.ReadAsync(key, state, CancellationToken.None);
        Keep(key, answer);
        return new Kept(answer, FreshnessSource.Database);
    }

    private async ValueTask<KeptAnswer?> FindSharedAsync(LookupKey key) =>
        cache.IsConfigured
        && await cache.FindAsync(key.ToBytes()) is { } bytes
        && KeptAnswer.TryRead(bytes, key.Household, out var answer) ? answer : null;

    private async Task FillFromCachesAsync(LookupKey[] keys, FoundDecision?[] found, PublishedState state)
    {
        var missing = new List<int>();
        for (var at = 0; at < keys.Length; at++)
        {
            if (memory.TryFind(keys[at], out var known))
            {
                found[at] = Found(keys[at], known, state, FreshnessSource.Memory);
            }
            else
            {
                missing.Add(at);
            }
        }

        if (cache.IsConfigured)
        {
            await Task.WhenAll(missing.Select(async at =>
            {
                if (await FindSharedAsync(keys[at]) is { } shared)
                {
                    memory.Keep(keys[at], shared);
                    found[at] = Found(keys[at], shared, state, FreshnessSource.SharedCache);
                }
            }));
        }
    }

    private void Keep(LookupKey key, KeptAnswer answer)
    {
        memory.Keep(key, answer);
        if (cache.IsConfigured)
        {
            cache.Keep(key.ToBytes(), answer.Write());
        }
    }
}
