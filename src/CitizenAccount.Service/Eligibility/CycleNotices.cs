using System.Data.Common;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Storage;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Tells the households of a published cycle what was decided on them: partition by partition, the messages
/// together with the mark that they are written. The 90 days to object count from the last of them, for everyone.
/// </summary>
internal sealed class CycleNotices(
    CycleStore store, EligibilityStore decisions, AccountsApi accounts, BulkInsert bulk, Outbox outbox,
    OutboxSignal sender, CycleOptions options, TimeProvider clock)
{
    private readonly string _owner = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");

    /// <summary>Tells who was not told yet; leaves it to another replica that is at it.</summary>
    public async Task TellAsync(CycleRow cycle, CancellationToken stop)
    {
        var before = CycleRun.CodeOf(CycleRun.MonthOf(cycle.Month).AddMonths(-1));
        var hasBefore = (await decisions.ListPublishedAsync(stop)).Any(published => published.Month == before);
        foreach (var partition in await store.ListPartitionsAsync(cycle.Month, stop))
        {
            if (!await store.ClaimAsync(cycle, _owner, clock.GetUtcNow().UtcDateTime, options.CycleLease, stop))
            {
                return;
            }

            if (partition.NoticedAt is null)
            {
                await TellAsync(partition, hasBefore ? before : null, stop);
                sender.Raise();
            }
        }

        await store.ChangeAsync(cycle.Month, (_, row) =>
        {
            row.NoticedAt ??= clock.GetUtcNow().UtcDateTime;
            (row.Owner, row.LeaseUntil) = (null, null);
            return Task.CompletedTask;
        }, stop);
    }

    private async Task TellAsync(CyclePartitionRow partition, int? before, CancellationToken stop)
    {
        var open = await accounts.ListOpenAsync(partition.After, partition.Through, stop);
        var rows = open.Count == 0
            ? []
            : (await decisions.ListAsync(partition.Month, partition.After, partition.Through, stop))
                .ToDictionary(row => row.HouseholdId);
        var paid = before is { } month && open.Count > 0
            ? (await decisions.ListDueAsync(month, partition.After, partition.Households, stop))
                .ToDictionary(due => due.Household, due => due.Amount)
            : [];
        var now = clock.GetUtcNow();
        var messages = outbox.Make(open.Where(one => rows.ContainsKey(one.Household)).SelectMany(one =>
            DecisionMessages.Of(one.Account, rows[one.Household], paid.GetValueOrDefault(one.Household), now)));
        await StoreAsync(partition, messages, now.UtcDateTime, stop);
    }

    // The mark and the messages together, or neither; nothing where another was first.
    private async Task StoreAsync(
        CyclePartitionRow partition, IReadOnlyList<MessageRow> messages, DateTime now, CancellationToken stop)
    {
        var connection = await bulk.OpenToWriteAsync(stop);
        await using (connection)
        {
            var transaction = await connection.BeginTransactionAsync(stop);
            await using (transaction)
            {
                if (await MarkAsync(transaction, partition, now, stop) == 1)
                {
                    outbox.Write(transaction, messages);
                    await transaction.CommitAsync(stop);
                }
            }
        }
    }

    private static Task<int> MarkAsync(
        DbTransaction transaction, CyclePartitionRow partition, DateTime now, CancellationToken stop) =>
        CycleStore.ExecuteAsync(
            transaction,
            """
            UPDATE "CyclePartitions" SET "NoticedAt" = @now
            WHERE "Month" = @month AND "Index" = @index AND "NoticedAt" IS NULL
            """,
            stop,
            ("@now", now), ("@month", partition.Month), ("@index", partition.Index));
}
