using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Accounts;

/// <summary>Slows the guessing of passwords down without letting strangers lock anybody out. Every attempt counts as a
/// failure until the password proves right, which clears them; a person without an account is counted alike.
/// <list type="number">
/// <item>One place (a /24 or /48) that failed for a person five times within a day waits 30 seconds after its last
/// failure, then twice that with each further one, up to an hour.</item>
/// <item>After 20 failures for a person within an hour, from everywhere, places that are among them wait. A place that
/// has not failed gets its try, so the right password from elsewhere gets through.</item>
/// <item>After 100 failures in a row within 30 days only places from which the person has an open session are served;
/// Nafath and recovery stay open to everybody else.</item>
/// </list></summary>
internal sealed class SignInThrottle(
    IDbContextFactory<ServiceDb> databases, Throttle throttle, AccountsOptions options, TimeProvider clock)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan PlaceMemory = TimeSpan.FromHours(24);
    private static readonly TimeSpan RowMemory = TimeSpan.FromDays(30);

    /// <summary>Counts an attempt and lets it through or refuses it.</summary>
    /// <exception cref="Platform.Calls.RefusalException">TOO_MANY_ATTEMPTS with the time to wait; a refused attempt
    /// does not count.</exception>
    public async Task EnterAsync(NationalId person, string place, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var (personKey, placeKey) = KeysOf(person, place);
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            AttemptRow[] own = [Throttle.RowOf(personKey, now), Throttle.RowOf(placeKey, now)];
            db.Attempts.AddRange(own);
            await db.SaveChangesAsync(stop);
            var ofPlace = await TimesAsync(db, own[1], now - PlaceMemory, stop);
            var ofPerson = await TimesAsync(db, own[0], now - RowMemory, stop);
            var wait = WaitOfPlace(ofPlace, now) ?? WaitOfPerson(ofPerson, ofPlace, now);
            if (wait is null && ofPerson.Count >= options.FailuresInARow
                && !await IsFamiliarAsync(db, person, place, stop))
            {
                wait = LongestWait;
            }

            if (wait is { } time)
            {
                db.Attempts.RemoveRange(own);
                await db.SaveChangesAsync(stop);
                throw Throttle.TooMany(time);
            }
        }
    }

    /// <summary>The person proved to be who signs in: what failed before is forgotten.</summary>
    public async Task ClearAsync(NationalId person, string place, CancellationToken stop)
    {
        var (personKey, placeKey) = KeysOf(person, place);
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            await db.Attempts.Where(row => row.Key == personKey || row.Key == placeKey).ExecuteDeleteAsync(stop);
        }
    }

    private (byte[] Person, byte[] Place) KeysOf(NationalId person, string place) => (
        throttle.KeyOf("password", person.Value), throttle.KeyOf("password", $"{person.Value}/{place}"));

    // Newest first, the own one left out; more than the limits need is not read.
    private static async Task<List<DateTime>> TimesAsync(
        ServiceDb db, AttemptRow own, DateTimeOffset since, CancellationToken stop)
    {
        var from = since.UtcDateTime;
        return await db.Attempts.AsNoTracking()
            .Where(row => row.Key == own.Key && row.At > from && row.Id != own.Id)
            .OrderByDescending(row => row.At).Take(101).Select(row => row.At).ToListAsync(stop);
    }

    private TimeSpan? WaitOfPlace(List<DateTime> failures, DateTimeOffset now)
    {
        var over = failures.Count - options.FailuresOfAPlace;
        if (over < 0)
        {
            return null;
        }

        var wait = over >= 7 ? LongestWait : FirstWait * (1 << over);
        var left = failures[0] + wait - now.UtcDateTime;
        return left > TimeSpan.Zero ? left : null;
    }

    private TimeSpan? WaitOfPerson(List<DateTime> ofPerson, List<DateTime> ofPlace, DateTimeOffset now)
    {
        var from = (now - Throttle.Window).UtcDateTime;
        var most = options.FailuresAnHour;
        return ofPerson.Count >= most && ofPerson[most - 1] > from && ofPlace.Count > 0 && ofPlace[0] > from
            ? ofPerson[most - 1] + Throttle.Window - now.UtcDateTime
            : null;
    }

    private async Task<bool> IsFamiliarAsync(ServiceDb db, NationalId person, string place, CancellationToken stop)
    {
        var index = throttle.PersonIndexOf(person);
        var now = clock.GetUtcNow().UtcDateTime;
        return await db.Sessions.AnyAsync(
            session => session.Place == place && session.EndedAt == null && session.ExpiresAt > now
                && db.Accounts.Any(account => account.Id == session.AccountId
                    && account.NationalIdIndex == index && account.ClosedAt == null),
            stop);
    }
}
