using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Payments.Ledger;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Payments;
using ObjectionState = CitizenAccount.Contracts.Objection.V1.ObjectionState;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Tests.Objections;

/// <summary>Objections followed to the deposit in the bank.</summary>
public sealed class ObjectionMoneyTests
{
    private static readonly Dictionary<string, string?> OnePersonDecides = new() { ["Cases:SecondPersonFromMonths"] = "50" };

    [Fact]
    public async Task An_upheld_objection_pays_three_months_of_compensation_once_each_into_the_account()
    {
        await using var stage = await PaymentStage.StartAsync(settings: OnePersonDecides);
        YearMonth[] months = [.. Enumerable.Range(0, 3).Select(PaymentStage.January.AddMonths)];
        var paid = await stage.PayMonthsAsync(months);
        var name = await stage.UpholdAsync(months);
        await stage.RedecidedAsync();
        await stage.SweepAsync();
        var objection = (await stage.Service.Objections().GetObjectionAsync(new() { Name = name }, stage.Person.Options)).Objection;
        Assert.Equal((ObjectionState.Closed, 3), (objection.State, objection.Compensations.Count));
        var due = new Dictionary<YearMonth, long>();
        foreach (var month in months)
        {
            due[month] = await stage.DueAsync(month);
        }

        var added = months.Sum(month => due[month] - paid[month]);
        Assert.All(months, month => Assert.True(due[month] > paid[month], $"{month}: {paid[month]} paid, {due[month]} due"));

        // One deposit more carries all three; nothing is left to pay, whoever asks for another batch.
        var day = PaymentStage.DayOf(months[2]).AddDays(4);
        stage.Service.Clock.MoveTo(Riyadh.StartOf(day).AddHours(8));
        var batch = await stage.PayAsync(months[2], PaymentBatchKind.Compensation, day);
        Assert.Equal(added, batch.Total.Halalas);
        Assert.Equal((due.Values.Sum(), 0), ((await stage.BalancesAsync(stage.Person))[Book.Paid], (await stage.BalancesAsync(stage.Person))[Book.Payable]));
        var again = await stage.Service.SealAsync(
            PaymentDesk.Preparing(months[2], PaymentBatchKind.Compensation, day.AddDays(1)));
        Assert.Equal(0, again.Lines);
        await stage.Service.CleanAsync();
    }

    [Fact]
    public async Task A_payment_not_deposited_turns_out_returned_and_reaches_the_account_that_is_confirmed()
    {
        await using var stage = await PaymentStage.StartAsync();
        var (service, person) = (stage.Service, stage.Person);
        var batch = await stage.SendAsync(PaymentStage.January);
        var own = Assert.Single(await service.SentAsync(batch));
        await service.ImportAsync(BankReports.Settled(batch.Files[0].MessageId, [own]));
        service.Clock.MoveTo(Riyadh.StartOf(PaymentStage.DayOf(PaymentStage.January).AddDays(6)));
        var filed = (await service.Objections().FileObjectionAsync(
            new()
            {
                RequestId = Citizens.NewId(),
                Payment = new() { Payment = $"{person.Household.Name}/payments/2027-01", Problem = PaymentProblem.NotDeposited },
                Text = "لم تصل الدفعة إلى حسابي حتى اليوم",
            },
            person.Options)).Objection;

        // The bank says only now that it sent the money back.
        await service.ImportAsync(BankReports.Returned("AC04", own), BankReportKind.Notification);
        var returned = await stage.PaymentAsync(person, PaymentStage.January);
        Assert.Equal(
            (PaymentState.Returned, PaymentReturnReason.AccountClosed, filed.Name),
            (returned.State, returned.BankReturn.Reason, returned.Objection));
        Assert.NotEmpty(returned.NextStep.Ar);
        await RejectAsync(stage, filed.Name);

        // A new account, given after February's cut-off, serves months from March on. What came back waits for the bank
        // to confirm it, and then for no month.
        var day = PaymentStage.DayOf(PaymentStage.January).AddDays(9);
        service.Clock.MoveTo(Riyadh.StartOf(day).AddHours(8));
        Assert.Equal(0, (await service.SealAsync(
            PaymentDesk.Preparing(PaymentStage.January, PaymentBatchKind.Repayment, day.AddDays(1)))).Lines);
        await person.BankAsync(Ibans.Of(99));
        await PaymentStage.EarnNothingAsync(person, day);
        var again = await stage.PayAsync(PaymentStage.January, PaymentBatchKind.Repayment, day);
        Assert.Equal((1, own.Amount), (again.Lines, again.Total.Halalas));
        var payment = await stage.PaymentAsync(person, PaymentStage.January);
        Assert.Equal((PaymentState.Paid, own.Amount, ""), (payment.State, payment.Amount.Halalas, payment.Objection));
        await service.CleanAsync();
    }

    private static async Task RejectAsync(PaymentStage stage, string name)
    {
        var worker = Clients.By(stage.Service.Bearer("worker-1", [Role.CaseWorker], null));
        await stage.Service.Objections().AssignObjectionAsync(
            new() { RequestId = Citizens.NewId(), Name = name, Purpose = CaseStage.For(name) }, worker);
        await stage.Service.Objections().DecideObjectionAsync(CaseStage.Rejecting(name), worker);
    }
}
