using System.Collections.Concurrent;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Platform.Security;

/// <summary>Knows which access tokens were revoked: at once in the process that did it, within five seconds in every
/// other. A call asks memory only: knowledge older than two seconds is renewed behind the calls, and only knowledge
/// older than four makes them wait. When the database cannot say, nobody is let in.</summary>
internal sealed class Revocations(IDbContextFactory<ServiceDb> databases, TimeProvider clock)
{
    /// <summary>From this age on the knowledge is renewed behind the calls.</summary>
    public static readonly TimeSpan RenewAfter = TimeSpan.FromSeconds(2);

    /// <summary>From this age on calls wait for it.</summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(4);

    // A transaction that commits late, and a replica whose clock lags, write a row with a time that has passed.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(30);

    // Longer than any token that could still be shown.
    private static readonly TimeSpan Kept = AccessTokens.Life + TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<Guid, DateTime> _sessions = new();
    private readonly ConcurrentDictionary<AccountId, (long Version, DateTime At)> _accounts = new();
    private readonly Lock _lock = new();

    // Ticks of UTC; 0 while nothing is known. Every call looks, so it looks without a lock.
    private long _knownAt;
    private Task? _asking;

    /// <summary>Why a token is good no longer; null when it is. SESSION_REVOKED, or TOKEN_EXPIRED where only the claims
    /// are out of date and a refresh brings new ones.</summary>
    /// <param name="caller">Who the token says calls.</param>
    /// <param name="version">Version of the account its claims are of.</param>
    public async ValueTask<ErrorReason?> FindAsync(Caller caller, long version)
    {
        await KnowAsync();
        return Find(caller, version);
    }

    /// <summary>Whether a token is good, by knowledge that is not to be renewed yet; false where it is.</summary>
    public bool IsGood(Caller caller, long version) => Age() < RenewAfter && Find(caller, version) is null;

    private ErrorReason? Find(Caller caller, long version)
    {
        if (caller.Session is { } session && _sessions.ContainsKey(session))
        {
            return ErrorReason.SessionRevoked;
        }

        return caller.Account is { } account && _accounts.TryGetValue(account, out var changed)
            && version < changed.Version
            ? ErrorReason.TokenExpired
            : null;
    }

    /// <summary>Takes note of what this process has just committed.</summary>
    public void Apply(IEnumerable<RevocationRow> rows)
    {
        foreach (var row in rows)
        {
            if (row.SessionId is { } session)
            {
                _sessions[session] = row.At;
            }

            if (row.AccountId is { } account)
            {
                _accounts.AddOrUpdate(
                    account, (row.Version, row.At),
                    (_, known) => known.Version >= row.Version ? known : (row.Version, row.At));
            }
        }
    }

    private ValueTask KnowAsync() => Age() < RenewAfter ? ValueTask.CompletedTask : RenewAsync();

    private TimeSpan Age() => Volatile.Read(ref _knownAt) is var at and not 0
        ? (clock.GetUtcNow().UtcDateTime - new DateTime(at, DateTimeKind.Utc)).Duration()
        : TimeSpan.MaxValue;

    private ValueTask RenewAsync()
    {
        lock (_lock)
        {
            var age = Age();
            if (age < RenewAfter)
            {
                return ValueTask.CompletedTask;
            }

            if (_asking is null || _asking.IsCompleted)
            {
                _asking = Task.Run(ReadAsync);
            }

            return age < AgeMax ? ValueTask.CompletedTask : new ValueTask(_asking);
        }
    }

    private async Task ReadAsync()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var known = Volatile.Read(ref _knownAt);
        var horizon = now - Kept;
        var from = known != 0 && known <= now.Ticks ? new DateTime(known, DateTimeKind.Utc) - Overlap : horizon;
        from = from < horizon ? horizon : from;
        var db = await databases.CreateDbContextAsync();
        await using (db)
        {
            Apply(await db.Revocations.AsNoTracking().Where(row => row.At >= from).ToListAsync());
        }

        Forget(horizon);
        Volatile.Write(ref _knownAt, now.Ticks);
    }

    // Whatever was revoked before the horizon has expired by itself.
    private void Forget(DateTime horizon)
    {
        foreach (var (session, at) in _sessions)
        {
            if (at < horizon)
            {
                _sessions.TryRemove(session, out _);
            }
        }

        foreach (var (account, known) in _accounts)
        {
            if (known.At < horizon)
            {
                _accounts.TryRemove(account, out _);
            }
        }
    }
}
