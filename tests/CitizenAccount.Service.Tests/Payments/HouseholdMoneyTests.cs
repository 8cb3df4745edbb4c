using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Payments;
using CitizenAccount.Service.Payments.Ledger;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;

namespace CitizenAccount.Service.Tests.Payments;

/// <summary>What happens to the money of one household: held, returned and paid again, compensated, recovered.</summary>
public sealed class HouseholdMoneyTests
{
    [Fact]
    public async Task An_open_objection_shows_beside_its_payment_until_it_is_over()
    {
        await using var stage = await PaymentStage.StartAsync();
        await stage.PayAsync(PaymentStage.January);
        Assert.Equal("", (await stage.PaymentAsync(stage.Person, PaymentStage.January)).Objection);
        var objections = stage.Service.Objections();
        var filed = (await objections.FileObjectionAsync(
            new()
            {
                RequestId = Citizens.NewId(),
                Payment = new() { Payment = $"{stage.Person.Household.Name}/payments/2027-01", Problem = Contracts.Objection.V1.PaymentProblem.Short },
                Text = "المبلغ المودع أقل من المستحق",
            },
            stage.Person.Options)).Objection;
        Assert.Equal(filed.Name, (await stage.PaymentAsync(stage.Person, PaymentStage.January)).Objection);
        await objections.WithdrawObjectionAsync(new() { RequestId = Citizens.NewId(), Name = filed.Name }, stage.Person.Options);
        Assert.Equal("", (await stage.PaymentAsync(stage.Person, PaymentStage.January)).Objection);
    }

    [Fact]
    public async Task Held_money_stays_due_and_is_paid_once_a_second_person_lifts_the_hold()
    {
        await using var stage = await PaymentStage.StartAsync(people: 2);
        var hold = await stage.HoldAsync(stage.Person);
        Assert.Equal("HOLD_STATE", (await Refused.ByAsync(() => stage.HoldAsync(stage.Person))).Reason);
        var batch = await stage.PayAsync(PaymentStage.January);
        Assert.Equal((1, 1), (batch.Lines, batch.HeldHouseholds));
        var held = await stage.PaymentAsync(stage.Person, PaymentStage.January);
        Assert.Equal((PaymentState.Held, PaymentHoldCause.Inquiry), (held.State, Assert.Single(held.Holds).Cause));
        Assert.True(held.Amount.Halalas > 0);
        Assert.Equal(held.Amount.Halalas, (await stage.BalancesAsync(stage.Person))[Book.Held]);

        Assert.Equal("SECOND_PERSON_REQUIRED", (await Refused.ByAsync(() => stage.LiftAsync(hold, "worker"))).Reason);
        var lifted = await stage.LiftAsync(hold);
        Assert.Equal(("worker", "supervisor"), (lifted.PlacedBy, lifted.ReleasedBy));
        Assert.Equal("HOLD_STATE", (await Refused.ByAsync(() => stage.LiftAsync(hold, "another"))).Reason);
        var next = await stage.PayAsync(PaymentStage.January, PaymentBatchKind.Compensation, new DateOnly(2027, 1, 11));
        Assert.Equal((1, held.Amount.Halalas), (next.Lines, next.Total.Halalas));
        Assert.Equal(PaymentState.Paid, (await stage.PaymentAsync(stage.Person, PaymentStage.January)).State);
        await stage.Service.CleanAsync();
    }

