using System.Text.RegularExpressions;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Service.Tests.Hosting;

namespace CitizenAccount.Service.Tests.Payments;

/// <summary>A bank in another process, behind a folder: what it does to a batch, and to a loop that sends again.</summary>
public sealed partial class SimulatedBankTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("citizen-account-bank");

    private string Drop => Path.Combine(_folder.FullName, "drop");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_batch_goes_out_and_its_reports_come_in_by_the_folder_alone()
    {
        await using var bank = await SimulatedBank.StartAsync(Drop, "", 1);
        await using var service = await StartAsync();
        var batch = await ReleasedAsync(service);
        await service.UntilAsync(batch.Name, PaymentBatchState.Reconciled);
        Assert.Equal(batch.Total.Halalas, bank.Balances().Values.Sum());
        Assert.Equal(batch.Lines, (await service.GetBatchAsync(batch.Name)).Settled);
        await service.CleanAsync();
    }

    [Fact]
    public async Task A_file_the_bank_never_took_is_asked_after_and_proved_void_and_not_sent_again()
    {
        await using var bank = await SimulatedBank.StartAsync(Drop, "timeout=100", 1);
        await using var service = await StartAsync();
        var batch = await service.UntilAsync((await ReleasedAsync(service)).Name, PaymentBatchState.Sent);
        Assert.Equal((0, 0), (batch.Settled, batch.Returned));
        service.Clock.Move(TimeSpan.FromHours(25));
        batch = await service.UntilAsync(batch.Name, PaymentBatchState.Reconciled);
        Assert.Equal((0, 0), (batch.Settled, batch.OutcomeUnknown));
        Assert.Empty(bank.Book());
        await service.CleanAsync();
    }

    [Fact]
    public async Task Answers_that_are_lost_are_asked_after_until_they_come()
    {
        await using var bank = await SimulatedBank.StartAsync(Drop, "lose=60", 3, linesOfReport: 5);
        await using var service = await StartAsync();
        var batch = await service.UntilAsync((await ReleasedAsync(service)).Name, PaymentBatchState.Sent);
        for (var day = 0; day < 12 && batch.State != PaymentBatchState.Reconciled; day++)
        {
            service.Clock.Move(TimeSpan.FromHours(25));
            using var tick = new PeriodicTimer(TimeSpan.FromSeconds(3));
            await tick.WaitForNextTickAsync();
            batch = await service.GetBatchAsync(batch.Name);
        }

        Assert.Equal((PaymentBatchState.Reconciled, batch.Lines), (batch.State, batch.Settled));
        Assert.Empty(bank.PaidTwice());
        await service.CleanAsync();
    }

    [Fact]
    public async Task That_the_bank_has_a_file_already_is_no_refusal_of_its_payments()
    {
        await using var service = await StartAsync();
        PaymentBatch batch;
        await using (await SimulatedBank.StartAsync(Drop, "", 1))
        {
            batch = await service.UntilAsync((await ReleasedAsync(service)).Name, PaymentBatchState.Reconciled);
            var again = Path.Combine(Drop, "out", $"{batch.Files[0].MessageId}.xml");
            File.Copy(Path.Combine(Drop, "bank", "taken", Path.GetFileName(again)), again + ".part");
            File.Move(again + ".part", again);
            await CycleDesk.UntilAsync(async () => !File.Exists(again) && await IsTakenOverAsync("AM05"));
        }

        var after = await service.GetBatchAsync(batch.Name);
        Assert.Equal((batch.Lines, 0), (after.Settled, after.Returned));
        await service.CleanAsync();
    }

    /// <summary>What peers do when a bank does not answer: send again, as a new message. The check that our runs pass
    /// finds it out.</summary>
    [Fact]
    public async Task A_loop_that_sends_again_on_any_error_pays_twice_and_is_found_out_by_the_same_check()
    {
        await using var bank = await SimulatedBank.StartAsync(Drop, "lose=80,truncate=20", 5, linesOfReport: 5);
        await using var service = await RunningService.StartDecidedAsync(40);
        var batch = await service.SendAsync();
        var file = System.Text.Encoding.UTF8.GetString(await service.ExportAsync(batch.Files[0].Name));
        for (var attempt = 1; attempt <= 5 && !await IsAnsweredAsync(file, attempt); attempt++)
        {
            // Nothing was heard in time of some of them: the loop sends all again.
        }

        Assert.NotEmpty(bank.PaidTwice());
    }

    // A report that says this lies with those that were taken over.
    private async Task<bool> IsTakenOverAsync(string word)
    {
        var done = Path.Combine(Drop, "in", "done");
        foreach (var path in Directory.Exists(done) ? Directory.GetFiles(done, "*.xml") : [])
        {
            if ((await File.ReadAllTextAsync(path)).Contains(word, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<bool> IsAnsweredAsync(string file, int attempt)
    {
        var message = $"NAIVE-{attempt}";
        var sent = Ids().Replace(
            MessageId().Replace(file, $"<MsgId>{message}</MsgId>"), $"<EndToEndId>$1-{attempt}</EndToEndId>");
        var path = Path.Combine(Drop, "out", $"{message}.xml");
        await File.WriteAllTextAsync(path + ".part", sent);
        File.Move(path + ".part", path);
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1));
        await tick.WaitForNextTickAsync();
        var answers = string.Concat(Directory.GetFiles(Path.Combine(Drop, "in"), "*.xml").Select(File.ReadAllText));
        return Ids().Matches(sent).All(id => answers.Contains($">{id.Groups[1].Value}<", StringComparison.Ordinal));
    }

    private Task<RunningService> StartAsync() => RunningService.StartDecidedAsync(
        40, settings: new Dictionary<string, string?> { ["Payments:DropDirectory"] = Drop, ["Payments:LinesPerFile"] = "10" });

    private static async Task<PaymentBatch> ReleasedAsync(RunningService service)
    {
        var batch = await service.SealAsync();
        await service.ApproveAsync(batch);
        return await service.ReleaseAsync(batch);
    }

    [GeneratedRegex("<MsgId>[^<]+</MsgId>")]
    private static partial Regex MessageId();

    [GeneratedRegex("<EndToEndId>([^<]+)</EndToEndId>")]
    private static partial Regex Ids();
}
