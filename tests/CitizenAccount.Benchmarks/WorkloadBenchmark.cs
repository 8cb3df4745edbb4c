using System.Diagnostics;
using CitizenAccount.Rules.Cases;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Objections;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Channel = CitizenAccount.Contracts.Type.V1.Channel;

namespace CitizenAccount.Benchmarks;

/// <summary>GetWorkload over 1,000,000 open cases of 400 case workers, against adding the cases up themselves in the same
/// run.</summary>
internal static class WorkloadBenchmark
{
    private const int Cases = 1_000_000;
    private const int Workers = 400;
    private const int Rounds = 21;
    private const double TargetMs = 200;

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("citizen-account-benchmark");
        try
        {
            var plan = new HostPlan { Environment = "Development" };
            plan.Settings["Storage:DataDirectory"] = folder.FullName;
            plan.Settings["Listen:Port"] = "0";
            plan.Settings["Logging:LogLevel:Default"] = "Warning";
            var app = ServiceHost.Build(plan);
            await using (app)
            {
                await MeasureAsync(app.Services);
            }
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(IServiceProvider services)
    {
        var stop = CancellationToken.None;
        await services.GetRequiredService<StorageGate>().OpenAsync(stop);
        var rows = await LoadAsync(services, stop);
        var workloads = services.GetRequiredService<Workloads>();
        var counted = await MedianAsync(async () =>
        {
            var total = (await workloads.CountAsync(null, null, stop)).Total.Open;
            if (total != Cases)
            {
                throw new InvalidOperationException($"{total:N0} cases were counted of {Cases:N0}.");
            }
        });
        var databases = services.GetRequiredService<IDbContextFactory<ServiceDb>>();
        var floor = await MedianAsync(async () =>
        {
            var db = await databases.CreateDbContextAsync(stop);
            await using (db)
            {
                await db.Objections.Where(row => row.EndedAt == null).GroupBy(row => new { row.Queue, row.Assignee })
                    .Select(all => new { all.Key, Open = all.Count(), Due = all.Min(row => row.DueOn) }).ToListAsync(stop);
            }
        }, rounds: 3);
        Console.WriteLine($"{Cases:N0} open cases, {Workers} case workers, {rows:N0} rows of counts");
        Console.WriteLine($"  {counted,10:N1} ms GetWorkload of all (median of {Rounds}), target under {TargetMs} ms");
        Console.WriteLine($"  {floor,10:N1} ms adding up the cases themselves (floor of the same run)");
        Console.WriteLine($"ratio to the floor: {floor / counted:F1} times faster");
    }

    // Filed over 60 days, half of them with a case worker, a tenth waiting.
    private static async Task<int> LoadAsync(IServiceProvider services, CancellationToken stop)
    {
        var calendar = services.GetRequiredService<CaseCalendar>();
        var today = Riyadh.DateOf(TimeProvider.System.GetUtcNow());
        var chance = new Random(11);
        var due = Enumerable.Range(0, 60).Select(age => calendar.Days.AddWorkingDays(today.AddDays(-age), 15)).ToArray();
        var insert = services.GetRequiredService<BulkInsert>();
        var counts = new Dictionary<CaseCount, long>();
        using var connection = await insert.OpenAsync(stop);
        for (var done = 0; done < Cases; done += 50_000)
        {
            using var transaction = connection.BeginTransaction();
            var batch = Enumerable.Range(done, 50_000).Select(i => RowOf(i, chance, due, today)).ToList();
            insert.Write(transaction, Table, batch);
            transaction.Commit();
            foreach (var row in batch)
            {
                var count = CaseCount.Of(row)!;
                counts[count] = counts.GetValueOrDefault(count) + 1;
            }
        }

        using var last = connection.BeginTransaction();
        var rows = counts.SelectMany(pair => pair.Key.Rows(pair.Value))
            .GroupBy(row => (row.Scope, row.DueOn, row.StartedOn, row.Held, row.Waiting, row.Shard))
            .Select(same => (same.First(), same.Sum(row => row.Cases))).ToList();
        insert.Write(last, Counts, rows);
        last.Commit();
        return rows.Count;
    }

    private static ObjectionRow RowOf(int number, Random chance, DateOnly[] due, DateOnly today)
    {
        var age = chance.Next(60);
        var queues = Enum.GetValues<ObjectionQueue>();
        var held = chance.Next(2) == 0;
        var waiting = held && chance.Next(5) == 0;
        var filed = TimeProvider.System.GetUtcNow().AddDays(-age);
        return new ObjectionRow
        {
            Id = Guid.CreateVersion7(filed),
            Number = $"{number:D10}",
            HouseholdId = HouseholdId.Synthetic(filed, (ulong)number),
            Member = 0,
            Kind = 1,
            Month = 202612,
            OpenMonth = 202612,
            Problem = 0,
            Grounds = 2,
            ContentSealed = new byte[300],
            State = waiting ? ObjectionState.WaitingForCitizen : held ? ObjectionState.Assigned : ObjectionState.Submitted,
            Queue = queues[chance.Next(queues.Length)],
            Assignee = held ? $"worker-{chance.Next(Workers)}" : null,
            Channel = Channel.Portal,
            FiledAt = filed.UtcDateTime,
            StartedAt = filed.UtcDateTime,
            StartedOn = today.AddDays(-age),
            WorkingDays = 15,
            DueOn = due[age].AddDays(waiting ? chance.Next(8) : 0),
            CalendarMark = 0,
            Ticket = null,
            Events = 0,
            Version = 1,
        };
    }

    private static readonly BulkTable<ObjectionRow> Table = new("Objections",
    [
        new("Id", row => row.Id.ToByteArray(true)), new("Number", row => row.Number),
        new("HouseholdId", row => row.HouseholdId.ToBytes()), new("Member", row => row.Member), new("Kind", row => row.Kind),
        new("Month", row => row.Month), new("OpenMonth", row => row.OpenMonth), new("Problem", row => row.Problem),
        new("Grounds", row => row.Grounds), new("ContentSealed", row => row.ContentSealed), new("State", row => (byte)row.State),
        new("WithSupervisor", row => row.WithSupervisor), new("Queue", row => (byte)row.Queue), new("Assignee", row => row.Assignee),
        new("Channel", row => (byte)row.Channel), new("FiledAt", row => row.FiledAt), new("StartedAt", row => row.StartedAt),
        new("StartedOn", row => Text(row.StartedOn)), new("WorkingDays", row => row.WorkingDays), new("DueOn", row => Text(row.DueOn)),
        new("CalendarMark", row => row.CalendarMark), new("Events", row => row.Events), new("Version", row => row.Version),
    ]);

    private static readonly BulkTable<(ObjectionCountRow Row, long Cases)> Counts = new("ObjectionCounts",
    [
        new("Scope", pair => pair.Row.Scope), new("DueOn", pair => Text(pair.Row.DueOn)),
        new("StartedOn", pair => Text(pair.Row.StartedOn)), new("Held", pair => pair.Row.Held),
        new("Waiting", pair => pair.Row.Waiting), new("Shard", pair => pair.Row.Shard), new("Cases", pair => pair.Cases),
    ]);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<double> MedianAsync(Func<Task> work, int rounds = Rounds)
    {
        var times = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            await work();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return times.Order().ElementAt(rounds / 2);
    }
}