    [Fact]
    public async Task What_the_bank_sent_back_is_paid_again_once_by_a_new_instruction_to_another_account_it_confirmed()
    {
        await using var stage = await PaymentStage.StartAsync(people: 2);
        var (service, person) = (stage.Service, stage.Person);
        var batch = await stage.SendAsync(PaymentStage.January);
        var sent = await service.SentAsync(batch);
        var own = sent.Single(one => one.Household == person.Household);
        await service.ImportAsync(BankReports.Settled(batch.Files[0].MessageId, sent));
        service.Clock.Move(TimeSpan.FromDays(3));
        await service.ImportAsync(BankReports.Returned("AC04", own), BankReportKind.Notification);
        Assert.Equal(own.Amount, (await stage.BalancesAsync(person))[Book.Returned]);
        Assert.Equal(PaymentState.Returned, (await stage.PaymentAsync(person, PaymentStage.January)).State);

        // Nothing is paid again while the account is the one it came back from.
        Assert.Equal(0, (await PayAgainAsync(stage, new DateOnly(2027, 1, 4))).Lines);
        await person.BankAsync(Ibans.Of(99));
        Assert.Equal(0, (await PayAgainAsync(stage, new DateOnly(2027, 1, 5))).Lines);
        await person.AnswerAsync(DecidedApplicationTests.Everything(1, 2, 3) with { Day = new DateOnly(2027, 1, 2) });
        await stage.DecideAsync(PaymentStage.February);
        var again = await PayAgainAsync(stage, new DateOnly(2027, 1, 12), PaymentStage.February);
        Assert.Equal((1, own.Amount), (again.Lines, again.Total.Halalas));
        Assert.Equal(0, (await PayAgainAsync(stage, new DateOnly(2027, 1, 13), PaymentStage.February)).Lines);
        var payment = await stage.PaymentAsync(person, PaymentStage.January);
        Assert.Equal((PaymentState.Paid, Ibans.Of(99)[^4..]), (payment.State, payment.Account.IbanEnding));
        var balances = await stage.BalancesAsync(person);
        Assert.Equal((own.Amount, 0L, 0L), (balances[Book.Paid], balances[Book.Returned], balances[Book.InTransit]));
        await service.CleanAsync();
    }

    [Fact]
    public async Task An_instruction_without_an_answer_is_of_unknown_outcome_asked_after_and_never_sent_again()
    {
        await using var stage = await PaymentStage.StartAsync(
            people: 2, settings: new Dictionary<string, string?> { ["Payments:InquireAfterHours"] = "24" });
        var batch = await stage.SendAsync(PaymentStage.January);
        var sent = await stage.Service.SentAsync(batch);
        await stage.Service.ImportAsync(BankReports.Settled(batch.Files[0].MessageId, [sent[0]]));
        stage.Service.Clock.Move(TimeSpan.FromHours(25));
        await CycleDesk.UntilAsync(async () => (await stage.Service.GetBatchAsync(batch.Name)).OutcomeUnknown == 1);
        Assert.Equal(0, (await PayAgainAsync(stage, new DateOnly(2027, 1, 4))).Lines);
        Assert.Equal(PaymentState.InProgress, await StateAsync(stage, sent[1]));
        await stage.Service.ImportAsync(BankReports.Settled(batch.Files[0].MessageId, sent));
        var done = await stage.Service.UntilAsync(batch.Name, PaymentBatchState.Reconciled);
        Assert.Equal((2, 0), (done.Settled, done.OutcomeUnknown));
        await stage.Service.CleanAsync();
    }

    [Fact]
    public async Task A_decision_made_again_after_it_was_paid_is_compensated_once_with_its_cause()
    {
        await using var stage = await PaymentStage.StartAsync();
        await stage.PayAsync(PaymentStage.January);
        var before = (await stage.PaymentAsync(stage.Person, PaymentStage.January)).Amount.Halalas;
        await stage.RaiseAsync(stage.Person, PaymentStage.January, "objections/one");
        await stage.Service.Services.GetRequiredService<Compensations>().ReadFeedAsync(CancellationToken.None);
        await stage.DecideAsync(PaymentStage.February);
        await stage.PayAsync(PaymentStage.February);
        var payment = await stage.PaymentAsync(stage.Person, PaymentStage.February);
        var line = Assert.Single(payment.Lines, line => line.Kind == PaymentLineKind.Compensation);
        Assert.Equal(1, line.BenefitMonth.Month);
        Assert.True(line.Amount.Halalas > 0);
        Assert.Equal(payment.Amount.Halalas, payment.Lines.Sum(one => one.Amount.Halalas));
        Assert.Contains("/decisions/2027-01/versions/2", line.Reference, StringComparison.Ordinal);
        var due = await stage.Service.Services.GetRequiredService<Service.Eligibility.EligibilityApi>()
            .FindDecisionAsync(stage.Person.Household, PaymentStage.January, CancellationToken.None);
        Assert.Equal(due!.Amount, before + line.Amount.Halalas);

        var explained = (await stage.Service.Payments().ExplainPaymentAsync(
            new() { Name = payment.Name }, stage.Person.Options)).Explanation.Difference;
        Assert.Equal(explained.After.Halalas - explained.Before.Halalas, explained.Parts.Sum(part => part.Difference.Halalas));
        Assert.Contains(explained.Parts, part => part.Cause == WaterfallCause.Compensation);
        await stage.Service.CleanAsync();
    }

