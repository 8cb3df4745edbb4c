using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Payments.Bank;
using CitizenAccount.Service.Payments.Ledger;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Payments.Batches;

/// <summary>Hands the files of a released batch over. An instruction is booked as sent before a byte of it leaves the
/// house, so nothing is ever on its way that the journal does not know of.</summary>
internal sealed class BatchReleasing(
    MoneyTransactions transactions, Journal journal, BatchStore store, FileDrop drop, PaymentsOptions options,
    TimeProvider clock)
{
    /// <summary>Books what is not booked yet, then drops the files where a folder is configured.</summary>
    public async Task ReleaseAsync(BatchRow batch, Func<Task<bool>> renew, CancellationToken stop)
    {
        if (!await BookSentAsync(batch.Number, int.MaxValue, renew, stop))
        {
            return;
        }

        foreach (var file in await store.ListFilesAsync(batch.Number, stop))
        {
            if (drop.IsConfigured && file.ExportedAt is null && await renew())
            {
                await drop.DropAsync(batch, file, stop);
                await MarkExportedAsync(file.Batch, file.Number, stop);
            }
        }

        if (batch.Lines == 0)
        {
            await transactions.RunAsync(
                async (db, _) =>
                {
                    var row = await db.PaymentBatches.SingleAsync(row => row.Number == batch.Number, stop);
                    return Advance(row, isAllExported: true, clock.GetUtcNow().UtcDateTime);
                },
                stop);
        }
    }

    /// <summary>Books the instructions up to one as sent; false when the batch is not released, or the lease was lost.
    /// </summary>
    public async Task<bool> BookSentAsync(int batch, int through, Func<Task<bool>> renew, CancellationToken stop)
    {
        while (await store.FindAsync(batch, stop) is { } row)
        {
            if (row.State is < BatchState.Released)
            {
                return false;
            }

            if (row.SentThrough >= Math.Min(row.Lines, through))
            {
                return true;
            }

            if (!await renew())
            {
                return false;
            }

            await BookPartAsync(row, stop);
        }

        return false;
    }

    /// <summary>Notes that a file was handed over in full.</summary>
    public Task MarkExportedAsync(int batch, int file, CancellationToken stop) => transactions.RunAsync(
        async (db, _) =>
        {
            var files = await db.BankFiles.Where(row => row.Batch == batch).ToListAsync(stop);
            var one = files.Single(row => row.Number == file);
            if (one.ExportedAt is not null)
            {
                return false;
            }

            one.ExportedAt = clock.GetUtcNow().UtcDateTime;
            var row = await db.PaymentBatches.SingleAsync(row => row.Number == batch, stop);
            Advance(row, files.All(each => each.ExportedAt is not null), clock.GetUtcNow().UtcDateTime);
            return true;
        },
        stop);

    /// <summary>Moves a batch on to where its counts say it stands; false when that is where it is.</summary>
    public static bool Advance(BatchRow row, bool isAllExported, DateTime now)
    {
        var before = row.State;
        if (row.State == BatchState.Released && isAllExported)
        {
            row.State = BatchState.Sent;
        }

        if (row.State == BatchState.Sent && row.Settled + row.Returned + row.Voided + row.Accepted > 0)
        {
            row.State = BatchState.Reconciling;
        }

        if (row.State is BatchState.Sent or BatchState.Reconciling
            && row.Settled + row.Returned + row.Voided == row.Lines)
        {
            (row.State, row.ReconciledAt) = (BatchState.Reconciled, now);
        }

        row.Version += row.State == before ? 0 : 1;
        return row.State != before;
    }

    private Task<bool> BookPartAsync(BatchRow seen, CancellationToken stop) => transactions.RunAsync(
        async (db, transaction) =>
        {
            var row = await db.PaymentBatches.SingleAsync(row => row.Number == seen.Number, stop);
            if (row.SentThrough != seen.SentThrough)
            {
                return false;
            }

            var through = Math.Min(row.Lines, row.SentThrough + options.PartSize);
            var bookings = transaction.Read(
                """
                SELECT "Number", "HouseholdId", "Month", "Amount", "PreviousNumber" FROM "PaymentInstructions"
                WHERE "Batch" = @batch AND "Number" > @after AND "Number" <= @through ORDER BY "Number"
                """,
                reader => new Booking(
                    EntryKind.Sent, reader.GetInt32(2), HouseholdId.FromBytes(reader.GetFieldValue<byte[]>(1)),
                    reader.IsDBNull(4) ? Book.Payable : Book.Returned, Book.InTransit, reader.GetInt64(3))
                {
                    Batch = row.Number,
                    Instruction = reader.GetInt32(0),
                },
                ("@batch", row.Number), ("@after", row.SentThrough), ("@through", through));
            journal.Append(transaction, bookings);
            var sent = transaction.Execute(
                """
                UPDATE "PaymentInstructions" SET "State" = @sent, "ChangedAt" = @now
                WHERE "Batch" = @batch AND "Number" > @after AND "Number" <= @through AND "State" = @sealed
                """,
                ("@sent", (int)InstructionState.Sent), ("@now", clock.GetUtcNow().UtcDateTime),
                ("@sealed", (int)InstructionState.Sealed), ("@batch", row.Number), ("@after", row.SentThrough),
                ("@through", through));
            if (sent != through - row.SentThrough || bookings.Count != sent)
            {
                throw new InvalidOperationException($"Instructions of batch {row.Number} were sent before.");
            }

            row.SentThrough = through;
            return true;
        },
        stop);
}
