using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Notifications;

/// <summary>How an account's list stands.</summary>
/// <param name="Unread">How many are unread.</param>
/// <param name="Revision">The newest instant one was written or read, in ticks; 0 for none.</param>
internal readonly record struct ListState(int Unread, long Revision);

/// <summary>Which notifications of an account are wanted.</summary>
/// <param name="Account">The account.</param>
/// <param name="Kinds">Only these; a secret is never among them.</param>
/// <param name="UnreadOnly">Only those not read yet.</param>
internal sealed record ListFilter(AccountId Account, IReadOnlyList<MessageKind> Kinds, bool UnreadOnly);

/// <summary>A message of the list with how its sendings stand.</summary>
internal sealed record ListedMessage(MessageRow Message, IReadOnlyList<DeliveryRow> Deliveries);

/// <summary>Messages as their owner sees them: never one that carries a secret.</summary>
internal sealed class NotificationStore(IDbContextFactory<ServiceDb> databases)
{
    public async Task<ListState> StateAsync(AccountId account, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await StateAsync(db, account, stop);
        }
    }

    /// <summary>As <see cref="StateAsync(AccountId,CancellationToken)"/>, within a transaction.</summary>
    public static async Task<ListState> StateAsync(ServiceDb db, AccountId account, CancellationToken stop)
    {
        var found = await Listed(db, account).GroupBy(row => 1).Select(rows => new
        {
            Unread = rows.Count(row => row.ReadAt == null),
            Written = rows.Max(row => row.CreatedAt),
            Read = rows.Max(row => row.ReadAt),
        }).SingleOrDefaultAsync(stop);
        return found is null
            ? default
            : new ListState(found.Unread, Math.Max(found.Written.Ticks, found.Read?.Ticks ?? 0));
    }

    /// <summary>A page, newest first.</summary>
    /// <param name="filter">Which are wanted.</param>
    /// <param name="before">Only those before this one; null starts with the newest.</param>
    /// <param name="count">Most wanted.</param>
    /// <param name="stop">Ends the wait.</param>
    public Task<IReadOnlyList<ListedMessage>> ListAsync(
        ListFilter filter, Guid? before, int count, CancellationToken stop) => ReadAsync(
        db =>
        {
            var rows = db.Messages.Where(
                row => row.AccountId == filter.Account && filter.Kinds.Contains(row.Kind));
            rows = filter.UnreadOnly ? rows.Where(row => row.ReadAt == null) : rows;
            rows = before is { } id ? rows.Where(row => row.Id < id) : rows;
            return rows.OrderByDescending(row => row.Id).Take(count);
        }, stop);

    /// <summary>The newest of those written after an instant, oldest first.</summary>
    public async Task<IReadOnlyList<ListedMessage>> ListWrittenAfterAsync(
        AccountId account, DateTime instant, int count, CancellationToken stop)
    {
        var newest = await ReadAsync(
            db => Listed(db, account).Where(row => row.CreatedAt > instant)
                .OrderByDescending(row => row.Id).Take(count),
            stop);
        return [.. newest.Reverse()];
    }

    /// <summary>Those whose ids are not below one, oldest first.</summary>
    public Task<IReadOnlyList<ListedMessage>> ListFromAsync(AccountId account, Guid first, CancellationToken stop) =>
        ReadAsync(db => Listed(db, account).Where(row => row.Id >= first).OrderBy(row => row.Id), stop);

    /// <summary>Ids not below one.</summary>
    public async Task<IReadOnlyList<Guid>> ListIdsFromAsync(AccountId account, Guid first, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await Listed(db, account).Where(row => row.Id >= first).Select(row => row.Id).ToListAsync(stop);
        }
    }

    /// <summary>Marks messages as read, in a transaction; none of them unless all are the account's.</summary>
    /// <returns>How many were unread; null when one is not there.</returns>
    public static async Task<int?> MarkReadAsync(
        ServiceDb db, AccountId account, IReadOnlyList<Guid> ids, DateTime now, CancellationToken stop)
    {
        var rows = Listed(db, account).Where(row => ids.Contains(row.Id));
        if (await rows.CountAsync(stop) != ids.Count)
        {
            return null;
        }

        return await rows.Where(row => row.ReadAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ReadAt, now), stop);
    }

    private static IQueryable<MessageRow> Listed(ServiceDb db, AccountId account) =>
        db.Messages.Where(row => row.AccountId == account && MessagePlans.Listed.Contains(row.Kind));

    private async Task<IReadOnlyList<ListedMessage>> ReadAsync(
        Func<ServiceDb, IQueryable<MessageRow>> which, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var rows = await which(db).AsNoTracking().ToListAsync(stop);
            Guid[] ids = [.. rows.Select(row => row.Id)];
            var deliveries = ids.Length == 0
                ? []
                : await db.Deliveries.AsNoTracking().Where(row => ids.Contains(row.MessageId)).ToListAsync(stop);
            var byMessage = deliveries.ToLookup(row => row.MessageId);
            return [.. rows.Select(row => new ListedMessage(row, [.. byMessage[row.Id]]))];
        }
    }
}