    [Fact]
    public async Task A_cause_compensates_a_month_once_and_five_months_at_most()
    {
        await using var stage = await PaymentStage.StartAsync();
        var months = Enumerable.Range(0, 6).Select(PaymentStage.January.AddMonths).ToList();
        Assert.True(await stage.AskAsync(stage.Person, months[0], 100_00, "objections/a"));
        Assert.False(await stage.AskAsync(stage.Person, months[0], 100_00, "objections/a"));
        foreach (var month in months[1..5])
        {
            Assert.True(await stage.AskAsync(stage.Person, month, 1_00, "objections/a"));
        }

        Assert.False(await stage.AskAsync(stage.Person, months[5], 1_00, "objections/a"));
        Assert.True(await stage.AskAsync(stage.Person, months[0], 7_00, "objections/b"));
        Assert.Equal(111_00, (await stage.BalancesAsync(stage.Person))[Book.Payable]);
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(60, false)]
    public async Task Nothing_is_recovered_before_the_window_to_object_has_passed_and_then_no_more_than_the_cap(
        int windowDays, bool isWithheld)
    {
        await using var stage = await PaymentStage.StartAsync(
            settings: new Dictionary<string, string?> { ["Payments:RecoveryWindowDays"] = $"{windowDays}" });
        var claim = await OverpaidAsync(stage);
        var opened = await OpenAsync(stage, claim);
        Assert.Equal((RecoveryState.Opened, "worker"), (opened.State, opened.OpenedBy));
        Assert.Equal("SECOND_PERSON_REQUIRED", (await DecidedAsync(stage, opened, RecoveryVerdict.Approve, "worker")).Reason);
        Assert.Equal("RECOVERY_NOT_ALLOWED", (await Refused.ByAsync(() => OpenAsync(stage, claim))).Reason);
        var approved = await DecideAsync(stage, opened, RecoveryVerdict.Approve);
        Assert.Equal(RecoveryState.Approved, approved.State);
        Assert.StartsWith(stage.Person.Account.Name + "/notifications/", approved.Notice, StringComparison.Ordinal);
        Assert.Contains(MessageKind.RecoveryNotice, await stage.Person.MessagesAsync());

        stage.Service.Clock.MoveTo(Riyadh.StartOf(new DateOnly(2027, 1, 2)));
        await PaymentStage.EarnNothingAsync(stage.Person, new DateOnly(2027, 1, 2));
        await stage.DecideAsync(PaymentStage.February);
        stage.Service.Clock.MoveTo(Riyadh.StartOf(new DateOnly(2027, 2, 8)));
        await stage.PayAsync(PaymentStage.February);
        var payment = await stage.PaymentAsync(stage.Person, PaymentStage.February);
        var regular = payment.Lines.Single(line => line.Kind == PaymentLineKind.Regular).Amount.Halalas;
        var withheld = -payment.Lines.Where(line => line.Kind == PaymentLineKind.Recovery).Sum(line => line.Amount.Halalas);
        Assert.Equal(isWithheld ? Math.Min(regular * 25 / 100, approved.Total.Halalas) : 0, withheld);
        Assert.Equal(regular - withheld, payment.Amount.Halalas);
        await stage.Service.CleanAsync();
    }

