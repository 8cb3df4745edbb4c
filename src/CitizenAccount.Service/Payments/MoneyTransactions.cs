using System.Data.Common;
using CitizenAccount.Service.Payments.Ledger;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CitizenAccount.Service.Payments;

/// <summary>Runs work that moves money: one transaction, one at a time in the whole system, all or nothing.</summary>
internal sealed class MoneyTransactions(IDbContextFactory<ServiceDb> databases)
{
    /// <summary>Does the work; what it answers says whether it is kept.</summary>
    public async Task<bool> RunAsync(Func<ServiceDb, DbTransaction, Task<bool>> work, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                db.ChangeTracker.Clear();
                var transaction = await db.Database.BeginTransactionAsync(stop);
                await using (transaction)
                {
                    await Journal.TakeTurnAsync(db, stop);
                    if (!await work(db, transaction.GetDbTransaction()))
                    {
                        return false;
                    }

                    await db.SaveChangesAsync(stop);
                    await transaction.CommitAsync(stop);
                    return true;
                }
            });
        }
    }
}
