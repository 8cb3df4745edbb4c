using CitizenAccount.Rules.Cases;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Objections;

/// <summary>Where an open case counts; alike cases count in the same rows.</summary>
/// <param name="Queue">Scope of its queue.</param>
/// <param name="Staff">Scope of who works on it; null for nobody.</param>
internal sealed record CaseCount(string Queue, string? Staff)
{
    private const int Shards = 4;

    public DateOnly DueOn { get; init; }

    public DateOnly StartedOn { get; init; }

    public bool Waiting { get; init; }

    public byte Shard { get; init; }

    /// <summary>A place in a queue, by its id, with whom.</summary>
    public static CaseCount In(string queue, string? assignee) =>
        new($"q/{queue}", assignee is null ? null : $"s/{assignee}");

    /// <summary>Spreads cases by their id.</summary>
    public static byte ShardOf(Guid id) => (byte)(id.ToByteArray()[^1] & (Shards - 1));

    /// <summary>Where an objection counts; null when it is not open.</summary>
    public static CaseCount? Of(ObjectionRow row) => row.EndedAt is not null
        ? null
        : In(ObjectionQueues.IdOf(row.Queue), row.Assignee) with
        {
            DueOn = row.DueOn,
            StartedOn = row.StartedOn,
            Waiting = ObjectionLife.IsWaiting(row.State),
            Shard = ShardOf(row.Id),
        };

    public IEnumerable<ObjectionCountRow> Rows(long cases) =>
        new[] { Queue, Staff }.OfType<string>().Select(scope => new ObjectionCountRow
        {
            Scope = scope,
            DueOn = DueOn,
            StartedOn = StartedOn,
            Held = Staff is not null,
            Waiting = Waiting,

            // One person's cases are not filed at once by many.
            Shard = scope == Queue ? Shard : (byte)0,
            Cases = cases,
        });
}

/// <summary>Keeps the counts of open cases in step with the cases, in the transaction of each change.</summary>
internal static class ObjectionCounts
{
    public static async Task MoveAsync(ServiceDb db, CaseCount? before, CaseCount? after, CancellationToken stop)
    {
        if (before == after)
        {
            return;
        }

        foreach (var row in (before?.Rows(-1) ?? []).Concat(after?.Rows(1) ?? []))
        {
            await AddAsync(db, row, stop);
        }
    }

    private static async Task AddAsync(ServiceDb db, ObjectionCountRow delta, CancellationToken stop)
    {
        var found = await db.ObjectionCounts
            .Where(row => row.Scope == delta.Scope && row.DueOn == delta.DueOn && row.StartedOn == delta.StartedOn
                && row.Held == delta.Held && row.Waiting == delta.Waiting && row.Shard == delta.Shard)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Cases, row => row.Cases + delta.Cases), stop);
        if (found == 0)
        {
            // Two that are first at once: one is refused by the key and does its work again.
            db.ObjectionCounts.Add(delta);
        }
    }
}
