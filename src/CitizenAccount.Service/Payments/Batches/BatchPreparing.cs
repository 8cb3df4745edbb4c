using System.Data.Common;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Payments.Ledger;
using CitizenAccount.Service.Payments.Recoveries;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Payments.Batches;

/// <summary>Makes the lines of a batch, part by part: lines, bound accounts, instructions, bookings and how far it is,
/// each part in one transaction. Killed anywhere, another goes on after the last part.</summary>
internal sealed class BatchPreparing(
    MoneyTransactions transactions, BatchInputs inputs, BulkInsert bulk, Journal journal, HoldSteps holds,
    TimeProvider clock)
{
    private static readonly BulkTable<PaymentLineRow> LineColumns = new("PaymentLines",
    [
        new("HouseholdId", row => row.HouseholdId.ToBytes()),
        new("Month", row => (long)row.Month),
        new("Kind", row => (long)row.Kind),
        new("Cause", row => row.Cause),
        new("Amount", row => row.Amount),
        new("Held", row => row.Held),
        new("PaidMonth", row => (long)row.PaidMonth),
        new("Batch", row => row.Batch is { } batch ? (long)batch : null),
        new("Instruction", row => row.Instruction is { } number ? (long)number : null),
    ]);

    private static readonly BulkTable<InstructionRow> InstructionColumns = new("PaymentInstructions",
    [
        new("Batch", row => (long)row.Batch),
        new("Number", row => (long)row.Number),
        new("HouseholdId", row => row.HouseholdId.ToBytes()),
        new("Month", row => (long)row.Month),
        new("Amount", row => row.Amount),
        new("State", row => (long)row.State),
        new("IbanSealed", row => row.IbanSealed),
        new("BankCode", row => row.BankCode),
        new("Ending", row => row.Ending),
        new("BankStatus", row => row.BankStatus),
        new("ChangedAt", row => row.ChangedAt),
        new("PreviousBatch", row => row.PreviousBatch is { } batch ? (long)batch : null),
        new("PreviousNumber", row => row.PreviousNumber is { } number ? (long)number : null),
        new("Replaced", row => row.Replaced),
    ]);

    /// <summary>Makes the lines that are not made yet; false when another is at it.</summary>
    /// <param name="batch">The batch as it was found.</param>
    /// <param name="renew">Renews the lease; false when it went to another.</param>
    /// <param name="stop">Stops between two parts; nothing stored is lost.</param>
    public async Task<bool> PrepareAsync(BatchRow batch, Func<Task<bool>> renew, CancellationToken stop)
    {
        var next = batch.LinesMade ? null : inputs.FetchAsync(batch, batch.Cursor, stop);
        while (next is not null)
        {
            var part = await next;

            // The next part is read while this one is written.
            next = part.IsLast ? null : Task.Run(() => inputs.FetchAsync(batch, part.Through, stop), stop);
            if (!await renew() || !await StoreAsync(batch, part, stop))
            {
                await (next ?? Task.CompletedTask);
                return false;
            }
        }

        return true;
    }

    /// <summary>What a batch would come to; nothing is stored.</summary>
    public async Task<BatchRow> PlanAsync(BatchRow batch, CancellationToken stop)
    {
        for (var after = default(HouseholdId); ;)
        {
            var part = await inputs.FetchAsync(batch, after, stop);
            await transactions.RunAsync(
                async (_, transaction) =>
                {
                    await ComposeAsync(batch, part, transaction, stop);
                    return false;
                },
                stop);
            if (part.IsLast)
            {
                return batch;
            }

            after = part.Through;
        }
    }

    private Task<bool> StoreAsync(BatchRow seen, BatchPart part, CancellationToken stop) => transactions.RunAsync(
        async (db, transaction) =>
        {
            var batch = await db.PaymentBatches.SingleAsync(row => row.Number == seen.Number, stop);
            if (batch.State != BatchState.Preparing || batch.LinesMade || batch.Cursor != part.After)
            {
                return false;
            }

            var made = await ComposeAsync(batch, part, transaction, stop);
            bulk.Write(transaction, LineColumns, made.NewLines);
            bulk.Write(transaction, InstructionColumns, made.Instructions);
            WriteChangedLines(transaction, made.ChangedLines);
            WritePaidAgain(transaction, made);
            WriteWithheld(transaction, made.Withheld);
            foreach (var household in made.WithoutAccount)
            {
                holds.Place(db, household, HoldCause.InvalidIban, HoldSteps.System, "");
            }

            journal.Append(transaction, made.Bookings);
            batch.LinesHash = made.LinesHash;
            (batch.Cursor, batch.LinesMade) = (part.Through, part.IsLast);
            return true;
        },
        stop);

    private async Task<BatchComposer> ComposeAsync(
        BatchRow batch, BatchPart part, DbTransaction transaction, CancellationToken stop)
    {
        var state = BatchInputs.ReadState(transaction, batch, part);
        var households = state.Households(part);
        HouseholdId[] missing = [.. households.Where(household => !part.Accounts.ContainsKey(household))];
        var others = await inputs.ListAccountsAsync(batch, missing, stop);
        var now = clock.GetUtcNow();
        var composer = new BatchComposer(batch, Riyadh.DateOf(now), now.UtcDateTime);
        var due = part.Due.ToDictionary(one => one.Household, one => one.Amount);
        foreach (var household in households)
        {
            var account = part.Accounts.GetValueOrDefault(household) ?? others.GetValueOrDefault(household);
            if (batch.Kind != BatchKind.Repayment)
            {
                composer.Add(household, due.GetValueOrDefault(household), state, account);
                continue;
            }

            foreach (var old in state.Returned[household])
            {
                composer.AddAgain(old, state, account);
            }
        }

        return composer;
    }

    private static void WriteChangedLines(DbTransaction transaction, List<PaymentLineRow> lines)
    {
        foreach (var line in lines)
        {
            transaction.Execute(
                """
                UPDATE "PaymentLines"
                SET "Held" = @held, "PaidMonth" = @paid, "Batch" = @batch, "Instruction" = @instruction
                WHERE "HouseholdId" = @household AND "Month" = @month AND "Kind" = @kind AND "Cause" = @cause
                """,
                ("@held", line.Held), ("@paid", line.PaidMonth), ("@batch", line.Batch),
                ("@instruction", line.Instruction), ("@household", line.HouseholdId.ToBytes()),
                ("@month", line.Month), ("@kind", (int)line.Kind), ("@cause", line.Cause));
        }
    }

    private static void WritePaidAgain(DbTransaction transaction, BatchComposer made)
    {
        foreach (var (old, number) in made.PaidAgain)
        {
            var replaced = transaction.Execute(
                """
                UPDATE "PaymentInstructions" SET "Replaced" = @yes
                WHERE "Batch" = @batch AND "Number" = @number AND "State" >= 6 AND "Replaced" = @no
                """,
                ("@yes", true), ("@no", false), ("@batch", old.Batch), ("@number", old.Number));
            if (replaced != 1)
            {
                throw new InvalidOperationException("What is to be paid again was not proved returned.");
            }

            transaction.Execute(
                """
                UPDATE "PaymentLines" SET "Batch" = @batch, "Instruction" = @number
                WHERE "HouseholdId" = @household AND "Batch" = @oldBatch AND "Instruction" = @oldNumber
                """,
                ("@batch", made.Batch.Number), ("@number", number), ("@household", old.Household.ToBytes()),
                ("@oldBatch", old.Batch), ("@oldNumber", old.Number));
        }
    }

    private static void WriteWithheld(DbTransaction transaction, List<RecoveryRow> recoveries)
    {
        foreach (var recovery in recoveries.Distinct())
        {
            transaction.Execute(
                """
                UPDATE "Recoveries" SET "State" = @state, "Recovered" = @recovered, "Version" = "Version" + 1
                WHERE "Id" = @id
                """,
                ("@state", (int)recovery.State), ("@recovered", recovery.Recovered),
                ("@id", recovery.Id.ToByteArray(bigEndian: true)));
        }
    }
}
