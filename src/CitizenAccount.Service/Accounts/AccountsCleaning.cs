using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Accounts;

/// <summary>Removes once an hour what nothing asks for any more: codes and temporary passwords that ran out, attempts
/// older than any limit looks back, revocations older than any token, and the secrets of sessions that are over. A day
/// is left for looking into a complaint.</summary>
internal sealed class AccountsCleaning(
    IDbContextFactory<ServiceDb> databases, TimeProvider clock, ILogger<AccountsCleaning> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan Spare = TimeSpan.FromDays(1);
    private static readonly TimeSpan AttemptsKept = TimeSpan.FromDays(31);

    /// <summary>Removes what is over now.</summary>
    public async Task CleanAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (over, attempts) = (now - Spare, now - AttemptsKept);
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            await db.Codes.Where(row => row.ExpiresAt < over).ExecuteDeleteAsync(stop);
            await db.TemporaryPasswords.Where(row => row.ExpiresAt < over).ExecuteDeleteAsync(stop);
            await db.Revocations.Where(row => row.At < over).ExecuteDeleteAsync(stop);
            await db.Attempts.Where(row => row.At < attempts).ExecuteDeleteAsync(stop);
            await db.RefreshTokens
                .Where(row => db.Sessions.Any(session => session.Id == row.SessionId
                    && (session.ExpiresAt < over || session.EndedAt < over)))
                .ExecuteDeleteAsync(stop);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Repeating.RunAsync(
        Every, clock, CleanAsync, failure => log.NotCleaned(failure.GetType().Name), stoppingToken);
}
