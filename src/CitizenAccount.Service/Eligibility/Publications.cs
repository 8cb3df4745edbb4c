using System.Security.Cryptography;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf.WellKnownTypes;

namespace CitizenAccount.Service.Eligibility;

/// <summary>What is published as of a moment.</summary>
/// <param name="Cycles">Newest month first.</param>
/// <param name="Seen">How far.</param>
/// <param name="Print">A fingerprint of all of it: another one where a backup was restored and numbers come again.
/// </param>
/// <param name="ReadAt">When the database said so.</param>
internal sealed record PublishedState(
    IReadOnlyList<PublishedCycle> Cycles, DecisionMark Seen, long Print, DateTimeOffset ReadAt)
{
    /// <summary>When it was read, as every answer says it.</summary>
    public Timestamp ReadTime { get; } = Timestamp.FromDateTimeOffset(ReadAt);

    /// <summary>The published cycle of a month.</summary>
    public PublishedCycle CycleOf(int month)
    {
        // Nearly always the first; every hot call asks.
        foreach (var cycle in Cycles)
        {
            if (cycle.Month == month)
            {
                return cycle;
            }
        }

        throw new InvalidOperationException($"The month {month} is not published.");
    }

    /// <summary>The same, with replaced decisions seen as far as given.</summary>
    public PublishedState Raised(long redecision) => redecision <= Seen.Redecision
        ? this
        : this with { Seen = Seen with { Redecision = redecision } };
}

/// <summary>Knows what is published, at most a second late: which months, and which decisions were replaced. All else
/// a reader sees hangs on it: a decision of a publication never changes, so only this can be stale.</summary>
internal sealed class Publications(EligibilityStore store, TimeProvider clock)
{
    /// <summary>How old the knowledge may be; half of the two seconds promised to every reader.</summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(1);

    private const int PageSize = 20_000;

    private readonly RedecisionStamps _stamps = new();

    // Only where a database was exchanged for an older one does less count as more for longer than this.
    private static readonly TimeSpan OvertakenFor = TimeSpan.FromSeconds(10);

    private readonly Lock _learning = new();

    private PublishedState? _known;
    private Task<PublishedState>? _asking;

    /// <summary>The published cycles, at least as fresh as wanted.</summary>
    /// <exception cref="RefusalException">CONSISTENCY_TOKEN_INVALID: the database has not seen what the token has, so
    /// the token is of another one, such as that before a backup was restored.</exception>
    public async ValueTask<PublishedState> GetAsync(WantedFreshness wanted, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (Known(wanted, now) is { } fresh)
        {
            return fresh;
        }

        var known = Volatile.Read(ref _known);
        var mustBeNew = wanted.FromDatabase || known?.Seen.Covers(wanted.Decisions) == false;
        var state = await AskAsync(mustBeNew, now, stop);
        return state.Seen.Covers(wanted.Decisions)
            ? state
            : throw Refusal.Of(ErrorReason.ConsistencyTokenInvalid).ToException();
    }

    /// <summary>The published cycles where they are known as fresh as wanted; null where the database has to be asked.
    /// </summary>
    public PublishedState? Known(WantedFreshness wanted) => Known(wanted, clock.GetUtcNow());

    private PublishedState? Known(WantedFreshness wanted, DateTimeOffset now) =>
        Volatile.Read(ref _known) is { } known
        && !wanted.FromDatabase
        && known.Seen.Covers(wanted.Decisions)
        && now - known.ReadAt < AgeMax ? known : null;

    /// <summary>Changes whenever a decision on the household is replaced, and seldom else. It covers at least what the
    /// state does that was got before.</summary>
    public RedecisionStamp StampOf(HouseholdId household) => _stamps.Of(household);

    // One question serves everyone who waits for it; a reader who must see the present asks anew.
    private async Task<PublishedState> AskAsync(bool mustBeNew, DateTimeOffset now, CancellationToken stop)
    {
        if (!mustBeNew)
        {
            // On a slow database the question may have been put too long ago to serve who came late.
            var state = await JoinAsync().WaitAsync(stop);
            if (now - state.ReadAt < AgeMax)
            {
                return state;
            }
        }

        return await ReadAsync().WaitAsync(stop);
    }

    // The question runs elsewhere: SQLite answers on the thread that asks, and all others would ask as well.
    private Task<PublishedState> JoinAsync()
    {
        lock (_learning)
        {
            if (_asking is null || _asking.IsCompleted)
            {
                _asking = Task.Run(ReadAsync);
            }

            return _asking;
        }
    }

    private async Task<PublishedState> ReadAsync()
    {
        var at = clock.GetUtcNow();
        var cycles = await store.ListPublishedAsync(CancellationToken.None);
        var redecision = await FollowAsync();
        var newest = cycles.Count == 0 ? 0 : cycles.Max(cycle => cycle.Publication);
        return Learn(new PublishedState(cycles, new DecisionMark(newest, redecision), PrintOf(cycles), at));
    }

    // Questions overtake each other. Nobody is told less than another was told before.
    private PublishedState Learn(PublishedState state)
    {
        lock (_learning)
        {
            if (_known is { } known && state.ReadAt - known.ReadAt < OvertakenFor)
            {
                if (!state.Seen.Covers(known.Seen) || (state.Seen == known.Seen && state.ReadAt < known.ReadAt))
                {
                    return known;
                }

                // It has seen all that the other had, so it is at least as new.
                state = state with { ReadAt = state.ReadAt > known.ReadAt ? state.ReadAt : known.ReadAt };
            }

            Volatile.Write(ref _known, state);
            return state;
        }
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
