using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Storage;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Objections;

/// <summary>How much work waits, from the maintained counts: the days that matter are worked out once, and the database
/// adds up by them.</summary>
internal sealed class Workloads(
    IDbContextFactory<ServiceDb> databases, IEnumerable<CaseQueue> all, CaseCalendar calendar, TimeProvider clock)
{
    // Ages in working days, each bucket up to its last; the last has no end.
    private static readonly int[] AgesUntil = [2, 5, 10, 15, 20];

    /// <summary>Whether there is a queue of this id.</summary>
    public bool Knows(string queue) => all.Any(one => one.Id == queue);

    /// <summary>Counts, of one queue or of all.</summary>
    /// <param name="queue">Only this queue; null is all.</param>
    /// <param name="staff">Only the line of this person; null is everybody's.</param>
    /// <param name="stop">Stops counting.</param>
    public async Task<Workload> CountAsync(string? queue, string? staff, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var days = DaysOf(Riyadh.DateOf(now));
        var sums = await SumAsync(days, queue is not null ? "" : staff, stop);
        var queues = all.Where(one => queue is null || one.Id == queue)
            .Select(one => (Queue: one, Sum: sums.GetValueOrDefault($"q/{one.Id}") ?? new Sum("")))
            .OrderByDescending(pair => pair.Sum.Breached).ThenByDescending(pair => pair.Sum.Open).ToArray();
        var workload = new Workload
        {
            CountedTime = Timestamp.FromDateTimeOffset(now),
            Total = ToWire(queues.Aggregate(new Sum(""), (all, pair) => all.With(pair.Sum)), days.Today),
        };
        workload.Queues.Add(queues.Select(pair => new WorkloadQueue
        {
            Queue = pair.Queue.Id,
            Title = pair.Queue.Title.ToWire(),
            Counts = ToWire(pair.Sum, days.Today),
        }));

        // A person's numbers are over all queues: they are of no use beside one queue's.
        workload.Assignees.Add(sums.Where(pair => queue is null && pair.Value.Open > 0
                && pair.Key.StartsWith("s/", StringComparison.Ordinal) && (staff is null || pair.Key == $"s/{staff}"))
            .OrderByDescending(pair => pair.Value.Open).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new WorkloadAssignee
            {
                Assignee = pair.Key[2..],
                Counts = ToWire(pair.Value, days.Today),
            }));
        return workload;
    }

    /// <summary>Removes rows in which nothing counts any more.</summary>
    public async Task CleanAsync(CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            await db.ObjectionCounts.Where(row => row.Cases == 0).ExecuteDeleteAsync(stop);
        }
    }

    private async Task<Dictionary<string, Sum>> SumAsync(Days days, string? staff, CancellationToken stop)
    {
        var (today, risk) = (days.Today, days.RiskUntil);
        var (a, b, c, d, e) = (days.Age[0], days.Age[1], days.Age[2], days.Age[3], days.Age[4]);
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var own = $"s/{staff}";
            var rows = db.ObjectionCounts.AsNoTracking().Where(row => row.Cases != 0);
            rows = staff is null ? rows : rows.Where(row => row.Scope.StartsWith("q/") || row.Scope == own);
            return await rows
                .GroupBy(row => row.Scope)
                .Select(same => new Sum(same.Key)
                {
                    Open = same.Sum(row => row.Cases),
                    Unassigned = same.Sum(row => row.Held ? 0 : row.Cases),
                    Waiting = same.Sum(row => row.Waiting ? row.Cases : 0),
                    AtRisk = same.Sum(row => !row.Waiting && row.DueOn >= today && row.DueOn <= risk ? row.Cases : 0),
                    Breached = same.Sum(row => !row.Waiting && row.DueOn < today ? row.Cases : 0),
                    DueToday = same.Sum(row => row.DueOn == today ? row.Cases : 0),
                    Oldest = same.Min(row => row.StartedOn),
                    Age0 = same.Sum(row => row.StartedOn >= a ? row.Cases : 0),
                    Age1 = same.Sum(row => row.StartedOn >= b && row.StartedOn < a ? row.Cases : 0),
                    Age2 = same.Sum(row => row.StartedOn >= c && row.StartedOn < b ? row.Cases : 0),
                    Age3 = same.Sum(row => row.StartedOn >= d && row.StartedOn < c ? row.Cases : 0),
                    Age4 = same.Sum(row => row.StartedOn >= e && row.StartedOn < d ? row.Cases : 0),
                    Age5 = same.Sum(row => row.StartedOn < e ? row.Cases : 0),
                })
                .ToDictionaryAsync(sum => sum.Scope, stop);
        }
    }

    private WorkloadCounts ToWire(Sum sum, DateOnly today)
    {
        var oldest = sum.Oldest is { } day && day <= today ? calendar.Days.WorkingDaysBetween(day, today) : 0;
        var wire = new WorkloadCounts
        {
            Open = sum.Open,
            Unassigned = sum.Unassigned,
            Waiting = sum.Waiting,
            AtRisk = sum.AtRisk,
            Breached = sum.Breached,
            DueToday = sum.DueToday,
            OldestWorkingDays = oldest,
        };
        long[] cases = [sum.Age0, sum.Age1, sum.Age2, sum.Age3, sum.Age4, sum.Age5];
        wire.Ages.Add(cases.Select((count, i) => new WorkloadAge
        {
            FromWorkingDays = i == 0 ? 0 : AgesUntil[i - 1] + 1,
            UntilWorkingDays = i == AgesUntil.Length ? 0 : AgesUntil[i],
            Cases = count,
        }));
        return wire;
    }

    // The first day whose age does not pass each bucket, and the last day that is near.
    private Days DaysOf(DateOnly today)
    {
        var age = new DateOnly[AgesUntil.Length];
        var (day, worked) = (today, 0);
        for (var i = 0; i < AgesUntil.Length; i++)
        {
            while (worked + (calendar.Days.IsWorkingDay(day) ? 1 : 0) <= AgesUntil[i])
            {
                worked += calendar.Days.IsWorkingDay(day) ? 1 : 0;
                day = day.AddDays(-1);
            }

            age[i] = day;
        }

        // A case due on a day is at risk once no more than so many working days lie before it.
        var risk = today;
        for (var left = Rules.Cases.CaseClock.RiskDays; ;)
        {
            left -= calendar.Days.IsWorkingDay(risk) ? 1 : 0;
            if (left < 0)
            {
                break;
            }

            risk = risk.AddDays(1);
        }

        return new Days(today, risk, age);
    }

    private sealed record Days(DateOnly Today, DateOnly RiskUntil, DateOnly[] Age);

    private sealed record Sum(string Scope)
    {
        public long Open { get; init; }

        public long Unassigned { get; init; }

        public long Waiting { get; init; }

        public long AtRisk { get; init; }

        public long Breached { get; init; }

        public long DueToday { get; init; }

        public DateOnly? Oldest { get; init; }

        public long Age0 { get; init; }

        public long Age1 { get; init; }

        public long Age2 { get; init; }

        public long Age3 { get; init; }

        public long Age4 { get; init; }

        public long Age5 { get; init; }

        public Sum With(Sum other) => new(Scope)
        {
            Open = Open + other.Open,
            Unassigned = Unassigned + other.Unassigned,
            Waiting = Waiting + other.Waiting,
            AtRisk = AtRisk + other.AtRisk,
            Breached = Breached + other.Breached,
            DueToday = DueToday + other.DueToday,
            Oldest = Oldest is null || other.Oldest < Oldest ? other.Oldest ?? Oldest : Oldest,
            Age0 = Age0 + other.Age0,
            Age1 = Age1 + other.Age1,
            Age2 = Age2 + other.Age2,
            Age3 = Age3 + other.Age3,
            Age4 = Age4 + other.Age4,
            Age5 = Age5 + other.Age5,
        };
    }
}
