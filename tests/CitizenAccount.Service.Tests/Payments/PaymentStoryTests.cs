using System.Security.Cryptography;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Payments;

/// <summary>A month from its publication to settled deposits, by calls, with three people.</summary>
public sealed class PaymentStoryTests : IAsyncLifetime
{
    private const int Households = 80;

    private RunningService _service = null!;

    public async Task InitializeAsync()
    {
        _service = await RunningService.StartDecidedAsync(Households);
        _service.Clock.MoveTo(Riyadh.StartOf(new DateOnly(2026, 12, 8)).AddHours(9));
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        Assert.Empty(_service.Log.Errors);
    }

    [Fact]
    public async Task A_month_is_prepared_sealed_approved_released_sent_and_settled_to_the_halala()
    {
        var due = Enumerable.Range(0, Households).Select(index => DecidedService.DecisionOn(index).Amount)
            .Where(amount => amount > 0).ToList();
        var planned = PaymentDesk.Preparing();
        planned.ValidateOnly = true;
        var plan = (await _service.Disbursement().PrepareBatchAsync(planned, _service.Operator())).Batch;
        Assert.Equal(("", due.Count, due.Sum()), (plan.Name, plan.Lines, plan.Total.Halalas));
        Assert.Empty((await _service.Disbursement().ListBatchesAsync(new(), _service.Operator())).Batches);

        var batch = await _service.SealAsync();
        Assert.Equal((PaymentBatchState.Sealed, due.Count, due.Sum()), (batch.State, batch.Lines, batch.Total.Halalas));
        var file = Assert.Single(batch.Files);
        Assert.Equal((due.Count, due.Sum()), (file.Lines, file.Total.Halalas));
        Assert.Equal(64, batch.LinesSha256.Length);
        var approved = await _service.ApproveAsync(batch);
        Assert.Equal((PaymentBatchState.Approved, "checker"), (approved.State, approved.ApprovedBy));
        Assert.Equal("releaser", (await _service.ReleaseAsync(batch)).ReleasedBy);

        var content = await _service.ExportAsync(file.Name);
        Assert.Equal(file.SizeBytes, content.Length);
        Assert.Equal(file.ContentSha256, Convert.ToHexStringLower(SHA256.HashData(content)));
        var rest = await _service.ExportAsync(file.Name, content.Length - 100, file.ContentSha256);
        Assert.Equal(content[^100..], rest);
        await _service.UntilAsync(batch.Name, PaymentBatchState.Sent);

        var sent = await _service.SentAsync(batch);
        Assert.Equal(PaymentState.InProgress, (await _service.PaymentAsync(sent[0].Household)).State);
        var report = await _service.ImportAsync(BankReports.Settled(file.MessageId, sent));
        Assert.Equal(
            (due.Count, due.Count, due.Sum(), false),
            (report.Lines, report.Settled, report.SettledTotal.Halalas, report.SeenBefore));
        var done = await _service.UntilAsync(batch.Name, PaymentBatchState.Reconciled);
        Assert.Equal((due.Count, due.Sum()), (done.Settled, done.SettledTotal.Halalas));
        var audit = await _service.CleanAsync();
        Assert.Equal(due.Count * 3, audit.UntilSequence);

        var payment = await _service.PaymentAsync(sent[0].Household);
        Assert.Equal((PaymentState.Paid, sent[0].Amount), (payment.State, payment.Amount.Halalas));
        Assert.NotNull(payment.DepositedTime);
        Assert.Empty(payment.Instructions);
        await ToldAsync(sent[0], MessageKind.Deposited);
    }

