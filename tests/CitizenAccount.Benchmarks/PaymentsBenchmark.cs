using System.Diagnostics;
using System.Globalization;
using CitizenAccount.Service.Payments;
using CitizenAccount.Service.Payments.Bank;
using CitizenAccount.Service.Payments.Batches;
using CitizenAccount.Service.Payments.Ledger;
using CitizenAccount.Service.Platform.Hosting;
using Microsoft.Data.Sqlite;

namespace CitizenAccount.Benchmarks;

/// <summary>A payment batch of 1,000,000 lines on SQLite: prepared, sealed, released and its files written; the bank's
/// report of as many lines taken over; the journal audited. Each against a bare floor of the same run.</summary>
internal static class PaymentsBenchmark
{
    /// <summary>What was booked for each line: due, sent, settled.</summary>
    private const int EntriesOfALine = 3;

    /// <summary>Rows written for each line until its file is written: line, instruction, two entries.</summary>
    private const int RowsOfALine = 4;

    private static int Lines => int.Parse(
        Environment.GetEnvironmentVariable("CITIZENACCOUNT_BENCHMARK_LINES") ?? "1000000", CultureInfo.InvariantCulture);

    public static Task BatchAsync() => RunAsync(_ => Task.CompletedTask);

    public static Task ImportAsync() => RunAsync(async stage => await ReportAsync(stage));

    public static Task AuditAsync() => RunAsync(async stage =>
    {
        await ReportAsync(stage);
        await AuditAsync(stage);
    });

    private static async Task RunAsync(Func<PaymentsStage, Task> then)
    {
        var folder = Directory.CreateTempSubdirectory("citizen-account-benchmark");
        try
        {
            var plan = new HostPlan { Environment = "Development" };
            plan.Settings["Storage:DataDirectory"] = folder.FullName;
            plan.Settings["Listen:Port"] = "0";
            plan.Settings["Logging:LogLevel:Default"] = "Warning";
            plan.Settings["Payments:DropDirectory"] = Path.Combine(folder.FullName, "drop");
            var app = ServiceHost.Build(plan);
            await using (app)
            {
                var stage = new PaymentsStage(app.Services, folder.FullName, Lines);
                await stage.LoadAsync();
                await BatchAsync(stage);
                await then(stage);
            }
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static async Task BatchAsync(PaymentsStage stage)
    {
        using var memory = new MemoryPeak();
        var watch = Stopwatch.StartNew();
        await stage.PrepareAsync();
        var run = stage.Services.GetRequiredService<BatchRun>();
        await run.WorkAsync(CancellationToken.None);
        var prepared = watch.Elapsed.TotalSeconds;
        await stage.ReleaseAsync();
        watch.Restart();
        await run.WorkAsync(CancellationToken.None);
        var written = watch.Elapsed.TotalSeconds;
        var batch = (await stage.Services.GetRequiredService<BatchStore>().FindAsync(1, CancellationToken.None))!;
        Require(batch.State == BatchState.Sent && batch.Lines == stage.Lines, $"The batch is {batch.State} with {batch.Lines} lines.");
        var floor = stage.BareInsert();
        var total = prepared + written;
        Console.WriteLine($"{batch.Lines:N0} lines prepared and sealed in {prepared:F1} s, booked and written in {written:F1} s: {total:F1} s");
        Console.WriteLine($"  target for 1,000,000: 60 s; {batch.Lines / total:N0} lines/s, {RowsOfALine * batch.Lines / total:N0} rows/s");
        Console.WriteLine($"  {floor:N0} rows/s bare insert of rows of one table (floor); ratio {RowsOfALine * batch.Lines / total / floor:F3}");
        Console.WriteLine($"  peak memory {memory.PeakMb:N0} MB working set, {memory.GrowthMb:N0} MB above the start; target 400 MB");
    }

    private static async Task ReportAsync(PaymentsStage stage)
    {
        var path = await stage.WriteReportAsync();
        var hash = await PaymentsStage.HashAsync(path);
        using var memory = new MemoryPeak();
        var watch = Stopwatch.StartNew();
        var imported = await stage.Services.GetRequiredService<ReportImporting>().ImportAsync(
            new ReceivedReport(path, null, hash, "operator"), validateOnly: false, CancellationToken.None);
        var taken = watch.Elapsed.TotalSeconds;
        Require(imported.Row.Settled == stage.Lines, $"{imported.Row.Settled} of {stage.Lines} lines were settled.");
        var floor = stage.BareInsert();
        Console.WriteLine($"{stage.Lines:N0} lines of a report reconciled in {taken:F1} s: {stage.Lines / taken:N0}/s; target for 1,000,000: 120 s");
        Console.WriteLine($"  {floor:N0} rows/s bare insert (floor); ratio {stage.Lines / taken / floor:F3}");
        Console.WriteLine($"  peak memory {memory.PeakMb:N0} MB working set");
    }

    private static async Task AuditAsync(PaymentsStage stage)
    {
        using var memory = new MemoryPeak();
        var audited = await stage.Services.GetRequiredService<LedgerAuditing>().AuditAsync(0, 0, CancellationToken.None);
        Require(audited.Findings.FirstBroken == 0, $"Invariant {audited.Findings.FirstBroken} is broken.");
        Require(audited.Until == EntriesOfALine * stage.Lines, $"The journal has {audited.Until} entries.");
        var taken = audited.Duration.TotalSeconds;
        var floor = stage.BareRead();
        Console.WriteLine($"{audited.Until:N0} entries audited in {taken:F1} s: {audited.Until / taken:N0}/s");
        Console.WriteLine($"  5,000,000 at this rate: {5_000_000 * taken / audited.Until:F0} s; target 60 s");
        Console.WriteLine($"  {floor:N0} rows/s bare read of the same table (floor); ratio {audited.Until / taken / floor:F3}");
        Console.WriteLine($"  peak memory {memory.PeakMb:N0} MB working set");
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }

    /// <summary>Watches the working set while it lives.</summary>
    private sealed class MemoryPeak : IDisposable
    {
        private readonly long _start = Environment.WorkingSet;
        private readonly Timer _timer;
        private long _peak = Environment.WorkingSet;

        public MemoryPeak() => _timer = new Timer(
            _ => _peak = Math.Max(_peak, Environment.WorkingSet), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(50));

        public long PeakMb => _peak >> 20;

        public long GrowthMb => (_peak - _start) >> 20;

        public void Dispose() => _timer.Dispose();
    }
}
