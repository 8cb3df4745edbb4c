using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Payments.Batches;

/// <summary>Batches and their files, and who works on them.</summary>
internal sealed class BatchStore(IDbContextFactory<ServiceDb> databases)
{
    public async Task<BatchRow?> FindAsync(int number, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.PaymentBatches.AsNoTracking().SingleOrDefaultAsync(row => row.Number == number, stop);
        }
    }

    public async Task<IReadOnlyList<BankFileRow>> ListFilesAsync(int batch, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.BankFiles.AsNoTracking().Where(row => row.Batch == batch)
                .OrderBy(row => row.Number).ToListAsync(stop);
        }
    }

    public async Task<BankFileRow?> FindFileAsync(int batch, int number, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.BankFiles.AsNoTracking()
                .SingleOrDefaultAsync(row => row.Batch == batch && row.Number == number, stop);
        }
    }

    /// <summary>Batches somebody has to work on: lines to be made, or files to be handed over.</summary>
    public async Task<IReadOnlyList<BatchRow>> ListToWorkAsync(CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.PaymentBatches.AsNoTracking()
                .Where(row => row.State == BatchState.Preparing || row.State == BatchState.Released)
                .OrderBy(row => row.Number).ToListAsync(stop);
        }
    }

    /// <summary>Takes the lease on a batch, or renews it.</summary>
    public async Task<bool> ClaimAsync(
        BatchRow batch, string owner, DateTime now, TimeSpan lease, CancellationToken stop)
    {
        var until = now + lease;
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.PaymentBatches
                .Where(row => row.Number == batch.Number && row.State == batch.State
                    && (row.LeaseUntil == null || row.LeaseUntil < now || row.Owner == owner))
                .ExecuteUpdateAsync(
                    row => row.SetProperty(one => one.Owner, owner).SetProperty(one => one.LeaseUntil, until),
                    stop) == 1;
        }
    }

    /// <summary>Gives the lease back.</summary>
    public async Task LeaveAsync(int number, string owner)
    {
        var db = await databases.CreateDbContextAsync(CancellationToken.None);
        await using (db)
        {
            await db.PaymentBatches.Where(row => row.Number == number && row.Owner == owner)
                .ExecuteUpdateAsync(
                    row => row.SetProperty(one => one.Owner, (string?)null)
                        .SetProperty(one => one.LeaseUntil, (DateTime?)null),
                    CancellationToken.None);
        }
    }
}
