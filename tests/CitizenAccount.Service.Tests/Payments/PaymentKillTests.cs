using System.Globalization;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Service.Payments.Batches;
using CitizenAccount.Service.Payments.Ledger;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Payments;

/// <summary>Processes that prepare, seal, book, drop and import are killed by kill -9 at random moments; others go on.
/// In the end every household is paid once, to the halala. Seeds: CITIZENACCOUNT_KILL_SEEDS, two without it.</summary>
public sealed class PaymentKillTests
{
    private const int Households = 600;
    private const int KillsOfAPhase = 2;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, int.Parse(
        Environment.GetEnvironmentVariable("CITIZENACCOUNT_KILL_SEEDS") ?? "2", CultureInfo.InvariantCulture))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whenever_a_process_is_killed_nobody_is_paid_twice_and_nobody_is_forgotten(int seed)
    {
        var folder = Directory.CreateTempSubdirectory("citizen-account-pay-kill");
        try
        {
            await RunAsync(folder.FullName, new Random(seed));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(string folder, Random chance)
    {
        var (drop, settings) = (Path.Combine(folder, "drop"), SettingsOf(folder));
        string name;
        await using (var service = await RunningService.StartAsync(settings, folder))
        {
            await service.LoadAsync(Households, 7);
            await service.PublishAsync(RunningService.Month);
            name = (await service.Disbursement().PrepareBatchAsync(PaymentDesk.Preparing(), service.Operator())).Batch.Name;
        }

        await KillAsync(folder, chance);
        PaymentBatch batch;
        await using (var service = await GoOnAsync(settings, folder))
        {
            batch = await service.UntilAsync(name, PaymentBatchState.Sealed);
            await service.ApproveAsync(batch);
            await service.ReleaseAsync(batch);
        }

        await KillAsync(folder, chance);
        IReadOnlyList<Sent> sent;
        await using (var service = await GoOnAsync(settings, folder))
        {
            await service.UntilAsync(name, PaymentBatchState.Sent);
            sent = await service.SentAsync(batch);
        }

        AssertDroppedOnce(drop, batch);
        Report(drop, batch, sent, chance);
        await KillAsync(folder, chance);
        await using (var service = await GoOnAsync(settings, folder))
        {
            await service.UntilAsync(name, PaymentBatchState.Reconciled);
            await AssertPaidOnceAsync(service, batch, sent);
            Assert.Empty(service.Log.Errors);
        }
    }

    // The killed processes lived by the real clock; their leases have to be over by this one.
    private static async Task<RunningService> GoOnAsync(Dictionary<string, string?> settings, string folder)
    {
        var service = await RunningService.StartAsync(settings, folder);
        service.Clock.MoveTo(TimeProvider.System.GetUtcNow().AddHours(1));
        return service;
    }

    private static Dictionary<string, string?> SettingsOf(string folder) => new()
    {
        ["Payments:DropDirectory"] = Path.Combine(folder, "drop"),
        ["Payments:PartSize"] = "20",
        ["Payments:LinesPerFile"] = "100",
        ["Payments:LeaseSeconds"] = "1",
    };

    // A process works for a while and is killed; several times.
    private static async Task KillAsync(string folder, Random chance)
    {
        for (var kill = 0; kill < KillsOfAPhase; kill++)
        {
            await using var process = ServiceProcess.Start(
                [
                    "--data-directory", folder, "--port", "0",
                    .. SettingsOf(folder).SelectMany(pair => new[] { "--set", $"{pair.Key}={pair.Value}" }),
                ]);
            await process.AddressAsync();
            using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1 + chance.Next(1_200)));
            await tick.WaitForNextTickAsync();
            await process.KillAsync();
        }
    }

    private static void AssertDroppedOnce(string drop, PaymentBatch batch)
    {
        var files = Directory.GetFiles(Path.Combine(drop, "out"), "*.xml").Select(Path.GetFileNameWithoutExtension).Order();
        Assert.Equal(batch.Files.Select(file => file.MessageId).Order(), files);
        Assert.All(batch.Files, file => Assert.Equal(
            file.ContentSha256,
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
                File.ReadAllBytes(Path.Combine(drop, "out", file.MessageId + ".xml"))))));
    }

    // One report a file, one of them twice over, some money sent back.
    private static void Report(string drop, PaymentBatch batch, IReadOnlyList<Sent> sent, Random chance)
    {
        var folder = Directory.CreateDirectory(Path.Combine(drop, "in")).FullName;
        var at = 0;
        foreach (var file in batch.Files)
        {
            var own = sent.Skip(at).Take((int)file.Lines).ToList();
            at += own.Count;
            var report = BankReports.Status(
                file.MessageId, own.Select(one => chance.Next(20) == 0 ? (one, "Rejected", "AC04") : (one, "Settled", "ACSC")));
            File.WriteAllBytes(Path.Combine(folder, $"{file.MessageId}.xml"), report);
            File.WriteAllBytes(Path.Combine(folder, $"{file.MessageId}-again.xml"), report);
        }
    }

    private static async Task AssertPaidOnceAsync(RunningService service, PaymentBatch batch, IReadOnlyList<Sent> sent)
    {
        await service.CleanAsync();
        var due = Enumerable.Range(0, Households).Select(Demo).Where(amount => amount > 0).ToList();
        Assert.Equal((due.Count, due.Sum()), (sent.Count, sent.Sum(one => one.Amount)));
        Assert.Equal(sent.Count, sent.Select(one => one.Household).Distinct().Count());
        var done = await service.GetBatchAsync(batch.Name);
        Assert.Equal(sent.Count, done.Settled + done.Returned);
        Assert.Equal(due.Sum(), done.SettledTotal.Halalas + done.ReturnedTotal.Halalas);
        await using var db = await service.OpenDbAsync();
        foreach (var kind in (EntryKind[])[EntryKind.Entitlement, EntryKind.Sent])
        {
            Assert.Equal(sent.Count, await db.JournalEntries.CountAsync(entry => entry.Kind == kind));
        }

        Assert.Equal(sent.Count, await db.JournalEntries.CountAsync(
            entry => entry.Kind == EntryKind.Settled || entry.Kind == EntryKind.Returned));
        Assert.All(
            await db.PaymentInstructions.AsNoTracking().Select(row => row.State).ToListAsync(),
            state => Assert.Contains(state, (InstructionState[])[InstructionState.Settled, InstructionState.Returned]));
    }

    private static long Demo(int index) => Rules.Decisions.Deciding.Decide(
        new Service.Demo.Population(7, RunningService.Month).Household(index).Facts, DecidedService.Rules).Amount;
}
