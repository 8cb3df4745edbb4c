using CitizenAccount.Rules.Cases;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Objections;

/// <summary>Where an open case counts; alike cases count in the same rows.</summary>
internal sealed record CaseCount(
    string Queue, string? Staff, DateOnly DueOn, DateOnly StartedOn, bool Waiting, byte Shard)
{
    private const int Shards = 4;

    /// <summary>Where a case counts; null when it is not open.</summary>
    public static CaseCount? Of(ObjectionRow row) => row.EndedAt is not null
        ? null
        : new CaseCount(
            $"q/{ObjectionQueues.IdOf(row.Queue)}", row.Assignee is { } staff ? $"s/{staff}" : null, row.DueOn,
            row.StartedOn, ObjectionLife.IsWaiting(row.State), (byte)(row.Id.ToByteArray()[^1] & (Shards - 1)));

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
