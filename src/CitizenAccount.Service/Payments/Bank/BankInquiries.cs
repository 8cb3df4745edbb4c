using CitizenAccount.Service.Payments.Batches;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Payments.Bank;

/// <summary>Asks after what the bank does not answer on: some hours after a file was handed over, instructions without
/// an answer are of unknown outcome, and the bank is asked for their status, again and again, until each has a final
/// one. They are never sent again.</summary>
internal sealed class BankInquiries(
    IDbContextFactory<ServiceDb> databases, MoneyTransactions transactions, FileDrop drop, PaymentsOptions options,
    TimeProvider clock)
{
    public async Task AskAsync(CancellationToken stop)
    {
        var before = clock.GetUtcNow().UtcDateTime.AddHours(-options.InquireAfterHours);
        List<BankFileRow> late;
        var look = await databases.CreateDbContextAsync(stop);
        await using (look)
        {
            late = await look.BankFiles.AsNoTracking()
                .Where(file => file.ExportedAt != null && file.ExportedAt < before
                    && (file.InquiredAt == null || file.InquiredAt < before)
                    && look.PaymentBatches.Any(batch => batch.Number == file.Batch
                        && batch.State >= BatchState.Released && batch.State < BatchState.Reconciled)
                    && look.PaymentInstructions.Any(row => row.Batch == file.Batch
                        && row.Number >= file.FirstInstruction && row.Number <= file.LastInstruction
                        && (file.BankCode == "" || row.BankCode == file.BankCode)
                        && (row.State == InstructionState.Sent || row.State == InstructionState.OutcomeUnknown
                            || row.State == InstructionState.Accepted)))
                .OrderBy(file => file.Batch).ThenBy(file => file.Number).ToListAsync(stop);
        }

        foreach (var file in late)
        {
            if (await MarkAsync(file, stop) && drop.IsConfigured)
            {
                await AskAsync(file, stop);
            }
        }
    }

    private Task<bool> MarkAsync(BankFileRow seen, CancellationToken stop) => transactions.RunAsync(
        async (db, transaction) =>
        {
            var file = await db.BankFiles.SingleAsync(
                row => row.Batch == seen.Batch && row.Number == seen.Number, stop);
            if (file.InquiredAt != seen.InquiredAt)
            {
                // Another replica asks.
                return false;
            }

            var batch = await db.PaymentBatches.SingleAsync(row => row.Number == seen.Batch, stop);
            file.InquiredAt = clock.GetUtcNow().UtcDateTime;
            var unknown = transaction.Execute(
                """
                UPDATE "PaymentInstructions" SET "State" = @unknown, "ChangedAt" = @now
                WHERE "Batch" = @batch AND "Number" >= @first AND "Number" <= @last AND "State" = @sent
                    AND (@bank = '' OR "BankCode" = @bank)
                """,
                ("@unknown", (int)InstructionState.OutcomeUnknown), ("@now", file.InquiredAt),
                ("@batch", file.Batch), ("@first", file.FirstInstruction), ("@last", file.LastInstruction),
                ("@sent", (int)InstructionState.Sent), ("@bank", file.BankCode));
            batch.Unknown += unknown;
            return true;
        },
        stop);

    // The bank is asked for the status of the whole file by its message id.
    private async Task AskAsync(BankFileRow file, CancellationToken stop)
    {
        Directory.CreateDirectory(drop.OutFolder);
        var path = Path.Combine(drop.OutFolder, $"{file.MessageId}.inquiry");
        await File.WriteAllTextAsync(path + ".part", file.MessageId + "\n", stop);
        File.Move(path + ".part", path, overwrite: true);
    }
}
