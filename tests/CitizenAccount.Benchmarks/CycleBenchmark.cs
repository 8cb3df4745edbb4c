using System.Diagnostics;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Demo;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.Data.Sqlite;

namespace CitizenAccount.Benchmarks;

/// <summary>A month sealed, decided and stored on SQLite, the demo's 20,000 households and a million, against a bare prepared-statement
/// insert of the same rows into a table of the same form in the same run.</summary>
internal static class CycleBenchmark
{
    private static readonly YearMonth Month = new(2026, 12);

    public static Task RunAsync() => RunAsync(20_000, "target under 5 s");

    public static Task RunMillionAsync() => RunAsync(1_000_000, "target 0.40 of the floor in 600 MB");

    private static async Task RunAsync(int households, string target)
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
                await MeasureAsync(app.Services, households, target);
            }
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(IServiceProvider services, int households, string target)
    {
        var stop = CancellationToken.None;
        await services.GetRequiredService<StorageGate>().OpenAsync(stop);
        await services.GetRequiredService<PopulationLoading>()
            .LoadAsync(new Population(99, Month), Month, households, _ => { }, stop);
        GC.Collect();

        var watch = Stopwatch.StartNew();
        var run = services.GetRequiredService<CycleRun>();
        await run.SealAsync(Month, "maker", confirmProvisional: false, stop);
        var memory = 0L;
        await run.EvaluateAsync(Month, _ => memory = Math.Max(memory, Environment.WorkingSet), stop);
        var decided = watch.Elapsed.TotalSeconds;

        var floor = await BareInsertAsync(services);
        Console.WriteLine(
            $"{households:N0} households sealed, decided and stored: {decided:F2} s, {target}");
        Console.WriteLine($"  {households / decided,12:N0} households/s");
        Console.WriteLine($"  {households / floor,12:N0} rows/s bare insert of the same rows (floor)");
        Console.WriteLine($"ratio to the floor: {floor / decided:F3}");
        Console.WriteLine($"memory while evaluating: at most {memory / (1024 * 1024):N0} MB working set");
    }

    // The rows are read back partition by partition; only their insert is timed, all of it in one transaction.
    private static async Task<double> BareInsertAsync(IServiceProvider services)
    {
        using var connection = StorageFeature.OpenSqlite(
            services.GetRequiredService<StorageOptions>().SqliteConnectionString);
        using (var create = connection.CreateCommand())
        {
            create.CommandText =
                """
                CREATE TABLE "Bare" ("Month" INTEGER NOT NULL, "HouseholdId" BLOB NOT NULL, "A" INTEGER, "B" INTEGER,
                    "C" INTEGER, "D" INTEGER, "E" INTEGER, "F" INTEGER, "G" INTEGER, "H" INTEGER,
                    PRIMARY KEY ("Month", "HouseholdId"))
                """;
            create.ExecuteNonQuery();
        }

        var stop = CancellationToken.None;
        var decisions = services.GetRequiredService<EligibilityStore>();
        var partitions = await services.GetRequiredService<CycleStore>()
            .ListPartitionsAsync(CycleRun.CodeOf(Month), stop);
        var watch = Stopwatch.StartNew();
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO \"Bare\" VALUES ($a,$b,$c,$d,$e,$f,$g,$h,$i,$j)";
        SqliteParameter[] values = [.. "abcdefghij".Select(
            name => insert.Parameters.Add(new SqliteParameter { ParameterName = $"${name}" }))];
        insert.Prepare();
        foreach (var partition in partitions)
        {
            watch.Stop();
            var rows = await decisions.ListAsync(partition.Month, partition.After, partition.Through, stop);
            byte[][] ids = [.. rows.Select(row => row.HouseholdId.ToBytes())];
            watch.Start();
            Insert(rows, ids);
        }

        transaction.Commit();
        return watch.Elapsed.TotalSeconds;

        void Insert(IReadOnlyList<DecisionRow> rows, byte[][] ids)
        {
            for (var i = 0; i < rows.Count; i++)
            {
                var row = rows[i];
                values[0].Value = (long)row.Month;
                values[1].Value = ids[i];
                values[2].Value = row.FactsSequence;
                values[3].Value = (long)row.Eligibility;
                values[4].Value = (long)row.Entitlement;
                values[5].Value = row.Reasons;
                values[6].Value = row.Amount;
                values[7].Value = row.CountedIncome;
                values[8].Value = (long)row.WeightTenths;
                values[9].Value = (long)row.CountedMembers;
                insert.ExecuteNonQuery();
            }
        }
    }
}