    [Fact]
    public async Task Everyone_sees_for_each_household_what_was_decided_whether_it_is_payable_and_what_became_of_it()
    {
        var none = DecidedService.First(decision => decision.Amount == 0);
        var batch = await _service.SendAsync();
        var sent = await _service.SentAsync(batch);
        await _service.ImportAsync(BankReports.Status(
            batch.Files[0].MessageId, (sent[0], "Settled", "ACSC"), (sent[1], "Rejected", "AC04"), (sent[2], "Accepted", "ACSP")));

        var nothing = await _service.PaymentAsync(none);
        Assert.Equal((PaymentState.None, 0), (nothing.State, nothing.Amount.Halalas));
        Assert.NotEmpty(nothing.Reasons);
        var returned = await _service.PaymentAsync(sent[1].Household);
        Assert.Equal(
            (PaymentState.Returned, PaymentReturnReason.AccountClosed), (returned.State, returned.BankReturn.Reason));
        Assert.NotEmpty(returned.NextStep.Ar);
        Assert.Contains(returned.Holds, hold => hold.Cause == PaymentHoldCause.PaymentReturned && hold.PlacedBy.Length == 0);
        Assert.Equal(PaymentState.InProgress, (await _service.PaymentAsync(sent[2].Household)).State);
        await ToldAsync(sent[1], MessageKind.PaymentReturned);

        var list = await _service.Payments().ListPaymentsAsync(
            new() { Parent = sent[0].Household.Name }, Clients.By(_service.AsCitizen(sent[0].Household)));
        Assert.Equal(sent[0].Amount, Assert.Single(list.Payments).Amount.Halalas);
        Assert.Equal((sent[0].Amount, 0), (list.Totals.Paid.Halalas, list.Totals.Returned.Halalas));
        var staff = (await _service.Payments().GetPaymentAsync(
            new() { Name = $"{sent[1].Household.Name}/payments/2026-12", Purpose = Clients.Asked }, _service.CaseWorker())).Payment;
        Assert.Equal(PaymentInstructionState.Returned, Assert.Single(staff.Instructions).State);
        await _service.CleanAsync();
    }

    [Fact]
    public async Task A_settled_payment_is_proved_by_the_anchor_of_its_day_and_a_changed_byte_proves_nothing()
    {
        var batch = await _service.SendAsync();
        var sent = await _service.SentAsync(batch);
        await _service.ImportAsync(BankReports.Settled(batch.Files[0].MessageId, sent));
        Assert.Null((await _service.PaymentAsync(sent[^1].Household)).Proof);
        _service.Clock.Move(TimeSpan.FromDays(1));
        PaymentProof? proof = null;
        await CycleDesk.UntilAsync(async () => (proof = (await _service.PaymentAsync(sent[^1].Household)).Proof) is not null);
        Assert.Equal(proof!.Anchor.ToByteArray(), RootOf(proof));
        var forged = proof.Clone();
        var leaf = forged.Leaf.ToByteArray();
        leaf[3] ^= 1;
        forged.Leaf = Google.Protobuf.ByteString.CopyFrom(leaf);
        Assert.NotEqual(proof.Anchor.ToByteArray(), RootOf(forged));
        var entry = (await _service.Disbursement().ListLedgerEntriesAsync(
            new() { FromSequence = proof.EntrySequence, PageSize = 1, Purpose = Clients.Asked }, _service.Operator())).Entries[0];
        Assert.Equal(
            (entry.EntrySha256, sent[^1].Household.Name, LedgerEntryKind.Settled),
            (Convert.ToHexStringLower(proof.Leaf.Span), entry.Household, entry.Kind));
        Assert.Equal(0, entry.Postings.Sum(posting => posting.Amount.Halalas));
    }

    [Fact]
    public async Task An_explanation_sums_exactly_from_the_month_before()
    {
        var batch = await _service.SendAsync();
        var sent = await _service.SentAsync(batch);
        await _service.ImportAsync(BankReports.Settled(batch.Files[0].MessageId, sent));
        var january = new Rules.Time.YearMonth(2027, 1);
        _service.MovePastCutOffOf(january);
        await _service.PublishAsync(january);
        _service.Clock.Move(TimeSpan.FromSeconds(2));
        foreach (var one in sent.Take(10))
        {
            var explained = (await _service.Payments().ExplainPaymentAsync(
                new() { Name = $"{one.Household.Name}/payments/2027-01" }, Clients.By(_service.AsCitizen(one.Household)))).Explanation;
            var difference = explained.Difference;
            Assert.Equal(one.Amount, difference.Before.Halalas);
            Assert.Equal(difference.After.Halalas, difference.Before.Halalas + difference.Parts.Sum(part => part.Difference.Halalas));
            Assert.Equal(explained.Payment.Amount.Halalas, difference.After.Halalas);
            Assert.NotEmpty(explained.Reasons);
            Assert.NotEmpty(explained.Summary.Ar);
        }
    }

    private static byte[] RootOf(PaymentProof proof) => proof.Path.Aggregate(
        proof.Leaf.ToByteArray(),
        (reached, step) => SHA256.HashData(step.NeighbourFirst
            ? [.. step.Neighbour.ToByteArray(), .. reached]
            : [.. reached, .. step.Neighbour.ToByteArray()]));

    private async Task ToldAsync(Sent sent, MessageKind kind) => await CycleDesk.UntilAsync(async () =>
    {
        var account = RunningService.AccountOf(sent.Household);
        var db = await _service.OpenDbAsync();
        await using (db)
        {
            return await db.Messages.AnyAsync(row => row.AccountId == account && row.Kind == kind);
        }
    });
}
