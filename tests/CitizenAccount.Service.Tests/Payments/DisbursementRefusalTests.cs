using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Tests.Payments;

/// <summary>What is refused on the way from a published month to its deposits; nothing is changed by it.</summary>
public sealed class DisbursementRefusalTests : IAsyncLifetime
{
    private RunningService _service = null!;

    public async Task InitializeAsync()
    {
        _service = await RunningService.StartDecidedAsync(40);
        _service.Clock.MoveTo(Riyadh.StartOf(new DateOnly(2026, 12, 8)).AddHours(9));
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        Assert.Empty(_service.Log.Errors);
    }

    [Fact]
    public async Task A_month_that_is_not_published_is_not_paid()
    {
        Assert.Equal("CYCLE_NOT_FOUND", (await PreparingAsync(PaymentDesk.Preparing(new YearMonth(2027, 1)))).Reason);
        _service.MovePastCutOffOf(new YearMonth(2027, 1));
        await _service.StartCycleAsync(new YearMonth(2027, 1));
        var refused = await PreparingAsync(PaymentDesk.Preparing(new YearMonth(2027, 1)));
        Assert.Equal(("CYCLE_NOT_PUBLISHED", "cycles/2027-01"), (refused.Reason, refused.Metadata["cycle"]));
        await NothingStoredAsync();
    }

    [Fact]
    public async Task A_day_that_is_no_payment_day_is_refused_with_the_one_that_is()
    {
        var early = await PreparingAsync(PaymentDesk.Preparing(day: PaymentDesk.Day.AddDays(-1)));
        Assert.Equal(("NOT_A_PAYMENT_DAY", "2026-12-10"), (early.Reason, early.Metadata["payment_date"]));
        var friday = await PreparingAsync(PaymentDesk.Preparing(kind: PaymentBatchKind.Compensation, day: new DateOnly(2026, 12, 11)));
        Assert.Equal(("NOT_A_PAYMENT_DAY", "2026-12-13"), (friday.Reason, friday.Metadata["payment_date"]));
        var past = await PreparingAsync(PaymentDesk.Preparing(kind: PaymentBatchKind.Repayment, day: new DateOnly(2026, 12, 7)));
        Assert.Equal(("NOT_A_PAYMENT_DAY", "2026-12-08"), (past.Reason, past.Metadata["payment_date"]));
        await NothingStoredAsync();
    }

    [Fact]
    public async Task A_month_is_paid_once()
    {
        var batch = await _service.SealAsync();
        var again = await PreparingAsync(PaymentDesk.Preparing());
        Assert.Equal(("ALREADY_PAID", batch.Name), (again.Reason, again.Metadata["batch"]));
    }

    [Fact]
    public async Task Maker_checker_and_releaser_are_three_people_and_no_step_comes_before_its_time()
    {
        var batch = await _service.SealAsync();
        await RefusedAsync("BATCH_STATE", () => _service.ReleaseAsync(batch));
        await RefusedAsync("SECOND_PERSON_REQUIRED", () => _service.ApproveAsync(batch, _service.Approver("maker")));
        await _service.ApproveAsync(batch);
        await RefusedAsync("BATCH_STATE", () => _service.ApproveAsync(batch, _service.Approver("another")));
        await RefusedAsync("BATCH_STATE", () => _service.ExportAsync(batch.Files[0].Name));
        await RefusedAsync("SECOND_PERSON_REQUIRED", () => _service.ReleaseAsync(batch, _service.Releaser("maker")));
        await RefusedAsync("SECOND_PERSON_REQUIRED", () => _service.ReleaseAsync(batch, _service.Releaser("checker")));
        await _service.ReleaseAsync(batch);
        await RefusedAsync("BATCH_STATE", () => _service.ReleaseAsync(batch, _service.Releaser("another")));
        await _service.CleanAsync();
    }

