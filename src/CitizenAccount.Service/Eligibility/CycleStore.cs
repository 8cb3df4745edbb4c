using System.Data.Common;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Everything a partition's evaluation came to, stored at once.</summary>
internal sealed record EvaluatedPartition(
    CyclePartitionRow Partition, IReadOnlyList<DecisionRow> Decisions, IReadOnlyList<CycleOutlierRow> Outliers,
    byte[] DecisionsHash, CycleFigures Figures);

/// <summary>Cycles, their partitions, and the decisions they write.</summary>
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

    private static readonly BulkTable<CycleOutlierRow> OutlierColumns = new("CycleOutliers",
    [
        new("Month", row => (long)row.Month),
        new("HouseholdId", row => row.HouseholdId.ToBytes()),
        new("Kind", row => (long)row.Kind),
        new("Before", row => row.Before),
        new("After", row => row.After),
        new("Score", row => (long)row.Score),
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

    /// <summary>Cycles somebody has to work on: sealing, evaluating, or published and not yet told.</summary>
    public async Task<IReadOnlyList<CycleRow>> ListToWorkAsync(CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Cycles.AsNoTracking()
                .Where(row => row.State == CycleState.Sealing || row.State == CycleState.Evaluating
                    || (row.State == CycleState.Published && row.NoticedAt == null))
                .OrderBy(row => row.Month)
                .ToListAsync(stop);
        }
    }

    public async Task<IReadOnlyList<CyclePartitionRow>> ListPartitionsAsync(int month, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.CyclePartitions.AsNoTracking()
                .Where(row => row.Month == month).OrderBy(row => row.Index).ToListAsync(stop);
        }
    }

    public async Task AddAsync(CycleRow row, CycleStepRow step, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            db.Cycles.Add(row);
            db.CycleSteps.Add(step);
            await db.SaveChangesAsync(stop);
        }
    }

    /// <summary>Changes a cycle in one transaction; a change that another process made first is a conflict.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else changed the cycle meanwhile.</exception>
    public async Task ChangeAsync(int month, Func<ServiceDb, CycleRow, Task> change, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                db.ChangeTracker.Clear();
                var transaction = await db.Database.BeginTransactionAsync(stop);
                await using (transaction)
                {
                    var row = await db.Cycles.SingleAsync(row => row.Month == month, stop);
                    await change(db, row);
                    row.Version++;
                    await db.SaveChangesAsync(stop);
                    await transaction.CommitAsync(stop);
                }
            });
        }
    }

    /// <summary>Takes the lease on a cycle's own work: sealing, or closing the evaluation.</summary>
    public async Task<bool> ClaimAsync(
        CycleRow cycle, string owner, DateTime now, TimeSpan lease, CancellationToken stop)
    {
        var until = now + lease;
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Cycles
                .Where(row => row.Month == cycle.Month && row.State == cycle.State && row.Run == cycle.Run
                    && (row.LeaseUntil == null || row.LeaseUntil < now || row.Owner == owner))
                .ExecuteUpdateAsync(
                    row => row.SetProperty(one => one.Owner, owner).SetProperty(one => one.LeaseUntil, until),
                    stop) == 1;
        }
    }

    /// <summary>Gives back the lease on a cycle's own work.</summary>
    public async Task ReleaseAsync(CycleRow cycle, string owner, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            await db.Cycles.Where(row => row.Month == cycle.Month && row.Owner == owner)
                .ExecuteUpdateAsync(
                    row => row.SetProperty(one => one.Owner, (string?)null)
                        .SetProperty(one => one.LeaseUntil, (DateTime?)null),
                    stop);
        }
    }

    /// <summary>Takes the lease on a partition that is not done and nobody holds; null when there is none.</summary>
    public async Task<CyclePartitionRow?> ClaimPartitionAsync(
        int month, string owner, DateTime now, TimeSpan lease, CancellationToken stop)
    {
        var until = now + lease;
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            while (await db.CyclePartitions.AsNoTracking()
                .Where(row => row.Month == month && row.DoneAt == null
                    && (row.LeaseUntil == null || row.LeaseUntil < now))
                .OrderBy(row => row.Index)
                .FirstOrDefaultAsync(stop) is { } free)
            {
                var taken = await db.CyclePartitions
                    .Where(row => row.Month == month && row.Index == free.Index && row.DoneAt == null
                        && (row.LeaseUntil == null || row.LeaseUntil < now))
                    .ExecuteUpdateAsync(
                        row => row.SetProperty(one => one.Owner, owner).SetProperty(one => one.LeaseUntil, until),
                        stop);
                if (taken == 1)
                {
                    return free;
                }
            }

            return null;
        }
    }

    /// <summary>Gives back the lease on a partition that will not be finished here.</summary>
    public async Task ReleaseAsync(CyclePartitionRow partition, string owner, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            await db.CyclePartitions
                .Where(row => row.Month == partition.Month && row.Index == partition.Index && row.Owner == owner
                    && row.DoneAt == null)
                .ExecuteUpdateAsync(
                    row => row.SetProperty(one => one.Owner, (string?)null)
                        .SetProperty(one => one.LeaseUntil, (DateTime?)null),
                    stop);
        }
    }

    /// <summary>Stores the decisions of a partition, its outliers and that it is done, in one transaction.</summary>
    /// <returns>False, and nothing is stored, when the lease went to another or the cycle was cancelled.</returns>
    public async Task<bool> StoreAsync(
        CycleRow cycle, EvaluatedPartition evaluated, string owner, DateTime now, CancellationToken stop)
    {
        var connection = await bulk.OpenToWriteAsync(stop);
        await using (connection)
        {
            var transaction = await connection.BeginTransactionAsync(stop);
            await using (transaction)
            {
                if (await MarkDoneAsync(transaction, evaluated, owner, now, stop) != 1)
                {
                    return false;
                }

                if (cycle.Run > 1)
                {
                    await ClearAsync(transaction, evaluated.Partition, stop);
                }

                bulk.Write(transaction, DecisionColumns, evaluated.Decisions);
                bulk.Write(transaction, OutlierColumns, evaluated.Outliers);
                if (await CountAsync(transaction, cycle, evaluated.Decisions.Count, stop) != 1)
                {
                    return false;
                }

                await transaction.CommitAsync(stop);
                return true;
            }
        }
    }

    public static async Task<int> NextPublicationAsync(ServiceDb db, CancellationToken stop) =>
        (await db.Cycles.MaxAsync(row => row.Publication, stop) ?? 0) + 1;

    /// <summary>The record of a step.</summary>
    public static async Task<CycleStepRow> StepAsync(
        ServiceDb db, CycleRow row, string by, string note, DateTimeOffset now, CancellationToken stop) => new()
        {
            Month = row.Month,
            Number = await db.CycleSteps.CountAsync(step => step.Month == row.Month, stop) + 1,
            Run = row.Run,
            State = row.State,
            At = now.UtcDateTime,
            By = by,
            Note = note,
        };

    private static Task<int> MarkDoneAsync(
        DbTransaction transaction, EvaluatedPartition evaluated, string owner, DateTime now, CancellationToken stop) =>
        ExecuteAsync(
            transaction,
            """
            UPDATE "CyclePartitions" SET "DoneAt" = @now, "DecisionsHash" = @hash, "Figures" = @figures
            WHERE "Month" = @month AND "Index" = @index AND "Owner" = @owner AND "DoneAt" IS NULL
            """,
            stop,
            ("@now", now), ("@hash", evaluated.DecisionsHash), ("@figures", evaluated.Figures.ToBytes()),
            ("@month", evaluated.Partition.Month), ("@index", evaluated.Partition.Index), ("@owner", owner));

    private static async Task ClearAsync(DbTransaction transaction, CyclePartitionRow partition, CancellationToken stop)
    {
        foreach (var table in (string[])["Decisions", "CycleOutliers"])
        {
            await ExecuteAsync(
                transaction,
                $"""
                 DELETE FROM "{table}"
                 WHERE "Month" = @month AND "HouseholdId" > @after AND "HouseholdId" <= @through
                 """,
                stop,
                ("@month", partition.Month), ("@after", partition.After.ToBytes()),
                ("@through", partition.Through.ToBytes()));
        }
    }

    private static Task<int> CountAsync(
        DbTransaction transaction, CycleRow cycle, int households, CancellationToken stop) => ExecuteAsync(
        transaction,
        """
        UPDATE "Cycles" SET "Evaluated" = "Evaluated" + @households
        WHERE "Month" = @month AND "Run" = @run AND "State" = @state
        """,
        stop,
        ("@households", households), ("@month", cycle.Month), ("@run", cycle.Run),
        ("@state", (int)CycleState.Evaluating));

    /// <summary>Runs a statement in a transaction; how many rows it changed.</summary>
    public static async Task<int> ExecuteAsync(
        DbTransaction transaction, string text, CancellationToken stop,
        params IEnumerable<(string Name, object Value)> values)
    {
        var command = transaction.Connection!.CreateCommand();
        await using (command)
        {
            command.Transaction = transaction;
            command.CommandText = text;
            foreach (var (name, value) in values)
            {
                command.Bind(name, value);
            }

            return await command.ExecuteNonQueryAsync(stop);
        }
    }
}
