using System.Security.Cryptography;
using System.Text.Json;
using CitizenAccount.Service.Platform.Audit;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Operations;

/// <summary>What a purge removed of one table.</summary>
/// <param name="Table">The table.</param>
/// <param name="Before">What was older than this.</param>
/// <param name="Removed">How many rows.</param>
/// <param name="Keys">SHA-256 over their keys in order; of nothing for none.</param>
internal sealed record Purged(string Table, DateTime Before, long Removed, string Keys);

/// <summary>Removes what is older than its period, part by part. What was removed is stored as an audit entry in the
/// transaction that removes it, with a hash over the keys: so a purge can be told from a theft.</summary>
internal sealed class RetentionPurge(
    IDbContextFactory<ServiceDb> databases, RetentionOptions options, AuditCapture audit, TimeProvider clock)
{
    private const int PartSize = 2_000;

    // A list goes with a link for each of up to a thousand households.
    private const int ListPartSize = 25;

    /// <summary>Removes, or with a look only counts, everything whose time is over.</summary>
    public async Task<IReadOnlyList<Purged>> RunAsync(bool onlyLook, CancellationToken stop) =>
    [
        await RunAsync(
            "AccessRecords", options.AccessRecordDays, onlyLook,
            (db, before) => db.AccessRecords.Where(row => row.At < before).Select(row => row.Id),
            (db, ids) => db.AccessRecords.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(stop), stop),
        await RunAsync(
            "AccessLists", options.AccessRecordDays, onlyLook,
            (db, before) => db.AccessLists.Where(row => row.At < before).Select(row => row.Id),
            (db, ids) => RemoveListsAsync(db, ids, stop), stop, ListPartSize),
        await RunAsync(
            "Deliveries", options.DeliveryDays, onlyLook,
            (db, before) => db.Deliveries.Where(row => row.ChangedAt < before && row.GiveUpAt < before)
                .Select(row => row.Id),
            (db, ids) => db.Deliveries.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(stop), stop),
        await RunAsync(
            "Messages", options.MessageDays, onlyLook,
            (db, before) => db.Messages
                .Where(row => row.CreatedAt < before && row.DispatchedAt != null
                    && !db.Deliveries.Any(one => one.MessageId == row.Id && one.ChangedAt >= before))
                .Select(row => row.Id),
            (db, ids) => db.Messages.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(stop), stop),
        await RunAsync(
            "Sessions", options.SessionDays, onlyLook,
            (db, before) => db.Sessions.Where(row => row.EndsAt < before || row.EndedAt < before)
                .Select(row => row.Id),
            (db, ids) => db.Sessions.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(stop), stop),
        await RunAsync(
            "AuditEntries", options.AuditContentDays, onlyLook,
            (db, before) => db.AuditEntries
                .Where(row => row.At < before && row.ContentSealed != null && row.Number != null)
                .Select(row => row.Id),
            (db, ids) => db.AuditEntries.Where(row => ids.Contains(row.Id)).ExecuteUpdateAsync(
                row => row.SetProperty(it => it.ContentSealed, (byte[]?)null), stop),
            stop),
    ];

    private async Task<Purged> RunAsync(
        string table, int days, bool onlyLook, Func<ServiceDb, DateTime, IQueryable<Guid>> over,
        Func<ServiceDb, Guid[], Task<int>> remove, CancellationToken stop, int partSize = PartSize)
    {
        var before = clock.GetUtcNow().UtcDateTime.AddDays(-days);
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            if (onlyLook)
            {
                return new Purged(table, before, await over(db, before).LongCountAsync(stop), "");
            }

            var (removed, keys) = (0L, "");
            while (await RemovePartAsync(db, table, before, over, remove, partSize, stop) is { Removed: > 0 } part)
            {
                (removed, keys) = (removed + part.Removed, part.Keys);
            }

            return new Purged(table, before, removed, keys);
        }
    }

    private Task<Purged> RemovePartAsync(
        ServiceDb db, string table, DateTime before, Func<ServiceDb, DateTime, IQueryable<Guid>> over,
        Func<ServiceDb, Guid[], Task<int>> remove, int partSize, CancellationToken stop) =>
        db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            db.ChangeTracker.Clear();
            var transaction = await db.Database.BeginTransactionAsync(stop);
            await using (transaction)
            {
                var ids = await over(db, before).Order().Take(partSize).ToArrayAsync(stop);
                var part = new Purged(table, before, ids.Length, HashOf(ids));
                if (ids.Length > 0)
                {
                    if (await remove(db, ids) != ids.Length)
                    {
                        throw new InvalidOperationException($"Not all of {table} that are over could be removed.");
                    }

                    db.Add(audit.Make(
                        table, $"retention/{before:O}", null, AuditedChange.Removed,
                        JsonSerializer.SerializeToUtf8Bytes(part)));
                    await db.SaveChangesAsync(stop);
                }

                await transaction.CommitAsync(stop);
                return part;
            }
        });

    // Links are kept by household: those of a list are found by the households it names.
    private static async Task<int> RemoveListsAsync(ServiceDb db, Guid[] ids, CancellationToken stop)
    {
        var lists = await db.AccessLists.AsNoTracking().Where(row => ids.Contains(row.Id))
            .Select(row => new { row.Id, row.Households }).ToListAsync(stop);
        foreach (var list in lists)
        {
            var households = AccessListRow.Unpack(list.Households);
            var removed = await db.AccessListHouseholds
                .Where(link => households.Contains(link.HouseholdId) && link.AccessListId == list.Id)
                .ExecuteDeleteAsync(stop);
            if (removed != households.Length)
            {
                throw new InvalidOperationException($"Not all households of list {list.Id:D} could be removed.");
            }
        }

        return await db.AccessLists.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(stop);
    }

    private static string HashOf(Guid[] ids)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var id in ids)
        {
            hash.AppendData(id.ToByteArray(bigEndian: true));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