    [Fact]
    public async Task Only_the_lines_that_were_seen_are_approved()
    {
        var batch = await _service.SealAsync();
        batch.LinesSha256 = new string('0', 64);
        await RefusedAsync("CONFLICT", () => _service.ApproveAsync(batch));
        Assert.Equal(PaymentBatchState.Sealed, (await _service.GetBatchAsync(batch.Name)).State);
        await RefusedAsync("BATCH_NOT_FOUND", () => _service.GetBatchAsync("paymentBatches/999"));
    }

    [Fact]
    public async Task No_money_moves_while_the_ledger_is_not_clean_and_the_audit_names_what_is_broken()
    {
        var batch = await _service.SealAsync();
        await _service.ApproveAsync(batch);
        await _service.CleanAsync();
        await ChangeAsync("UPDATE \"JournalEntries\" SET \"Amount\" = \"Amount\" + 1 WHERE \"Sequence\" = 3");
        var audit = await _service.AuditAsync();
        Assert.False(audit.Clean);
        Assert.Contains("ledgerEntries/3", audit.Invariants.Single(one => one.Number == 2).Examples);
        var refused = await Refused.ByAsync(() => _service.ReleaseAsync(batch));
        Assert.Equal(("LEDGER_NOT_CLEAN", "2"), (refused.Reason, refused.Metadata["invariant"]));
        Assert.Equal("LEDGER_NOT_CLEAN", (await PreparingAsync(
            PaymentDesk.Preparing(kind: PaymentBatchKind.Compensation, day: new DateOnly(2026, 12, 13)))).Reason);
        await ChangeAsync("UPDATE \"JournalEntries\" SET \"Amount\" = \"Amount\" - 1 WHERE \"Sequence\" = 3");
        await _service.CleanAsync();
        await _service.ReleaseAsync(batch);
    }

    [Theory]
    [InlineData("DELETE FROM \"JournalEntries\" WHERE \"Sequence\" = 5", 2)]
    [InlineData("UPDATE \"PaymentInstructions\" SET \"Amount\" = \"Amount\" + 1 WHERE \"Number\" = 2", 7)]
    [InlineData("UPDATE \"PaymentLines\" SET \"Amount\" = \"Amount\" + 1 WHERE \"Instruction\" = 2", 7)]
    [InlineData("UPDATE \"PaymentInstructions\" SET \"State\" = 5 WHERE \"Number\" = 2", 7)]
    [InlineData("UPDATE \"BankFiles\" SET \"Total\" = \"Total\" - 1", 7)]
    [InlineData("UPDATE \"PaymentBatches\" SET \"ApprovedBy\" = \"PreparedBy\"", 9)]
    public async Task The_audit_finds_what_somebody_changed_behind_the_service(string change, int invariant)
    {
        await _service.SendAsync();
        await _service.CleanAsync();
        await ChangeAsync(change);
        var audit = await _service.AuditAsync();
        Assert.False(audit.Clean);
        Assert.False(audit.Invariants.Single(one => one.Number == invariant).Holds);
    }

    [Fact]
    public async Task A_report_that_is_cut_off_foreign_or_not_what_its_header_says_books_nothing()
    {
        var batch = await _service.SendAsync();
        var sent = await _service.SentAsync(batch);
        var report = BankReports.Settled(batch.Files[0].MessageId, sent);
        await RefusedAsync("REPORT_REFUSED", () => _service.ImportAsync(report[..^50]));
        await RefusedAsync("REPORT_REFUSED", () => _service.ImportAsync(report, change: header => header.SizeBytes--));
        await RefusedAsync("REPORT_REFUSED", () => _service.ImportAsync(report, change: header => header.ContentSha256 = new string('0', 64)));
        await RefusedAsync("REPORT_REFUSED", () => _service.ImportAsync(report, BankReportKind.Notification));
        await RefusedAsync("REPORT_FOREIGN", () => _service.ImportAsync(BankReports.Settled("SOMEBODY-ELSE", sent)));
        await RefusedAsync("STREAM_OUT_OF_ORDER", async () =>
        {
            using var import = _service.Disbursement().ImportBankReport(_service.Operator());
            await import.RequestStream.WriteAsync(new ImportBankReportRequest { Chunk = Google.Protobuf.ByteString.CopyFrom(report) });
            await import.RequestStream.CompleteAsync();
            await import.ResponseAsync;
        });
        Assert.Equal(0, (await _service.GetBatchAsync(batch.Name)).Settled);
        await _service.CleanAsync();
    }

