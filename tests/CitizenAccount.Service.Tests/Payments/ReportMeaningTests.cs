using System.Text;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Service.Payments.Bank;
using CitizenAccount.Service.Tests.Hosting;

namespace CitizenAccount.Service.Tests.Payments;

/// <summary>What reports do to money that lies with the bank, beyond a word for each line.</summary>
public sealed class ReportMeaningTests : IAsyncLifetime
{
    private RunningService _service = null!;
    private PaymentBatch _batch = null!;
    private IReadOnlyList<Sent> _sent = null!;

    public async Task InitializeAsync()
    {
        _service = await RunningService.StartDecidedAsync(40, settings: new Dictionary<string, string?> { ["Payments:PartSize"] = "10" });
        _batch = await _service.SendAsync();
        _sent = await _service.SentAsync(_batch);
    }

    public async Task DisposeAsync()
    {
        await _service.CleanAsync();
        await _service.DisposeAsync();
        Assert.Empty(_service.Log.Errors);
    }

    [Fact]
    public async Task A_file_refused_as_a_whole_is_refused_for_every_instruction_of_it()
    {
        var report = await _service.ImportAsync(OfAll("RJCT", "AC04"));
        Assert.Equal((_sent.Count, _sent.Count, 0), (report.Lines, report.Returned, report.Refused));
        Assert.Equal(_sent.Sum(sent => sent.Amount), report.ReturnedTotal.Halalas);
        var payment = await _service.PaymentAsync(_sent[0].Household);
        Assert.Equal(PaymentState.Returned, payment.State);
        var again = await _service.ImportAsync(BankReports.Status(FileId, (_sent[0], "Rejected", "AC04")));
        Assert.Equal((1, 0), (again.Repeated, again.Returned));
    }

    [Fact]
    public async Task A_file_taken_as_a_whole_is_taken_and_none_of_it_is_settled()
    {
        var report = await _service.ImportAsync(OfAll("ACCP"));
        Assert.Equal((_sent.Count, 0), (report.Accepted, report.Settled));
        Assert.Equal(_sent.Count, (await _service.ImportAsync(BankReports.Settled(FileId, _sent))).Settled);
    }

    [Fact]
    public async Task A_file_deposited_as_a_whole_is_settled_only_where_the_report_states_its_sum()
    {
        var report = await _service.ImportAsync(OfAll("ACSC"));
        Assert.Equal((_sent.Count, 0), (report.Accepted, report.Settled));
        var stated = Encoding.UTF8.GetString(OfAll("ACSC")).Replace(
            "<GrpSts>", $"<OrgnlCtrlSum>{BankAmount.TextOf(_batch.Total.Halalas)}</OrgnlCtrlSum><GrpSts>", StringComparison.Ordinal);
        Assert.Equal(_sent.Count, (await _service.ImportAsync(Encoding.UTF8.GetBytes(stated))).Settled);
    }

    [Fact]
    public async Task A_refusal_of_the_whole_beside_a_line_that_says_deposited_leaves_that_line_to_a_person()
    {
        var line = $"<TxInfAndSts><OrgnlEndToEndId>{_sent[0].Id}</OrgnlEndToEndId><TxSts>ACSC</TxSts><OrgnlTxRef><Amt>"
            + $"<InstdAmt Ccy=\"SAR\">{BankAmount.TextOf(_sent[0].Amount)}</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>";
        var report = await _service.ImportAsync(OfAll("RJCT", "AC04", line));
        Assert.Equal((1, _sent.Count - 1, 1), (report.Settled, report.Returned, report.Refused));
        Assert.Equal(BankReportProblem.Contradicts, Assert.Single(report.Refusals).Problem);
    }

    [Fact]
    public async Task A_debit_that_is_only_pending_settles_nothing()
    {
        var pending = Encoding.UTF8.GetString(BankReports.Notification([(_sent[0], "DBIT", "")]))
            .Replace("BOOK", "PDNG", StringComparison.Ordinal);
        var report = await _service.ImportAsync(Encoding.UTF8.GetBytes(pending), BankReportKind.Notification);
        Assert.Equal((1, 1, 0), (report.Lines, report.Repeated, report.Settled));
        Assert.Equal(0, (await _service.GetBatchAsync(_batch.Name)).Settled);
    }

    [Fact]
    public async Task A_report_on_one_file_says_nothing_of_another_batch()
    {
        await _service.ImportAsync(BankReports.Settled(FileId, _sent));
        var foreign = _sent[0] with { Id = InstructionName.Of(2, 1) };
        var report = await _service.ImportAsync(BankReports.Status(FileId, (foreign, "Settled", "")));
        Assert.Equal(BankReportProblem.BatchForeign, Assert.Single(report.Refusals).Problem);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public async Task What_the_bank_says_it_got_must_be_what_was_sent(int lines, long halalas)
    {
        var report = Encoding.UTF8.GetString(BankReports.Settled(FileId, _sent)).Replace(
            "<OrgnlMsgNmId>",
            $"<OrgnlNbOfTxs>{_sent.Count + lines}</OrgnlNbOfTxs><OrgnlCtrlSum>{BankAmount.TextOf(_batch.Total.Halalas + halalas)}</OrgnlCtrlSum><OrgnlMsgNmId>",
            StringComparison.Ordinal);
        var refused = await Refused.ByAsync(() => _service.ImportAsync(Encoding.UTF8.GetBytes(report)));
        Assert.Equal("REPORT_TOTALS_WRONG", refused.Reason);
        Assert.Equal(0, (await _service.GetBatchAsync(_batch.Name)).Settled);
    }

    [Fact]
    public async Task A_deposit_of_what_was_refused_is_left_to_a_person_and_never_booked()
    {
        await _service.ImportAsync(BankReports.Status(FileId, (_sent[0], "Rejected", "AC04")));
        var report = await _service.ImportAsync(BankReports.Status(FileId, (_sent[0], "Settled", "")));
        Assert.Equal(BankReportProblem.Contradicts, Assert.Single(report.Refusals).Problem);
        var batch = await _service.GetBatchAsync(_batch.Name);
        Assert.Equal((0, 1), (batch.Settled, batch.Returned));
    }

    private string FileId => _batch.Files[0].MessageId;

    private byte[] OfAll(string status, string code = "", string lines = "") => Encoding.UTF8.GetBytes(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt><GrpHdr>"
        + $"<MsgId>BANK-{status}</MsgId></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>{FileId}</OrgnlMsgId><GrpSts>{status}</GrpSts>"
        + (code.Length > 0 ? $"<StsRsnInf><Rsn><Cd>{code}</Cd></Rsn></StsRsnInf>" : "")
        + $"</OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>{lines}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>");
}
