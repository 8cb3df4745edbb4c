using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Service.Payments.Bank;
using CitizenAccount.Service.Payments.Batches;
using CitizenAccount.Service.Payments.Ledger;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Payments;

/// <summary>Defects that stand in the published code of other systems of this kind, each tried here. Every one would
/// have paid twice, or left money without a state.</summary>
public sealed class PeerDefectTests
{
    /// <summary>A bank that accepts and loses the answer, beside our way of sending and a loop that sends again on any
    /// error. Both are held to the same check; the loop fails it.</summary>
    [Fact]
    public async Task Defect_one_a_batch_whose_outcome_is_unknown_is_never_sent_again_and_the_loop_that_does_pays_twice()
    {
        await using var service = await RunningService.StartDecidedAsync(40);
        var batch = await service.SendAsync();
        var sent = await service.SentAsync(batch);
        var bank = new ForgetfulBank(seed: 5);
        foreach (var one in sent)
        {
            SendOnce(bank, one);
        }

        // Whatever was not answered is learnt from the bank's own books, by asking.
        service.Clock.Move(TimeSpan.FromHours(30));
        await CycleDesk.UntilAsync(async () => (await service.GetBatchAsync(batch.Name)).OutcomeUnknown == sent.Count);
        await service.ImportAsync(BankReports.Status(
            batch.Files[0].MessageId,
            sent.Select(one => bank.Took(one.Id) ? (one, "Settled", "ACSC") : (one, "Rejected", ReturnCodes.NeverReceived))));
        await service.UntilAsync(batch.Name, PaymentBatchState.Reconciled);
        await service.CleanAsync();
        Assert.Empty(bank.PaidTwice);
        Assert.Contains(sent, one => !bank.Took(one.Id));

        var naive = new ForgetfulBank(seed: 5);
        foreach (var one in sent)
        {
            SendAgainOnAnyError(naive, one);
        }

        Assert.NotEmpty(naive.PaidTwice);
    }

    [Fact]
    public async Task Defect_two_two_runs_at_once_cannot_both_create_an_entitlement_because_the_key_is_in_the_database()
    {
        await using var service = await RunningService.StartDecidedAsync(40);
        var batch = await service.SealAsync();
        await using var db = await service.OpenDbAsync();
        var line = await db.PaymentLines.AsNoTracking().FirstAsync();
        db.PaymentLines.Add(new PaymentLineRow
        {
            HouseholdId = line.HouseholdId,
            Month = line.Month,
            Kind = LineKind.Regular,
            Cause = "",
            Amount = 1,
            Held = false,
            PaidMonth = 0,
        });
        Assert.True(StorageFailure.IsUniqueViolation(await Assert.ThrowsAnyAsync<DbUpdateException>(() => db.SaveChangesAsync())));
        db.ChangeTracker.Clear();
        db.PaymentBatches.Add(BatchSteps.Prepare(
            99, RunningService.Month, BatchKind.Regular, PaymentDesk.Day, "another", service.Clock.GetUtcNow()));
        Assert.True(StorageFailure.IsUniqueViolation(await Assert.ThrowsAnyAsync<DbUpdateException>(() => db.SaveChangesAsync())));
        Assert.Equal(batch.Lines, (await service.GetBatchAsync(batch.Name)).Lines);
    }

    [Fact]
    public async Task Defect_three_reconciliation_ends_in_a_state_that_exists_with_a_reference_of_the_bank_for_every_line()
    {
        await using var service = await RunningService.StartDecidedAsync(40);
        var batch = await service.SendAsync();
        var sent = await service.SentAsync(batch);
        await service.ImportAsync(BankReports.Settled(batch.Files[0].MessageId, sent));
        var done = await service.UntilAsync(batch.Name, PaymentBatchState.Reconciled);
        Assert.NotNull(done.ReconciledTime);
        await using var db = await service.OpenDbAsync();
        Assert.All(
            await db.PaymentInstructions.AsNoTracking().ToListAsync(),
            row => Assert.True(Enum.IsDefined(row.State) && row.State == InstructionState.Settled && row.BankStatus.Length > 0));
        Assert.Equal(sent.Count, await db.JournalEntries.CountAsync(entry => entry.Kind == EntryKind.Settled));
    }

    /// <summary>Every state and code a report can end in is one the contract has.</summary>
    [Fact]
    public void Every_stored_state_is_a_state_of_the_contract()
    {
        AssertSame<BatchState, PaymentBatchState>(but: [PaymentBatchState.Cancelled]);
        AssertSame<InstructionState, PaymentInstructionState>();
        AssertSame<LineKind, PaymentLineKind>();
        AssertSame<BatchKind, PaymentBatchKind>();
        AssertSame<ReportKind, BankReportKind>();
        AssertSame<ReportProblem, BankReportProblem>();
        AssertSame<EntryKind, LedgerEntryKind>(but: [LedgerEntryKind.Appropriation]);
        AssertSame<Book, LedgerAccount>();
        AssertSame<Service.Payments.Recoveries.HoldCause, PaymentHoldCause>();
        AssertSame<Service.Payments.Recoveries.RecoveryStanding, RecoveryState>();
        AssertSame<Service.Payments.PaymentStanding, PaymentState>();
    }

    private static void AssertSame<TStored, TContract>(params TContract[] but)
        where TStored : struct, Enum
        where TContract : struct, Enum =>
        Assert.Equal(
            Enum.GetValues<TContract>().Except(but).Select(value => ($"{value}", Convert.ToInt32(value, null)))
                .Where(pair => pair.Item2 != 0).OrderBy(pair => pair.Item2),
            Enum.GetValues<TStored>().Select(value => ($"{value}", Convert.ToInt32(value, null)))
                .OrderBy(pair => pair.Item2),
            (one, other) => one.Item2 == other.Item2);

    private static void SendOnce(ForgetfulBank bank, Sent one)
    {
        try
        {
            bank.Pay(one.Id);
        }
        catch (TimeoutException)
        {
            // Not known: asked after, not sent again.
        }
    }

    // The loop of the peers: up to five times, on any error.
    private static void SendAgainOnAnyError(ForgetfulBank bank, Sent one)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            try
            {
                bank.Pay($"{one.Id}/{attempt}");
                return;
            }
            catch (TimeoutException)
            {
                // Sent again.
            }
        }
    }

    /// <summary>Pays, or does not; answers, or does not. It knows a payment by its id alone, as banks do.</summary>
    private sealed class ForgetfulBank(int seed)
    {
        private readonly Random _chance = new(seed);
        private readonly HashSet<string> _paid = [];
        private readonly Dictionary<string, int> _deposits = [];

        public IEnumerable<string> PaidTwice => _deposits.Where(pair => pair.Value > 1).Select(pair => pair.Key);

        public bool Took(string id) => _paid.Contains(id);

        public void Pay(string id)
        {
            var (takes, answers) = (_chance.Next(100) < 70, _chance.Next(100) < 60);
            if (takes && _paid.Add(id))
            {
                var person = id.Split('/')[0];
                _deposits[person] = _deposits.GetValueOrDefault(person) + 1;
            }

            if (!takes || !answers)
            {
                throw new TimeoutException("The bank did not answer in time.");
            }
        }
    }
}
