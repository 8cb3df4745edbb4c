using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Eligibility;

/// <summary>The published cycles as of a moment.</summary>
/// <param name="Cycles">Newest month first.</param>
/// <param name="Newest">Order of the newest publication; 0 is none.</param>
/// <param name="ReadAt">When the database said so.</param>
internal sealed record PublishedState(IReadOnlyList<PublishedCycle> Cycles, int Newest, DateTimeOffset ReadAt);

/// <summary>Knows which cycles are published, at most a second late. Everything else a reader sees hangs on it: a
/// decision under a publication never changes, so only the publication can be stale.</summary>
internal sealed class Publications(EligibilityStore store, TimeProvider clock)
{
    /// <summary>How old the knowledge may be; half of the two seconds promised to every reader.</summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(1);

    private PublishedState? _known;
    private Task<PublishedState>? _asking;

    /// <summary>The published cycles, at least as fresh as wanted.</summary>
    /// <exception cref="RefusalException">CONSISTENCY_TOKEN_INVALID: the database has not seen what the token has, so
    /// the token is of another one, such as that before a backup was restored.</exception>
    public async ValueTask<PublishedState> GetAsync(WantedFreshness wanted, CancellationToken stop)
    {
        var known = Volatile.Read(ref _known);
        if (known is not null
            && !wanted.FromDatabase
            && known.Newest >= wanted.Publication
            && clock.GetUtcNow() - known.ReadAt < AgeMax)
        {
            return known;
        }

        var mustBeNew = wanted.FromDatabase || wanted.Publication > (known?.Newest ?? 0);
        var state = await AskAsync(mustBeNew, stop);
        return state.Newest >= wanted.Publication
            ? state
            : throw Refusal.Of(ErrorReason.ConsistencyTokenInvalid).ToException();
    }

    // One question serves everyone who waits for it; a reader who must see the present asks anew.
    private async Task<PublishedState> AskAsync(bool mustBeNew, CancellationToken stop)
    {
        if (mustBeNew)
        {
            return await ReadAsync().WaitAsync(stop);
        }

        var asking = Volatile.Read(ref _asking);
        if (asking is null || asking.IsCompleted)
        {
            asking = ReadAsync();
            Volatile.Write(ref _asking, asking);
        }

        return await asking.WaitAsync(stop);
    }

    private async Task<PublishedState> ReadAsync()
    {
        var at = clock.GetUtcNow();
        var cycles = await store.ListPublishedAsync(CancellationToken.None);
        var state = new PublishedState(cycles, cycles.Count == 0 ? 0 : cycles.Max(cycle => cycle.Publication), at);
        Volatile.Write(ref _known, state);
        return state;
    }
}
