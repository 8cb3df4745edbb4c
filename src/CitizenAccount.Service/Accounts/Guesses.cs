using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Accounts;

/// <summary>Limits wrong guesses of a secret beside a number that anyone may know.</summary>
internal sealed class Guesses(IDbContextFactory<ServiceDb> databases, Throttle throttle, TimeProvider clock)
{
    /// <summary>Tries a guess. A wrong one stays counted for an hour, a right one does not count; each is counted
    /// before it is looked at, so that of many at once no more than the limit get an answer.</summary>
    /// <param name="what">What is guessed at.</param>
    /// <param name="of">Which one; it need not exist.</param>
    /// <param name="most">Wrong guesses in an hour.</param>
    /// <param name="isRight">Looks.</param>
    /// <param name="stop">Stops trying.</param>
    /// <exception cref="Platform.Calls.RefusalException">TOO_MANY_ATTEMPTS with the time to wait.</exception>
    public async Task<bool> TryAsync(
        string what, string of, int most, Func<Task<bool>> isRight, CancellationToken stop)
    {
        var key = throttle.KeyOf(what, of);
        var own = Throttle.RowOf(key, clock.GetUtcNow());
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            db.Attempts.Add(own);
            await db.SaveChangesAsync(stop);
            var from = own.At - Throttle.Window;
            var times = await db.Attempts.AsNoTracking().Where(row => row.Key == key && row.At > from)
                .OrderByDescending(row => row.At).Take(most + 1).Select(row => row.At).ToListAsync(stop);
            var isOver = times.Count > most;
            var right = !isOver && await isRight();
            if (isOver || right)
            {
                db.Attempts.Remove(own);
                await db.SaveChangesAsync(stop);
            }

            return isOver ? throw Throttle.TooMany(times[most] + Throttle.Window - own.At) : right;
        }
    }
}
