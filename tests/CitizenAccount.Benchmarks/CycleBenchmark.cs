using System.Diagnostics;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Demo;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.Data.Sqlite;

namespace CitizenAccount.Benchmarks;

/// <summary>The demo's month: 20,000 households sealed, decided and stored on SQLite, against a bare prepared-statement
/// insert of the same rows into a table of the same form in the same run.</summary>
internal static class CycleBenchmark
{
    private const int Households = 20_000;
    private const double TargetSeconds = 5;
    private static readonly YearMonth Month = new(2026, 12);

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
        await services.GetRequiredService<PopulationLoading>()
            .LoadAsync(new Population(99, Month), Month, Households, _ => { }, stop);

        var watch = Stopwatch.StartNew();
        var run = services.GetRequiredService<CycleRun>();
        await run.SealAsync(Month, "maker", confirmProvisional: false, stop);
        var rows = new List<DecisionRow>(Households);
        await run.EvaluateAsync(Month, rows.AddRange, stop);
        var decided = watch.Elapsed.TotalSeconds;

        var floor = BareInsert(services.GetRequiredService<StorageOptions>(), rows);
        Console.WriteLine(
            $"{Households:N0} households sealed, decided and stored: {decided:F2} s, target under {TargetSeconds} s");
        Console.WriteLine($"  {Households / decided,12:N0} households/s");
        Console.WriteLine($"  {Households / floor,12:N0} rows/s bare insert of the same rows (floor)");
        Console.WriteLine($"ratio to the floor: {floor / decided:F3}");
        Console.WriteLine($"peak memory: {Environment.WorkingSet / (1024 * 1024):N0} MB working set");
    }

    private static double BareInsert(StorageOptions storage, List<DecisionRow> rows)
    {
        using var connection = StorageFeature.OpenSqlite(storage.SqliteConnectionString);
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

        byte[][] ids = [.. rows.Select(row => row.HouseholdId.ToBytes())];
        var watch = Stopwatch.StartNew();
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO \"Bare\" VALUES ($a,$b,$c,$d,$e,$f,$g,$h,$i,$j)";
        SqliteParameter[] values = [.. "abcdefghij".Select(
            name => insert.Parameters.Add(new SqliteParameter { ParameterName = $"${name}" }))];
        insert.Prepare();
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

        transaction.Commit();
        return watch.Elapsed.TotalSeconds;
    }
}