    [Fact]
    public async Task An_objection_suspends_a_recovery_and_one_upheld_for_its_month_gives_back_what_was_withheld()
    {
        await using var stage = await PaymentStage.StartAsync(
            settings: new Dictionary<string, string?> { ["Payments:RecoveryWindowDays"] = "20" });
        var api = stage.Service.Services.GetRequiredService<PaymentsApi>();
        var approved = await DecideAsync(stage, await OpenAsync(stage, await OverpaidAsync(stage)), RecoveryVerdict.Approve);
        stage.Service.Clock.MoveTo(Riyadh.StartOf(new DateOnly(2027, 1, 2)));
        await PaymentStage.EarnNothingAsync(stage.Person, new DateOnly(2027, 1, 2));
        await stage.DecideAsync(PaymentStage.February);
        stage.Service.Clock.MoveTo(Riyadh.StartOf(new DateOnly(2027, 2, 8)));
        await stage.InTransactionAsync(db => PaymentsApi.OpenObjectionAsync(
            db, stage.Person.Household, null, "objections/one", CancellationToken.None));
        await stage.PayAsync(PaymentStage.February);
        Assert.DoesNotContain(
            (await stage.PaymentAsync(stage.Person, PaymentStage.February)).Lines, line => line.Kind == PaymentLineKind.Recovery);
        Assert.Equal("RECOVERY_SUSPENDED", (await DecidedAsync(stage, approved, RecoveryVerdict.Approve, "checker")).Reason);

        // Right about February, the household still owes what January was overpaid by.
        await CloseAsync("objections/one", PaymentStage.February);
        Assert.Equal("", Assert.Single(await api.ListOpenRecoveriesAsync(stage.Person.Household, CancellationToken.None)).Objection);
        await stage.InTransactionAsync(db => PaymentsApi.OpenObjectionAsync(
            db, stage.Person.Household, null, "objections/two", CancellationToken.None));
        await CloseAsync("objections/two", PaymentStage.January);
        Assert.Empty(await api.ListOpenRecoveriesAsync(stage.Person.Household, CancellationToken.None));
        Assert.Equal(0, (await stage.BalancesAsync(stage.Person))[Book.Recoverable]);
        await stage.Service.CleanAsync();

        Task CloseAsync(string objection, Rules.Time.YearMonth month) => stage.InTransactionAsync(
            db => api.CloseObjectionAsync(db, stage.Person.Household, objection, [month], CancellationToken.None));
    }

    [Fact]
    public async Task A_recovery_waits_for_every_open_objection_of_its_household_whichever_came_first()
    {
        await using var stage = await PaymentStage.StartAsync();
        var api = stage.Service.Services.GetRequiredService<PaymentsApi>();
        var opened = await OpenAsync(stage, await OverpaidAsync(stage));
        await FileAsync("objections/1");
        var recovery = await DecideAsync(stage, opened, RecoveryVerdict.Approve);
        Assert.Equal(RecoveryState.Suspended, recovery.State);
        await FileAsync("objections/2");
        await CloseAsync("objections/1");
        Assert.Equal("objections/2", await SuspendedByAsync());
        await FileAsync("objections/3");
        await CloseAsync("objections/3");
        Assert.Equal("objections/2", await SuspendedByAsync());
        await CloseAsync("objections/2");
        Assert.Equal("", await SuspendedByAsync());
        await stage.Service.CleanAsync();

        Task FileAsync(string objection) => stage.InTransactionAsync(db => PaymentsApi.OpenObjectionAsync(
            db, stage.Person.Household, null, objection, CancellationToken.None));
        Task CloseAsync(string objection) => stage.InTransactionAsync(db => api.CloseObjectionAsync(
            db, stage.Person.Household, objection, [], CancellationToken.None));
        async Task<string> SuspendedByAsync() => Assert.Single(
            await api.ListOpenRecoveriesAsync(stage.Person.Household, CancellationToken.None)).Objection;
    }

    [Fact]
    public async Task A_recovery_without_proof_above_it_or_from_averages_is_refused_by_its_guard()
    {
        await using var stage = await PaymentStage.StartAsync();
        var claim = await OverpaidAsync(stage);
        Assert.Equal("NO_PROOF", await GuardAsync(stage, claim, month => month.Due = month.Paid));
        Assert.Equal("NO_PROOF", await GuardAsync(stage, claim, month => month.Decision = $"{stage.Person.Household.Name}/decisions/2026-12"));
        Assert.Equal("ABOVE_OVERPAYMENT", await GuardAsync(stage, claim, month => month.Paid.Halalas++));
        Assert.Equal("ABOVE_OVERPAYMENT", await GuardAsync(stage, claim, month => month.Due.Halalas--));
        Assert.Equal("AVERAGED_INCOME", await GuardAsync(stage, claim, month => month.EvidenceMonth.Month = 2));
        var huge = claim.Clone();
        huge.Months[0].Paid.Halalas = long.MaxValue;
        Assert.Equal("AMOUNT_OUT_OF_RANGE", (await Refused.ByAsync(() => OpenAsync(stage, huge))).Reason);
    }

