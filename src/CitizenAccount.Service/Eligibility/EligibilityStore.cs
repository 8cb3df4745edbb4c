using System.Data.Common;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Eligibility;

/// <summary>A published decision with what its cycle says of it.</summary>
internal sealed record PublishedDecision(DecisionRow Row, PublishedCycle Cycle)
{
    /// <summary>What replaced the cycle's own decision; null for that itself.</summary>
    public RedecisionRow? Again { get; init; }

    /// <summary>When it replaced another, and was published and told at once; null for the cycle's own.</summary>
    public DateTime? ReplacedAt { get; init; }

    public int Version => Again?.Version ?? 1;

    public DateTime DecidedAt => ReplacedAt ?? Cycle.DecidedAt;

    public DateTime PublishedAt => ReplacedAt ?? Cycle.PublishedAt;

    public DateTime? NotifiedAt => ReplacedAt ?? Cycle.NoticedAt;

    public string PolicyVersion => Again?.PolicyVersion ?? Cycle.PolicyVersion;

    public string PolicyHash => Again?.PolicyHash ?? Cycle.PolicyHash;

    /// <summary>The same, replaced.</summary>
    public PublishedDecision By(RedecisionRow again) =>
        this with { Row = again.ToDecision(), Again = again, ReplacedAt = again.DecidedAt };
}

/// <summary>What readers need of a published cycle.</summary>
internal sealed record PublishedCycle(
    int Month, int Number, int Publication, DateTime DecidedAt, DateTime PublishedAt, string PolicyVersion,
    string PolicyHash, byte[] SnapshotHash)
{
    /// <summary>When the last household was told, from which all have their days to object; null before.</summary>
    public DateTime? NoticedAt { get; init; }
}