    [Fact]
    public async Task Lines_that_cannot_be_booked_are_refused_one_by_one_and_the_others_are_booked()
    {
        var batch = await _service.SendAsync();
        var sent = await _service.SentAsync(batch);
        var wrongAmount = sent[0] with { Amount = sent[0].Amount + 1 };
        var (foreign, unknown) = (sent[0] with { Id = Service.Payments.Bank.InstructionName.Of(77, 1) }, sent[0] with
        {
            Id = Service.Payments.Bank.InstructionName.Of(1, 9_999),
        });
        var mistyped = sent[2] with { Id = sent[2].Id.Replace("-3-", "-4-", StringComparison.Ordinal) };
        var report = await _service.ImportAsync(BankReports.Status(
            batch.Files[0].MessageId, (wrongAmount, "Settled", ""), (foreign, "Settled", ""), (unknown, "Settled", ""),
            (mistyped, "Settled", ""), (sent[1], "Settled", ""), (sent[1], "Settled", ""), (sent[1], "Rejected", "AC04")));
        Assert.Equal((7, 1, 1, 5), (report.Lines, report.Settled, report.Repeated, report.Refused));
        Assert.Equal(
            [BankReportProblem.AmountDiffers, BankReportProblem.BatchForeign, BankReportProblem.InstructionUnknown,
                BankReportProblem.InstructionUnknown, BankReportProblem.Contradicts],
            report.Refusals.Select(refusal => refusal.Problem));
        Assert.All(report.Refusals, refusal => Assert.NotEmpty(refusal.Text.Ar));
        Assert.Equal(1, (await _service.GetBatchAsync(batch.Name)).Settled);
        await _service.CleanAsync();
    }

    [Fact]
    public async Task A_report_that_is_only_checked_books_nothing()
    {
        var batch = await _service.SendAsync();
        var sent = await _service.SentAsync(batch);
        var report = BankReports.Settled(batch.Files[0].MessageId, sent);
        var check = await _service.ImportAsync(report, validateOnly: true);
        Assert.Equal(("", sent.Count), (check.Name, check.Settled));
        Assert.Equal(0, (await _service.GetBatchAsync(batch.Name)).Settled);
        Assert.Equal(sent.Count, (await _service.ImportAsync(report)).Settled);
        var again = await _service.ImportAsync(report);
        Assert.Equal((true, sent.Count), (again.SeenBefore, again.Settled));
        await _service.CleanAsync();
    }

    [Fact]
    public async Task An_export_is_not_continued_from_another_file()
    {
        var batch = await _service.SendAsync();
        await RefusedAsync("BANK_FILE_CHANGED", () => _service.ExportAsync(batch.Files[0].Name, 5, new string('0', 64)));
        await RefusedAsync("BANK_FILE_CHANGED", () => _service.ExportAsync(
            batch.Files[0].Name, batch.Files[0].SizeBytes + 1, batch.Files[0].ContentSha256));
        await RefusedAsync("BATCH_NOT_FOUND", () => _service.ExportAsync(batch.Name + "/bankFiles/2"));
    }

    private Task<Refused> PreparingAsync(PrepareBatchRequest request) =>
        Refused.ByAsync(_service.Disbursement().PrepareBatchAsync(request, _service.Operator()));

    private static async Task RefusedAsync(string reason, Func<Task> call) =>
        Assert.Equal(reason, (await Refused.ByAsync(call)).Reason);

    private async Task NothingStoredAsync()
    {
        await using var db = await _service.OpenDbAsync();
        Assert.Equal((0, 0), (await db.PaymentBatches.CountAsync(), await db.JournalEntries.CountAsync()));
    }

    private async Task ChangeAsync(string statement)
    {
        await using var db = await _service.OpenDbAsync();
        Assert.NotEqual(0, await db.Database.ExecuteSqlRawAsync(statement));
    }
}
