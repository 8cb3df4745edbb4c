using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>Forgets once an hour the request_ids whose day is over; those of money are kept for ever.</summary>
internal sealed class RequestsCleaning(
    IDbContextFactory<ServiceDb> databases, TimeProvider clock, ILogger<RequestsCleaning> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>Forgets what is over now.</summary>
    public async Task CleanAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            await db.Requests.Where(row => row.KeptUntil < now).ExecuteDeleteAsync(stop);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Repeating.RunAsync(
        Every, clock, CleanAsync, failure => log.RequestsNotCleaned(failure.GetType().Name), stoppingToken);
}