    // January is paid; then a higher salary becomes known for it, and it is decided again.
    private static async Task<OpenRecoveryRequest> OverpaidAsync(PaymentStage stage)
    {
        await stage.RaiseAsync(stage.Person, PaymentStage.January, "objections/first");
        await stage.PayAsync(PaymentStage.January);
        var paid = (await stage.PaymentAsync(stage.Person, PaymentStage.January)).Amount.Halalas;
        await PaymentStage.EarnAsync(stage.Person, new DateOnly(2026, 12, 1), 12_000_00);
        await stage.AskAgainAsync(
            stage.Person, PaymentStage.January, "corrections/one", Service.Eligibility.RedecisionCause.Correction);
        var decision = await stage.Service.Services.GetRequiredService<Service.Eligibility.EligibilityApi>()
            .FindDecisionAsync(stage.Person.Household, PaymentStage.January, CancellationToken.None);
        Assert.True(decision!.Amount < paid);
        var request = WorkingCalls.SoundRecovery(stage.Person.Household, Clients.Asked);
        var month = request.Months[0];
        (month.BenefitMonth, month.EvidenceMonth) = (Month(), Month());
        (month.Paid.Halalas, month.Due.Halalas, month.Decision) = (paid, decision.Amount, decision.Name);
        return request;

        static Contracts.Type.V1.YearMonth Month() => new() { Year = 2027, Month = 1 };
    }

    private static async Task<Recovery> OpenAsync(PaymentStage stage, OpenRecoveryRequest claim)
    {
        claim.RequestId = Citizens.NewId();
        return (await stage.Service.Disbursement().OpenRecoveryAsync(claim, stage.Service.CaseWorker())).Recovery;
    }

    private static async Task<string> GuardAsync(PaymentStage stage, OpenRecoveryRequest claim, Action<OverpaidMonth> change)
    {
        var changed = claim.Clone();
        change(changed.Months[0]);
        var refused = await Refused.ByAsync(() => OpenAsync(stage, changed));
        Assert.Equal("RECOVERY_NOT_ALLOWED", refused.Reason);
        return refused.Metadata["guard"];
    }

    private static DecideRecoveryRequest Deciding(Recovery recovery, RecoveryVerdict verdict) => new()
    {
        RequestId = Citizens.NewId(),
        Name = recovery.Name,
        Verdict = verdict,
        Note = "The proof was looked at.",
        Purpose = Clients.Asked,
    };

    private static async Task<Recovery> DecideAsync(PaymentStage stage, Recovery recovery, RecoveryVerdict verdict) =>
        (await stage.Service.Disbursement().DecideRecoveryAsync(Deciding(recovery, verdict), stage.Service.Approver())).Recovery;

    private static Task<Refused> DecidedAsync(PaymentStage stage, Recovery recovery, RecoveryVerdict verdict, string by) =>
        Refused.ByAsync(stage.Service.Disbursement().DecideRecoveryAsync(Deciding(recovery, verdict), stage.Service.Approver(by)));

    private static async Task<PaymentBatch> PayAgainAsync(
        PaymentStage stage, DateOnly day, Rules.Time.YearMonth? month = null)
    {
        if (Riyadh.DateOf(stage.Service.Clock.GetUtcNow()) < day)
        {
            stage.Service.Clock.MoveTo(Riyadh.StartOf(day).AddHours(9));
        }

        var batch = await stage.Service.SealAsync(PaymentDesk.Preparing(month ?? PaymentStage.January, PaymentBatchKind.Repayment, day));
        await stage.Service.ApproveAsync(batch);
        await stage.Service.ReleaseAsync(batch);
        foreach (var file in batch.Files)
        {
            await stage.Service.ExportAsync(file.Name);
            await stage.Service.ImportAsync(BankReports.Settled(file.MessageId, await stage.Service.SentAsync(batch)));
        }

        return await stage.Service.UntilAsync(batch.Name, PaymentBatchState.Reconciled);
    }

    private static async Task<PaymentState> StateAsync(PaymentStage stage, Sent sent) => (await stage.PaymentAsync(
        stage.People.Single(person => person.Household == sent.Household), PaymentStage.January)).State;
}
