using System.Collections.Concurrent;
using System.Security.Cryptography;
using CitizenAccount.Service.Payments.Bank;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Payments.Batches;

/// <summary>Seals a batch whose lines are made: counts and sums are held against each other, the files for the banks
/// are cut, and each is written once to fix its hash. Nothing in a sealed batch changes.</summary>
internal sealed class BatchSealing(
    MoneyTransactions transactions, BulkInsert bulk, BankFiles files, PaymentsOptions options, TimeProvider clock)
{
    /// <summary>Seals; false when another did.</summary>
    public async Task<bool> SealAsync(BatchRow batch, Func<Task<bool>> renew, CancellationToken stop)
    {
        var plans = await CutAsync(batch, stop);
        RequireWhole(batch, plans);
        var written = new ConcurrentBag<BankFileRow>();
        await Parallel.ForEachAsync(plans, stop, async (plan, token) =>
        {
            var (size, hash) = await MeasureAsync(batch, plan, token);
            written.Add(plan.ToFile(size, hash));
        });
        return await renew() && await transactions.RunAsync(
            async (db, _) =>
            {
                var row = await db.PaymentBatches.SingleAsync(row => row.Number == batch.Number, stop);
                if (row.State != BatchState.Preparing || !row.LinesMade)
                {
                    return false;
                }

                db.BankFiles.AddRange(written);
                row.State = BatchState.Sealed;
                row.SealedAt = clock.GetUtcNow().UtcDateTime;
                row.Version++;
                (row.Owner, row.LeaseUntil) = (null, null);
                return true;
            },
            stop);
    }

    // Which instructions go into which file: by range, and by bank where files are cut so.
    private async Task<List<FilePlan>> CutAsync(BatchRow batch, CancellationToken stop)
    {
        var (open, plans) = (new Dictionary<string, FilePlan>(StringComparer.Ordinal), new List<FilePlan>());
        var connection = await bulk.OpenAsync(stop);
        await using (connection)
        {
            using var command = PaymentsSql.CommandOf(
                connection, null,
                """
                SELECT "Number", "BankCode", "Amount" FROM "PaymentInstructions" WHERE "Batch" = @batch
                ORDER BY "Number"
                """,
                ("@batch", batch.Number));
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var (number, bank) = (reader.GetInt32(0), options.FilePerBank ? reader.GetString(1) : "");
                if (!open.TryGetValue(bank, out var plan) || plan.Lines == options.LinesPerFile)
                {
                    plan = new FilePlan(batch.Number, plans.Count + 1, bank, number);
                    plans.Add(plan);
                    open[bank] = plan;
                }

                plan.Add(number, reader.GetInt64(2));
            }
        }

        return plans;
    }

    private static void RequireWhole(BatchRow batch, List<FilePlan> plans)
    {
        var (lines, total) = (plans.Sum(plan => plan.Lines), plans.Sum(plan => plan.Total));
        var parts = checked(batch.RegularTotal + batch.CompensationTotal + batch.RecoveryTotal);
        if (lines != batch.Lines || total != batch.Total || parts != batch.Total)
        {
            throw new InvalidOperationException(
                $"Batch {batch.Number} has {batch.Lines} lines of {batch.Total}, its parts come to {parts}, and its "
                + $"instructions are {lines} of {total}.");
        }
    }

    private async Task<(long Size, byte[] Hash)> MeasureAsync(BatchRow batch, FilePlan plan, CancellationToken stop)
    {
        using var hash = SHA256.Create();
        var counting = new CountingStream();
        var stream = new CryptoStream(counting, hash, CryptoStreamMode.Write);
        await using (stream)
        {
            await files.WriteAsync(stream, batch, plan.ToFile(0, []), stop);
        }

        return (counting.Count, hash.Hash!);
    }

    private sealed class FilePlan(int batch, int number, string bank, int first)
    {
        private int _last;

        public int Lines { get; private set; }

        public long Total { get; private set; }

        public void Add(int instruction, long amount)
        {
            Lines++;
            Total = checked(Total + amount);
            _last = instruction;
        }

        public BankFileRow ToFile(long size, byte[] hash) => new()
        {
            Batch = batch,
            Number = number,
            MessageId = InstructionName.MessageIdOf(batch, number),
            BankCode = bank,
            FirstInstruction = first,
            LastInstruction = _last,
            Lines = Lines,
            Total = Total,
            SizeBytes = size,
            ContentHash = hash,
        };
    }
}
