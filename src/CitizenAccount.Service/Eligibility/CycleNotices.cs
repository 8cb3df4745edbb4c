using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Tells the households of a published cycle what was decided on them: partition by partition, the messages
/// together with the mark that they are written. The 90 days to object count from the last of them, for everyone.
/// </summary>
internal sealed class CycleNotices(
    IDbContextFactory<ServiceDb> databases, CycleStore store, EligibilityStore decisions, AccountsApi accounts,
    Outbox outbox, OutboxSignal sender, CycleOptions options, TimeProvider clock)
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
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                db.ChangeTracker.Clear();
                var transaction = await db.Database.BeginTransactionAsync(stop);
                await using (transaction)
                {
                    if (!await MarkAsync(db, partition, now.UtcDateTime, stop))
                    {
                        return;
                    }

                    foreach (var (household, account) in open.Where(one => rows.ContainsKey(one.Household)))
                    {
                        Add(db, account, rows[household], paid.GetValueOrDefault(household), now);
                    }

                    await db.SaveChangesAsync(stop);
                    await transaction.CommitAsync(stop);
                }
            });
        }
    }

    private void Add(ServiceDb db, AccountId account, DecisionRow row, long before, DateTimeOffset now)
    {
        foreach (var message in DecisionMessages.Of(account, row, before, now))
        {
            outbox.Add(db, message);
        }
    }

    private static async Task<bool> MarkAsync(
        ServiceDb db, CyclePartitionRow partition, DateTime now, CancellationToken stop) =>
        await db.CyclePartitions
            .Where(row => row.Month == partition.Month && row.Index == partition.Index && row.NoticedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.NoticedAt, now), stop) == 1;
}
