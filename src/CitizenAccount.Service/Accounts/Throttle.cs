using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Accounts;

/// <summary>Limits how often something may be tried in an hour, for a person or a mobile, whether or not there is such
/// a person. Attempts are counted in the database: an attempt is stored before it is counted, so that of many at once
/// no more than the limit get through.</summary>
internal sealed class Throttle(IDbContextFactory<ServiceDb> databases, Sealing sealing, TimeProvider clock)
{
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>What is limited and for whom, as a keyed hash.</summary>
    public byte[] KeyOf(string what, string whom) => sealing.Index($"attempt/{what}/{whom}");

    /// <summary>The index accounts are found by.</summary>
    public byte[] PersonIndexOf(NationalId person) => sealing.Index(person.Value);

    /// <summary>Takes one of the attempts of an hour, for each of the keys; answers when the next one may be made.
    /// </summary>
    /// <exception cref="RefusalException">TOO_MANY_ATTEMPTS with the time to wait; nothing is counted then.</exception>
    public async Task<DateTimeOffset> TakeAsync(int limit, CancellationToken stop, params byte[][] keys)
    {
        var now = clock.GetUtcNow();
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            AttemptRow[] own = [.. keys.Select(key => RowOf(key, now))];
            db.Attempts.AddRange(own);
            await db.SaveChangesAsync(stop);
            var next = now;
            var from = (now - Window).UtcDateTime;
            foreach (var row in own)
            {
                var times = await db.Attempts.AsNoTracking()
                    .Where(other => other.Key == row.Key && other.At > from)
                    .OrderByDescending(other => other.At).Take(limit + 1).Select(other => other.At).ToListAsync(stop);
                if (times.Count > limit)
                {
                    db.Attempts.RemoveRange(own);
                    await db.SaveChangesAsync(stop);
                    throw TooMany(times[limit] + Window - now.UtcDateTime);
                }

                var free = times.Count == limit ? new DateTimeOffset(times[limit - 1] + Window) : now;
                next = free > next ? free : next;
            }

            return next;
        }
    }

    /// <summary>A new attempt.</summary>
    public static AttemptRow RowOf(byte[] key, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), Key = key, At = now.UtcDateTime };

    /// <summary>The refusal of an attempt that comes too early.</summary>
    public static RefusalException TooMany(TimeSpan wait) => Refusal.Of(ErrorReason.TooManyAttempts)
        .RetryAfter(wait > TimeSpan.FromSeconds(1) ? wait : TimeSpan.FromSeconds(1)).ToException();
}
