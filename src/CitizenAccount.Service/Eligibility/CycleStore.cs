using System.Data.Common;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Cycles and the decisions they write.</summary>
internal sealed class CycleStore(IDbContextFactory<ServiceDb> databases, BulkInsert bulk)
{
    private static readonly BulkTable<DecisionRow> DecisionColumns = new("Decisions",
    [
        new("Month", row => (long)row.Month),
        new("HouseholdId", row => row.HouseholdId.ToBytes()),
        new("FactsSequence", row => row.FactsSequence),
        new("Eligibility", row => (long)row.Eligibility),
        new("Entitlement", row => (long)row.Entitlement),
        new("Reasons", row => row.Reasons),
        new("Amount", row => row.Amount),
        new("CountedIncome", row => row.CountedIncome),
        new("WeightTenths", row => (long)row.WeightTenths),
        new("CountedMembers", row => (long)row.CountedMembers),
    ]);

    public async Task<CycleRow?> FindAsync(int month, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Cycles.AsNoTracking().SingleOrDefaultAsync(row => row.Month == month, stop);
        }
    }

    public async Task<CycleRow> GetAsync(int month, CancellationToken stop) =>
        await FindAsync(month, stop) ?? throw new InvalidOperationException($"Cycle {month} was not started.");

    public async Task AddAsync(CycleRow row, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            db.Cycles.Add(row);
            await db.SaveChangesAsync(stop);
        }
    }

    /// <summary>Saves a step; a step that another process took first is a conflict.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else changed the cycle since it was read.</exception>
    public async Task SaveAsync(CycleRow row, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            Attach(db, row);
            await db.SaveChangesAsync(stop);
        }
    }

    /// <summary>Stores decisions and the cycle's progress in one transaction, outside the change tracker.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else went on with the cycle; nothing is stored.
    /// </exception>
    public async Task AddDecisionsAsync(CycleRow row, IReadOnlyList<DecisionRow> decisions, CancellationToken stop)
    {
        var connection = await bulk.OpenAsync(stop);
        await using (connection)
        {
            var transaction = await connection.BeginTransactionAsync(stop);
            await using (transaction)
            {
                await SaveProgressAsync(transaction, row, stop);
                bulk.Write(transaction, DecisionColumns, decisions);
                await transaction.CommitAsync(stop);
            }
        }

        row.Version++;
    }

    public async Task<int> NextPublicationAsync(CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return (await db.Cycles.MaxAsync(row => row.Publication, stop) ?? 0) + 1;
        }
    }

    private static async Task SaveProgressAsync(DbTransaction transaction, CycleRow row, CancellationToken stop)
    {
        var command = transaction.Connection!.CreateCommand();
        await using (command)
        {
            command.Transaction = transaction;
            command.CommandText =
                """
                UPDATE "Cycles" SET "Evaluated" = @evaluated, "EvaluatedThrough" = @through, "Version" = @version + 1
                WHERE "Month" = @month AND "Version" = @version
                """;
            command.Bind("@evaluated", row.Evaluated);
            command.Bind("@through", row.EvaluatedThrough.ToBytes());
            command.Bind("@version", row.Version);
            command.Bind("@month", row.Month);
            if (await command.ExecuteNonQueryAsync(stop) != 1)
            {
                throw new DbUpdateConcurrencyException("Another process went on with this cycle.");
            }
        }
    }

    private static void Attach(ServiceDb db, CycleRow row)
    {
        var entry = db.Cycles.Attach(row);
        entry.State = EntityState.Modified;
        entry.Property(cycle => cycle.Version).OriginalValue = row.Version;
        row.Version++;
    }
}
