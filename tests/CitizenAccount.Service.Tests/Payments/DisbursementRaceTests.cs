using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Payments;

/// <summary>Several people at once, on one batch, one report, one account.</summary>
public sealed class DisbursementRaceTests
{
    [Fact]
    public async Task Two_operators_who_prepare_one_month_at_once_make_one_batch()
    {
        await using var service = await RunningService.StartDecidedAsync(40);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => ReasonAsync(() =>
            service.Disbursement().PrepareBatchAsync(PaymentDesk.Preparing(), service.Operator($"maker-{i}")).ResponseAsync)));
        Assert.Single(answers, answer => answer is null);
        Assert.All(answers.Where(answer => answer is not null), answer => Assert.Equal("ALREADY_PAID", answer));
        var batch = Assert.Single((await service.Disbursement().ListBatchesAsync(new(), service.Operator())).Batches);
        await service.UntilAsync(batch.Name, PaymentBatchState.Sealed);
        await service.CleanAsync();
    }

    [Fact]
    public async Task One_request_sent_twice_at_once_answers_the_same_batch()
    {
        await using var service = await RunningService.StartDecidedAsync(40);
        var request = PaymentDesk.Preparing();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
            (await service.Disbursement().PrepareBatchAsync(request, service.Operator())).Batch.Name));
        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task A_batch_released_by_two_at_once_is_released_and_booked_once()
    {
        await using var service = await RunningService.StartDecidedAsync(40);
        var batch = await service.SealAsync();
        await service.ApproveAsync(batch);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i =>
            ReasonAsync(() => service.ReleaseAsync(batch, service.Releaser($"releaser-{i}")))));
        Assert.Single(answers, answer => answer is null);
        Assert.All(answers.Where(answer => answer is not null), answer => Assert.Contains(answer, (string[])["BATCH_STATE", "CONFLICT"]));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => service.ExportAsync(batch.Files[0].Name)));
        await service.UntilAsync(batch.Name, PaymentBatchState.Sent);
        await service.CleanAsync();
    }

    [Fact]
    public async Task One_report_imported_by_many_at_once_books_each_line_once()
    {
        await using var service = await RunningService.StartDecidedAsync(
            120, settings: new Dictionary<string, string?> { ["Payments:PartSize"] = "10" });
        var batch = await service.SendAsync();
        var sent = await service.SentAsync(batch);
        var report = BankReports.Settled(batch.Files[0].MessageId, sent);
        var reports = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => service.ImportAsync(report)));
        Assert.Single(reports.Select(one => one.Name).Distinct());
        var done = await service.UntilAsync(batch.Name, PaymentBatchState.Reconciled);
        Assert.Equal((sent.Count, sent.Sum(one => one.Amount)), (done.Settled, done.SettledTotal.Halalas));
        await service.CleanAsync();
        Assert.Empty(service.Log.Errors);
    }

    [Fact]
    public async Task An_account_changed_during_the_seal_is_paid_from_the_next_month_on()
    {
        await using var stage = await PaymentStage.StartAsync();
        var service = stage.Service;
        var sealing = service.SealAsync(PaymentDesk.Preparing(PaymentStage.January, day: PaymentStage.DayOf(PaymentStage.January)));
        var changing = stage.Person.BankAsync(Ibans.Of(4_711));
        await Task.WhenAll(sealing, changing);
        Assert.Equal(Ibans.First, await IbanOfAsync(service, 1));
        await stage.Person.AnswerAsync(DecidedApplicationTests.Everything(1, 2, 3) with { Day = new DateOnly(2027, 1, 2) });
        await stage.DecideAsync(PaymentStage.February);
        await service.SealAsync(PaymentDesk.Preparing(PaymentStage.February, day: PaymentStage.DayOf(PaymentStage.February)));
        Assert.Equal(Ibans.Of(4_711), await IbanOfAsync(service, 2));
        Assert.Equal(Ibans.First, await IbanOfAsync(service, 1));
    }

    private static async Task<string> IbanOfAsync(RunningService service, int batch)
    {
        await using var db = await service.OpenDbAsync();
        var row = await db.PaymentInstructions.AsNoTracking().SingleAsync(row => row.Batch == batch);
        return service.Services.GetRequiredService<Sealing>().Open(
            row.IbanSealed, Service.Payments.Batches.BoundAccount.PlaceOf(row.HouseholdId, batch));
    }

    // What a call was refused with; null when it was served.
    private static async Task<string?> ReasonAsync(Func<Task> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (RpcException refused)
        {
            return Refused.Read(refused).Reason;
        }
    }
}
