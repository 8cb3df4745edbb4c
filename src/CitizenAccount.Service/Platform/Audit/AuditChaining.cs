using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Platform.Audit;

/// <summary>Gives every new entry its place in the chain, within about a second and by whichever replica comes first.
/// A chain that every write had to extend itself would let one write at a time pass, over all replicas.</summary>
internal sealed partial class AuditChaining(
    IDbContextFactory<ServiceDb> databases, TimeProvider clock, ILogger<AuditChaining> log) : BackgroundService
{
    private const int PartSize = 500;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private DateOnly _toldOn;

    /// <summary>Chains everything that is stored now.</summary>
    public async Task ChainAsync(CancellationToken stop)
    {
        while (await ChainPartAsync(stop) == PartSize)
        {
            stop.ThrowIfCancellationRequested();
        }

        await TellHeadAsync(stop);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Repeating.RunAsync(
        LookEvery, clock, ChainAsync, failure => LogFailed(log, failure.GetType().Name), stoppingToken);

    private async Task<int> ChainPartAsync(CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            // Looked first without a transaction: most seconds there is nothing, and nobody has to wait for that.
            if (!await db.AuditEntries.AnyAsync(row => row.Number == null, stop))
            {
                return 0;
            }

            return await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                db.ChangeTracker.Clear();
                var transaction = await db.Database.BeginTransactionAsync(stop);
                await using (transaction)
                {
                    var chained = await ChainPartAsync(db, stop);
                    await transaction.CommitAsync(stop);
                    return chained;
                }
            });
        }
    }

    private static async Task<int> ChainPartAsync(ServiceDb db, CancellationToken stop)
    {
        var head = await db.AuditHeads.AsNoTracking().SingleAsync(stop);
        var rows = await db.AuditEntries.Where(row => row.Number == null)
            .OrderBy(row => row.Id).Take(PartSize).ToListAsync(stop);
        var (number, hash) = (head.Number, head.Hash);
        foreach (var row in rows)
        {
            hash = AuditChain.LinkOf(hash, ++number, row);
            (row.Number, row.Hash) = (number, hash);
        }

        var moved = await db.AuditHeads.Where(one => one.Number == head.Number).ExecuteUpdateAsync(
            one => one.SetProperty(it => it.Number, number).SetProperty(it => it.Hash, hash), stop);
        if (moved != 1)
        {
            // Another replica chains these.
            return 0;
        }

        await db.SaveChangesAsync(stop);
        return rows.Count;
    }

    // Once a day the end of the chain goes into the log, which others keep: whoever rewrote the chain since then would
    // have to rewrite that as well.
    private async Task TellHeadAsync(CancellationToken stop)
    {
        var today = Riyadh.DateOf(clock.GetUtcNow());
        if (_toldOn == today)
        {
            return;
        }

        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var head = await db.AuditHeads.AsNoTracking().SingleAsync(stop);
            LogHead(log, head.Number, Convert.ToHexStringLower(head.Hash));
            _toldOn = today;
        }
    }

    [LoggerMessage(1101, LogLevel.Information, "The audit chain ends with {Number}:{Hash}")]
    private static partial void LogHead(ILogger log, long number, string hash);

    [LoggerMessage(1102, LogLevel.Error, "Audit entries were not chained; it is tried again: {Failure}")]
    private static partial void LogFailed(ILogger log, string failure);
}
