using System.Security.Cryptography;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Eligibility;

/// <summary>What is published as of a moment.</summary>
/// <param name="Cycles">Newest month first.</param>
/// <param name="Seen">How far.</param>
/// <param name="Print">A fingerprint of all of it: another one where a backup was restored and numbers come again.
/// </param>
/// <param name="ReadAt">When the database said so.</param>
internal sealed record PublishedState(
    IReadOnlyList<PublishedCycle> Cycles, DecisionMark Seen, long Print, DateTimeOffset ReadAt);

/// <summary>Knows what is published, at most a second late: which months, and which decisions were replaced. All else
/// a reader sees hangs on it: a decision of a publication never changes, so only this can be stale.</summary>
internal sealed class Publications(EligibilityStore store, TimeProvider clock)
{
    /// <summary>How old the knowledge may be; half of the two seconds promised to every reader.</summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(1);

    private const int PageSize = 20_000;

    private readonly RedecisionStamps _stamps = new();

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
            && known.Seen.Covers(wanted.Decisions)
            && clock.GetUtcNow() - known.ReadAt < AgeMax)
        {
            return known;
        }

        var mustBeNew = wanted.FromDatabase || known?.Seen.Covers(wanted.Decisions) == false;
        var state = await AskAsync(mustBeNew, stop);
        return state.Seen.Covers(wanted.Decisions)
            ? state
            : throw Refusal.Of(ErrorReason.ConsistencyTokenInvalid).ToException();
    }

    /// <summary>Changes whenever a decision on the household is replaced, and seldom else. It covers at least what the
    /// state does that was got before.</summary>
    public long StampOf(HouseholdId household) => _stamps.Of(household);

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
        var redecision = await FollowAsync();
        var newest = cycles.Count == 0 ? 0 : cycles.Max(cycle => cycle.Publication);
        var state = new PublishedState(cycles, new DecisionMark(newest, redecision), PrintOf(cycles), at);
        Volatile.Write(ref _known, state);
        return state;
    }

    private async Task<long> FollowAsync()
    {
        while (true)
        {
            var from = _stamps.Through;
            var page = await store.ListReplacedAsync(from, PageSize, CancellationToken.None);
            _stamps.Take(page);
            if (page.Count < PageSize)
            {
                return page.Count == 0 ? from : page[^1].Sequence;
            }
        }
    }

    private static long PrintOf(IReadOnlyList<PublishedCycle> cycles)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var cycle in cycles)
        {
            hash.AppendData(BitConverter.GetBytes(cycle.Month));
            hash.AppendData(BitConverter.GetBytes(cycle.Publication));
            hash.AppendData(BitConverter.GetBytes(cycle.PublishedAt.Ticks));
            hash.AppendData(cycle.SnapshotHash);
        }

        return BitConverter.ToInt64(hash.GetHashAndReset());
    }
}