/// <summary>Reads published decisions. What is not published does not exist here.</summary>
internal sealed class EligibilityStore(
    IDbContextFactory<ServiceDb> databases, BulkInsert bulk, StorageOptions storage)
{
    /// <summary>The published cycles, newest month first.</summary>
    public async Task<IReadOnlyList<PublishedCycle>> ListPublishedAsync(CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Cycles.AsNoTracking()
                .Where(row => row.Publication != null)
                .OrderByDescending(row => row.Month)
                .Select(row => new PublishedCycle(
                    row.Month, row.Number, row.Publication!.Value, row.SealedAt, row.PublishedAt!.Value,
                    row.PolicyVersion, row.PolicyHash, row.SnapshotHash)
                {
                    NoticedAt = row.NoticedAt,
                })
                .ToListAsync(stop);
        }
    }

    /// <summary>The decision of one month, published or not; the caller asks only for published months.</summary>
    public async Task<DecisionRow?> FindAsync(int month, HouseholdId household, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Decisions.AsNoTracking()
                .SingleOrDefaultAsync(row => row.Month == month && row.HouseholdId == household, stop);
        }
    }

    /// <summary>The household's decisions in these months, newest first.</summary>
    public async Task<IReadOnlyList<DecisionRow>> ListAsync(
        HouseholdId household, IReadOnlyList<int> months, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Decisions.AsNoTracking()
                .Where(row => months.Contains(row.Month) && row.HouseholdId == household)
                .OrderByDescending(row => row.Month)
                .ToListAsync(stop);
        }
    }

    /// <summary>The decisions of one month on some households.</summary>
    public async Task<IReadOnlyList<DecisionRow>> ListAsync(
        int month, IReadOnlyList<HouseholdId> households, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Decisions.AsNoTracking()
                .Where(row => row.Month == month && households.Contains(row.HouseholdId))
                .ToListAsync(stop);
        }
    }

    /// <summary>Decisions of one month that replaced others, on some households, newest version first.</summary>
    public async Task<IReadOnlyList<RedecisionRow>> ListRedecisionsAsync(
        int month, IReadOnlyList<HouseholdId> households, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Redecisions.AsNoTracking()
                .Where(row => row.Month == month && households.Contains(row.HouseholdId))
                .OrderByDescending(row => row.Version)
                .ToListAsync(stop);
        }
    }

    /// <summary>Which decisions were replaced after a sequence number, oldest first.</summary>
    public async Task<IReadOnlyList<Replaced>> ListReplacedAsync(long after, int count, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Redecisions.AsNoTracking()
                .Where(row => row.Sequence > after)
                .OrderBy(row => row.Sequence)
                .Take(count)
                .Select(row => new Replaced(row.Sequence, row.HouseholdId, row.DecidedAt))
                .ToListAsync(stop);
        }
    }

    /// <summary>The newest decision that replaced the cycle's own, and is not later than one; null when none did.
    /// </summary>
    public async Task<RedecisionRow?> FindRedecisionAsync(
        int month, HouseholdId household, CancellationToken stop, long through = long.MaxValue)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Redecisions.AsNoTracking()
                .Where(row => row.HouseholdId == household && row.Month == month && row.Sequence <= through)
                .OrderByDescending(row => row.Version)
                .FirstOrDefaultAsync(stop);
        }
    }

    /// <summary>Decisions that replaced others, of a household in these months.</summary>
    public async Task<IReadOnlyList<RedecisionRow>> ListRedecisionsAsync(
        HouseholdId household, IReadOnlyList<int> months, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Redecisions.AsNoTracking()
                .Where(row => row.HouseholdId == household && months.Contains(row.Month))
                .OrderByDescending(row => row.Month).ThenByDescending(row => row.Version)
                .ToListAsync(stop);
        }
    }

    /// <summary>What became of an asking; null when there is none.</summary>
    public async Task<AskedRedecision?> FindAskedAsync(
        HouseholdId household, int month, RedecisionCause cause, string reference, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var ask = await db.RedecisionAsks.AsNoTracking().SingleOrDefaultAsync(
                row => row.HouseholdId == household && row.Month == month && row.Cause == cause
                    && row.Reference == reference,
                stop);
            if (ask is not { DoneAt: not null, Version: { } version })
            {
                return ask is null ? null : new AskedRedecision(ask.DoneAt, false, false);
            }

            var raised = await db.Redecisions.AnyAsync(
                row => row.HouseholdId == household && row.Month == month && row.Version == version
                    && row.Amount > row.AmountBefore,
                stop);
            return new AskedRedecision(ask.DoneAt, true, raised);
        }
    }

    /// <summary>Decisions that replaced others after a sequence number, oldest first.</summary>
    public async Task<IReadOnlyList<Redecided>> ListRedecisionsAsync(long after, int count, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var rows = await db.Redecisions.AsNoTracking()
                .Where(row => row.Sequence > after)
                .OrderBy(row => row.Sequence)
                .Take(count)
                .Select(row => new
                {
                    row.Sequence,
                    row.HouseholdId,
                    row.Month,
                    row.Version,
                    row.Cause,
                    row.Reference,
                    row.AmountBefore,
                    row.Amount,
                })
                .ToListAsync(stop);
            return [.. rows.Select(row => new Redecided(
                row.Sequence, row.HouseholdId, CycleRun.MonthOf(row.Month), row.Version, row.Cause, row.Reference,
                row.AmountBefore, row.Amount))];
        }
    }

    /// <summary>The decisions a month's cycle made on households after one and up to another.</summary>
    public async Task<IReadOnlyList<DecisionRow>> ListAsync(
        int month, HouseholdId after, HouseholdId through, CancellationToken stop)
    {
        var connection = await bulk.OpenAsync(stop);
        await using (connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText =
                """
                SELECT "HouseholdId", "FactsSequence", "Eligibility", "Entitlement", "Reasons", "Amount",
                    "CountedIncome", "WeightTenths", "CountedMembers"
                FROM "Decisions" WHERE "Month" = @month AND "HouseholdId" > @after AND "HouseholdId" <= @through
                ORDER BY "HouseholdId"
                """;
            command.Bind("@month", month);
            command.Bind("@after", after.ToBytes());
            command.Bind("@through", through.ToBytes());
            var rows = new List<DecisionRow>();
            var reader = await command.ExecuteReaderAsync(stop);
            await using (reader)
            {
                while (await reader.ReadAsync(stop))
                {
                    rows.Add(Read(reader, month));
                }
            }

            return rows;
        }
    }

    private static DecisionRow Read(DbDataReader reader, int month) => new()
    {
        Month = month,
        HouseholdId = HouseholdId.FromBytes(reader.GetFieldValue<byte[]>(0)),
        FactsSequence = reader.GetInt64(1),
        Eligibility = reader.GetByte(2),
        Entitlement = reader.GetByte(3),
        Reasons = reader.GetInt64(4),
        Amount = reader.GetInt64(5),
        CountedIncome = reader.GetInt64(6),
        WeightTenths = reader.GetInt32(7),
        CountedMembers = reader.GetInt32(8),
    };

    /// <summary>What a month's cycle found due, in order of household.</summary>
    public async Task<IReadOnlyList<DueAmount>> ListDueAsync(
        int month, HouseholdId after, int count, CancellationToken stop)
    {
        var connection = await bulk.OpenAsync(stop);
        await using (connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = storage.Provider == StorageProvider.Sqlite
                ? """
                  SELECT "HouseholdId", "Amount" FROM "Decisions"
                  WHERE "Month" = @month AND "HouseholdId" > @after AND "Amount" > 0
                  ORDER BY "HouseholdId" LIMIT @count
                  """
                : """
                  SELECT TOP (@count) "HouseholdId", "Amount" FROM "Decisions"
                  WHERE "Month" = @month AND "HouseholdId" > @after AND "Amount" > 0
                  ORDER BY "HouseholdId"
                  """;
            command.Bind("@month", month);
            command.Bind("@after", after.ToBytes());
            command.Bind("@count", count);
            var due = new List<DueAmount>(count);
            var reader = await command.ExecuteReaderAsync(stop);
            await using (reader)
            {
                while (await reader.ReadAsync(stop))
                {
                    due.Add(new DueAmount(
                        HouseholdId.FromBytes(reader.GetFieldValue<byte[]>(0)), reader.GetInt64(1)));
                }
            }

            return due;
        }
    }
}
