using System.Diagnostics;
using System.Globalization;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Payments.Batches;
using CitizenAccount.Service.Payments.Ledger;
using CitizenAccount.Service.Payments.Recoveries;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Payments;

/// <summary>Processes that prepare, seal, book, drop and import are killed by kill -9 at random moments, while a bank in
/// another process loses answers, answers twice, cuts reports off, refuses, sends money back and takes no file at all.
/// Others go on. In the end every household has what it is due, once, to the halala, by the bank's own book and by
/// ours. Seeds: CITIZENACCOUNT_KILL_SEEDS, two without it; households: CITIZENACCOUNT_PAY_HOUSEHOLDS.</summary>
public sealed class PaymentKillTests
{
    private const int KillsOfAPhase = 2;

    private static readonly int Households = Setting("CITIZENACCOUNT_PAY_HOUSEHOLDS", 600);

    // A day of the bank each; over more lines a busy machine may look quiet for longer than it is.
    private static readonly int RoundsMax = 12 + (Households / 10_000);

    // Parts, files and reports small enough that a kill falls between them.
    private static readonly int Part = Math.Max(20, Households / 200);

    // How long nothing changes before the next day comes: the bank and the books take longer over more.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5 + (Households / 30_000));

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60 + (Households / 500));

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Setting("CITIZENACCOUNT_KILL_SEEDS", 2))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whenever_a_process_is_killed_and_whatever_the_bank_does_everybody_is_paid_once(int seed)
    {
        var folder = Directory.CreateTempSubdirectory("citizen-account-pay-kill");
        try
        {
            var drop = Path.Combine(folder.FullName, "drop");
            await using var bank = await SimulatedBank.StartAsync(drop, "all", seed, Part * 2);
            await RunAsync(folder.FullName, bank, new Random(seed));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(string folder, SimulatedBank bank, Random chance)
    {
        var settings = SettingsOf(folder);
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
            batch = await ComeToAsync(service, name, PaymentBatchState.Sealed);
            await service.ApproveAsync(batch);
            await service.ReleaseAsync(batch);
        }

        // The bank answers while files still go out.
        await KillAsync(folder, chance);
        await KillAsync(folder, chance);
        await using (var service = await GoOnAsync(settings, folder))
        {
            await ReconcileAsync(service, name);
            AssertSentOnce(Path.Combine(folder, "drop"), batch);
            await PayAgainAsync(service, bank);
            await AssertPaidOnceAsync(service, bank);
            Assert.Empty(service.Log.Errors);
        }
    }

    // What the bank does not say is asked after a day, until it does.
    private static async Task ReconcileAsync(RunningService service, string name)
    {
        for (var round = 0; (await service.GetBatchAsync(name)).State != PaymentBatchState.Reconciled; round++)
        {
            Assert.True(round < RoundsMax, $"{await service.GetBatchAsync(name)}");
            await ComeToAsync(service, name, PaymentBatchState.Sent);
            if (!await WaitedAsync(service, name))
            {
                service.Clock.Move(TimeSpan.FromHours(25));
            }
        }
    }

    // Until nothing more changes for a while, or all is known.
    private static async Task<bool> WaitedAsync(RunningService service, string name)
    {
        var (seen, since) = ("", Stopwatch.StartNew());
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (since.Elapsed < Quiet)
        {
            var batch = await service.GetBatchAsync(name);
            if (batch.State == PaymentBatchState.Reconciled)
            {
                return true;
            }

            var now = $"{batch.Settled}/{batch.Returned}/{batch.OutcomeUnknown}";
            if (now != seen)
            {
                since.Restart();
            }

            seen = now;
            await tick.WaitForNextTickAsync();
        }

        return false;
    }

    // What came back is let go by staff and paid by new instructions, which may come back again.
    private static async Task PayAgainAsync(RunningService service, SimulatedBank bank)
    {
        for (var round = 0; ; round++)
        {
            await AllReturnsKnownAsync(service, bank);
            await using var db = await service.OpenDbAsync();
            var holds = await db.PaymentHolds.AsNoTracking()
                .Where(row => row.ReleasedAt == null && row.Cause == HoldCause.PaymentReturned).ToListAsync();
            if (!await db.PaymentInstructions.AnyAsync(row => row.State >= InstructionState.Returned && !row.Replaced))
            {
                return;
            }

            Assert.True(round < RoundsMax, "It came back again and again.");
            foreach (var hold in holds)
            {
                await service.Disbursement().ReleaseHoldAsync(
                    new() { RequestId = Citizens.NewId(), Name = HoldSteps.NameOf(hold), Note = "Tried again.", Purpose = Clients.Asked },
                    service.Supervisor());
            }

            service.Clock.MoveTo(NextWorkingMorning(service.Clock.GetUtcNow()));
            var today = Rules.Time.Riyadh.DateOf(service.Clock.GetUtcNow());
            var again = await service.Disbursement().PrepareBatchAsync(
                PaymentDesk.Preparing(kind: PaymentBatchKind.Repayment, day: today), service.Operator());
            var batch = await ComeToAsync(service, again.Batch.Name, PaymentBatchState.Sealed);
            await service.ApproveAsync(batch);
            await service.ReleaseAsync(batch);
            await ReconcileAsync(service, batch.Name);
        }
    }

    private static DateTimeOffset NextWorkingMorning(DateTimeOffset now)
    {
        var day = Rules.Time.Riyadh.DateOf(now).AddDays(1);
        while (day.DayOfWeek is DayOfWeek.Friday or DayOfWeek.Saturday)
        {
            day = day.AddDays(1);
        }

        return Rules.Time.Riyadh.StartOf(day).AddHours(9);
    }

    // Deposits come back after three days of the bank; it writes them down before it tells.
    private static async Task AllReturnsKnownAsync(RunningService service, SimulatedBank bank)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        var since = Stopwatch.StartNew();
        for (var quiet = 0; quiet < 6; quiet++)
        {
            await tick.WaitForNextTickAsync();
            await using var db = await service.OpenDbAsync();
            var booked = await db.JournalEntries.CountAsync(
                entry => entry.Kind == EntryKind.Returned && entry.Source == Service.Payments.Ledger.Book.Paid);
            var early = await db.JournalEntries.CountAsync(
                entry => entry.Kind == EntryKind.Returned && entry.Source == Service.Payments.Ledger.Book.InTransit);
            var back = bank.Book().Count(line => line.What == "return");
            quiet = back <= booked + early ? quiet : 0;
            Assert.True(since.Elapsed < Limit, $"{back} came back, {booked} and {early} are booked.");
        }
    }

    // The killed processes lived by the real clock; their leases have to be over by this one.
    private static async Task<RunningService> GoOnAsync(Dictionary<string, string?> settings, string folder)
    {
        var service = await RunningService.StartAsync(settings, folder);
        service.Clock.MoveTo(TimeProvider.System.GetUtcNow().AddHours(1));
        return service;
    }

    private static async Task<PaymentBatch> ComeToAsync(RunningService service, string name, PaymentBatchState state)
    {
        var (batch, since) = (await service.GetBatchAsync(name), Stopwatch.StartNew());
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (batch.State < state)
        {
            Assert.True(since.Elapsed < Limit, $"It did not come to {state}: {batch}");
            await tick.WaitForNextTickAsync();
            batch = await service.GetBatchAsync(name);
        }

        return batch;
    }

    private static Dictionary<string, string?> SettingsOf(string folder) => new()
    {
        ["Payments:DropDirectory"] = Path.Combine(folder, "drop"),
        ["Payments:PartSize"] = $"{Part}",
        ["Payments:LinesPerFile"] = $"{Part * 5}",
        ["Payments:LeaseSeconds"] = "1",
        ["Limits:CallsBurst"] = "1000000",
        ["Limits:DeadlineMaxSeconds"] = "3600",
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
            using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1 + chance.Next(1_200 + (Households / 50))));
            await tick.WaitForNextTickAsync();
            await process.KillAsync();
        }
    }

    // Each file left the house once, with the bytes that were sealed.
    private static void AssertSentOnce(string drop, PaymentBatch batch)
    {
        string[] folders = [Path.Combine(drop, "bank", "taken"), Path.Combine(drop, "bank", "missed")];
        var files = folders.SelectMany(folder => Directory.GetFiles(folder, "*.xml"))
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path)!);
        Assert.Equal(batch.Files.Select(file => file.MessageId).Order(), files.Keys.Order());
        Assert.All(batch.Files, file => Assert.Equal(
            file.ContentSha256,
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(files[file.MessageId])))));
    }

    private static async Task AssertPaidOnceAsync(RunningService service, SimulatedBank bank)
    {
        await service.CleanAsync(DateTime.UtcNow + Limit);
        Assert.Empty(bank.PaidTwice());
        var due = Enumerable.Range(0, Households).Select(index => (Household: RunningService.HouseholdAt(index), Amount: DueOf(index)))
            .Where(pair => pair.Amount > 0).ToDictionary(pair => pair.Household.Value.ToString("N"), pair => pair.Amount);
        Assert.Equal(due, bank.Balances());

        // And our journal says the same of everybody.
        await using var db = await service.OpenDbAsync();
        var paid = new Dictionary<HouseholdId, long>();
        await foreach (var entry in db.JournalEntries.AsNoTracking()
            .Where(entry => entry.Source == Service.Payments.Ledger.Book.Paid || entry.Target == Service.Payments.Ledger.Book.Paid)
            .Select(entry => new { entry.HouseholdId, entry.Amount, entry.Target }).AsAsyncEnumerable())
        {
            var sign = entry.Target == Service.Payments.Ledger.Book.Paid ? 1 : -1;
            paid[entry.HouseholdId] = paid.GetValueOrDefault(entry.HouseholdId) + (sign * entry.Amount);
        }

        Assert.Equal(due, paid.Where(pair => pair.Value != 0).ToDictionary(pair => pair.Key.Value.ToString("N"), pair => pair.Value));
        Assert.Equal(due.Count, await db.JournalEntries.CountAsync(entry => entry.Kind == EntryKind.Entitlement));
    }

    private static long DueOf(int index) => Rules.Decisions.Deciding.Decide(
        new Service.Demo.Population(7, RunningService.Month).Household(index).Facts, DecidedService.Rules).Amount;

    private static int Setting(string name, int otherwise) => int.Parse(
        Environment.GetEnvironmentVariable(name) ?? $"{otherwise}", CultureInfo.InvariantCulture);
}
