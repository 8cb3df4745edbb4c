using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Applications;

/// <summary>Runs work of the service itself, which no caller sent, in one transaction.</summary>
internal sealed class ApplicationTransactions(IDbContextFactory<ServiceDb> databases, OutboxSignal outbox)
{
    private const int AttemptsMax = 4;

    /// <summary>Does the work and stores it; does it again when a caller's write was faster.</summary>
    /// <param name="work">Reads and changes through the given context and has no other effect.</param>
    /// <param name="otherwise">What is answered when every try was too slow; nothing is stored then.</param>
    /// <param name="stop">Stops before anything is stored.</param>
    public async Task<T> RunAsync<T>(Func<ServiceDb, Task<T>> work, T otherwise, CancellationToken stop)
    {
        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            try
            {
                return await TryAsync(work, stop);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Read again and do it again.
            }
            catch (DbUpdateException failure) when (StorageFailure.IsUniqueViolation(failure))
            {
                // The same.
            }
        }

        return otherwise;
    }

    private async Task<T> TryAsync<T>(Func<ServiceDb, Task<T>> work, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var result = await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                db.ChangeTracker.Clear();
                var transaction = await db.Database.BeginTransactionAsync(stop);
                await using (transaction)
                {
                    var made = await work(db);
                    await db.SaveChangesAsync(stop);
                    await transaction.CommitAsync(stop);
                    return made;
                }
            });
            outbox.Raise();
            return result;
        }
    }
}
