using CitizenAccount.Rules.Households;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Applications;

/// <summary>Households, their members and the versions of their facts.</summary>
internal sealed class HouseholdsStore(IDbContextFactory<ServiceDb> databases, BulkInsert bulk, StorageOptions storage)
{
    private static readonly BulkTable<HouseholdRow> HouseholdColumns = new("Households",
    [
        new("Id", row => row.Id.ToBytes()),
        new("Kind", row => (long)row.Kind),
        new("Revision", row => row.Revision),
        new("CreatedAt", row => row.CreatedAt),
        new("IbanSealed", row => row.IbanSealed),
        new("MobileSealed", row => row.MobileSealed),
    ]);

    private static readonly BulkTable<MemberRow> MemberColumns = new("Members",
    [
        new("HouseholdId", row => row.HouseholdId.ToBytes()),
        new("Position", row => (long)row.Position),
        new("NationalIdIndex", row => row.NationalIdIndex),
        new("CountedIndex", row => row.CountedIndex),
        new("IdentitySealed", row => row.IdentitySealed),
    ]);

    private static readonly BulkTable<HouseholdFactsRow> FactsColumns = new("HouseholdFacts",
    [
        new("Sequence", row => row.Sequence),
        new("HouseholdId", row => row.HouseholdId.ToBytes()),
        new("KnownAt", row => row.KnownAt),
        new("Facts", row => row.Facts),
    ]);

    private static readonly BulkTable<ApplicationRow> ApplicationColumns = new("Applications",
    [
        new("HouseholdId", row => row.HouseholdId.ToBytes()),
        new("State", row => (long)row.State),
        new("SubmittedAt", row => row.SubmittedAt),
        new("ContentSealed", row => row.ContentSealed),
    ]);

    public async Task<int> CountAsync(CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Households.CountAsync(stop);
        }
    }

    public async Task<long> LastSequenceAsync(CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.HouseholdFacts.MaxAsync(row => (long?)row.Sequence, stop) ?? 0;
        }
    }

    public async Task<long?> FindRevisionAsync(HouseholdId household, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Households
                .Where(row => row.Id == household).Select(row => (long?)row.Revision).SingleOrDefaultAsync(stop);
        }
    }

    /// <summary>Where persons count, by the hexadecimal of their blind index.</summary>
    public async Task<IReadOnlyDictionary<string, CountedPerson>> FindCountedAsync(
        IReadOnlyList<byte[]> indexes, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var rows = await db.Members.AsNoTracking()
                .Where(row => row.CountedIndex != null && indexes.Contains(row.CountedIndex))
                .Join(db.Households, row => row.HouseholdId, household => household.Id, (row, household) => new
                {
                    row.CountedIndex,
                    row.HouseholdId,
                    row.Position,
                    household.Kind,
                })
                .ToListAsync(stop);
            return rows.ToDictionary(
                row => Convert.ToHexString(row.CountedIndex!),
                row => new CountedPerson(row.HouseholdId, row.Position, (HouseholdKind)row.Kind));
        }
    }

    public async Task<FactsVersion?> FindFactsAsync(long sequence, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.HouseholdFacts.AsNoTracking()
                .Where(row => row.Sequence == sequence)
                .Select(row => new FactsVersion(row.HouseholdId, row.Sequence, row.Facts, row.Positions))
                .SingleOrDefaultAsync(stop);
        }
    }

    /// <summary>Versions after one, in the order they were added.</summary>
    public async Task<IReadOnlyList<FactsVersion>> ListAddedFactsAsync(long after, int count, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.HouseholdFacts.AsNoTracking()
                .Where(row => row.Sequence > after).OrderBy(row => row.Sequence).Take(count)
                .Select(row => new FactsVersion(row.HouseholdId, row.Sequence, row.Facts, null)).ToListAsync(stop);
        }
    }

    public async Task<FactsVersion?> FindNewestFactsAsync(HouseholdId household, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.HouseholdFacts.AsNoTracking()
                .Where(row => row.HouseholdId == household)
                .OrderByDescending(row => row.Sequence)
                .Select(row => new FactsVersion(row.HouseholdId, row.Sequence, row.Facts, row.Positions))
                .FirstOrDefaultAsync(stop);
        }
    }

    public async Task<IReadOnlyList<FactsVersion>> ListFactsAsync(
        FactsCut cut, HouseholdId after, int count, CancellationToken stop)
    {
        var connection = await bulk.OpenAsync(stop);
        await using (connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = HouseholdsSql.NewestFacts(storage.Provider);
            command.Bind("@after", after.ToBytes());
            command.Bind("@sequence", cut.SequenceMax);
            command.Bind("@knownBefore", cut.KnownBefore);
            command.Bind("@count", count);
            var versions = new List<FactsVersion>(count);
            var reader = await command.ExecuteReaderAsync(stop);
            await using (reader)
            {
                while (await reader.ReadAsync(stop))
                {
                    versions.Add(new FactsVersion(
                        HouseholdId.FromBytes(reader.GetFieldValue<byte[]>(0)),
                        reader.GetInt64(1),
                        reader.GetFieldValue<byte[]>(2),
                        null));
                }
            }

            return versions;
        }
    }

    /// <summary>Applications that are examined, of at most so many households after one, in order of household; without
    /// their revisions.</summary>
    public async Task<IReadOnlyList<(HouseholdId Household, byte[] Sealed)>> ListExaminedAsync(
        HouseholdId after, int count, CancellationToken stop)
    {
        var connection = await bulk.OpenAsync(stop);
        await using (connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = HouseholdsSql.Examined(storage.Provider);
            command.Bind("@after", after.ToBytes());
            command.Bind("@count", count);
            var read = new List<(HouseholdId, byte[])>(count);
            var reader = await command.ExecuteReaderAsync(stop);
            await using (reader)
            {
                while (await reader.ReadAsync(stop))
                {
                    read.Add((
                        HouseholdId.FromBytes(reader.GetFieldValue<byte[]>(0)), reader.GetFieldValue<byte[]>(1)));
                }
            }

            return read;
        }
    }

    /// <summary>Adds households with their members and first facts; all of them or none.</summary>
    public Task AddAllAsync(
        IReadOnlyList<HouseholdRow> households,
        IReadOnlyList<MemberRow> members,
        IReadOnlyList<HouseholdFactsRow> facts,
        CancellationToken stop) => AddAllAsync(households, members, facts, [], stop);

    /// <summary>Adds households with their members, first facts and applications; all of them or none.</summary>
    public async Task AddAllAsync(
        IReadOnlyList<HouseholdRow> households,
        IReadOnlyList<MemberRow> members,
        IReadOnlyList<HouseholdFactsRow> facts,
        IReadOnlyList<ApplicationRow> applications,
        CancellationToken stop)
    {
        var connection = await bulk.OpenToWriteAsync(stop);
        await using (connection)
        {
            var transaction = await connection.BeginTransactionAsync(stop);
            await using (transaction)
            {
                bulk.Write(transaction, HouseholdColumns, households);
                bulk.Write(transaction, MemberColumns, members);
                bulk.Write(transaction, FactsColumns, facts);
                bulk.Write(transaction, ApplicationColumns, applications);
                await transaction.CommitAsync(stop);
            }
        }
    }
}
