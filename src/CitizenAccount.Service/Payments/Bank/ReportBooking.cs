using System.Data.Common;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Payments.Batches;
using CitizenAccount.Service.Payments.Ledger;
using CitizenAccount.Service.Payments.Recoveries;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Payments.Bank;

/// <summary>Books some lines of a report in the transaction it is given: instructions, journal, counts of their
/// batches, holds on what came back, and which lines were refused.</summary>
internal sealed class ReportBooking(Journal journal, BulkInsert bulk, HoldSteps holds, TimeProvider clock)
{
    private static readonly BulkTable<ReportRefusalRow> RefusalColumns = new("BankReportRefusals",
    [
        new("ReportId", row => row.ReportId.ToByteArray(bigEndian: true)),
        new("Line", row => (long)row.Line),
        new("Instruction", row => row.Instruction),
        new("Problem", row => (long)row.Problem),
    ]);

    private sealed record Known(HouseholdId Household, int Month, long Amount, InstructionState State);

    private sealed class Work(ServiceDb db, DbTransaction transaction, ReportRow report, DateTime now)
    {
        public ServiceDb Db => db;

        public DbTransaction Transaction => transaction;

        public ReportRow Report => report;

        public DateTime Now => now;

        public Dictionary<int, BatchRow?> Batches { get; } = [];

        public List<Booking> Bookings { get; } = [];

        public List<ReportRefusalRow> Refusals { get; } = [];

        public HashSet<(HouseholdId, HoldCause)> Held { get; } = [];
    }

    /// <returns>The lines that were refused.</returns>
    public async Task<IReadOnlyList<ReportRefusalRow>> BookAsync(
        ServiceDb db, DbTransaction transaction, ReportRow report, IReadOnlyList<ReportedLine> lines,
        CancellationToken stop)
    {
        var work = new Work(db, transaction, report, clock.GetUtcNow().UtcDateTime);
        using var find = PaymentsSql.CommandOf(
            transaction.Connection!, transaction,
            """
            SELECT "HouseholdId", "Month", "Amount", "State" FROM "PaymentInstructions"
            WHERE "Batch" = @batch AND "Number" = @number
            """,
            ("@batch", 0), ("@number", 0));
        using var change = PaymentsSql.CommandOf(
            transaction.Connection!, transaction,
            """
            UPDATE "PaymentInstructions"
            SET "State" = @state, "BankStatus" = @code, "ChangedAt" = @now,
                "SettledAt" = COALESCE(@settled, "SettledAt")
            WHERE "Batch" = @batch AND "Number" = @number
            """,
            ("@state", 0), ("@code", ""), ("@now", work.Now), ("@settled", DBNull.Value), ("@batch", 0),
            ("@number", 0));
        foreach (var line in lines)
        {
            if (await BookAsync(work, line, find, change, stop) is { } problem)
            {
                Refuse(work, line, problem);
            }

            report.LinesDone = line.Line;
        }

        journal.Append(transaction, work.Bookings);
        bulk.Write(transaction, RefusalColumns, work.Refusals);
        foreach (var batch in work.Batches.Values.OfType<BatchRow>())
        {
            BatchReleasing.Advance(batch, isAllExported: false, work.Now);
        }

        return work.Refusals;
    }

    private async Task<ReportProblem?> BookAsync(
        Work work, ReportedLine line, DbCommand find, DbCommand change, CancellationToken stop)
    {
        if (line.Problem is { } problem)
        {
            return problem;
        }

        if (!InstructionName.TryParse(line.Id, out var batch, out var number))
        {
            return ReportProblem.InstructionUnknown;
        }

        if (await BatchAsync(work, batch, stop) is not { } row)
        {
            return ReportProblem.BatchForeign;
        }

        if (Find(find, batch, number) is not { } known)
        {
            return ReportProblem.InstructionUnknown;
        }

        if (line.Amount != 0 && known.Amount != line.Amount)
        {
            return ReportProblem.AmountDiffers;
        }

        var effect = ReportRules.EffectOf(known.State, line.Word, line.Code);
        switch (effect)
        {
            case LineEffect.NotSent:
                return ReportProblem.InstructionUnknown;
            case LineEffect.Contradicts:
                return ReportProblem.Contradicts;
            case LineEffect.Repeated:
                work.Report.Repeated++;
                return null;
        }

        Change(change, batch, number, effect, known, line, work.Now);
        Count(work.Report, row, effect, known);
        Book(work, batch, number, effect, known);
        if (effect is LineEffect.Returned or LineEffect.Voided)
        {
            await HoldAsync(work, known.Household, line.Code, stop);
        }

        return null;
    }

    // Only what was released can be reported on.
    private static async Task<BatchRow?> BatchAsync(Work work, int number, CancellationToken stop)
    {
        if (!work.Batches.TryGetValue(number, out var row))
        {
            row = await work.Db.PaymentBatches.SingleOrDefaultAsync(
                one => one.Number == number && one.State >= BatchState.Released, stop);
            work.Batches[number] = row;
        }

        return row;
    }

    private static Known? Find(DbCommand find, int batch, int number)
    {
        find.Parameters[0].Value = batch;
        find.Parameters[1].Value = number;
        using var reader = find.ExecuteReader();
        return reader.Read()
            ? new Known(
                HouseholdId.FromBytes(reader.GetFieldValue<byte[]>(0)), reader.GetInt32(1), reader.GetInt64(2),
                (InstructionState)reader.GetByte(3))
            : null;
    }

    private static void Change(
        DbCommand change, int batch, int number, LineEffect effect, Known known, ReportedLine line, DateTime now)
    {
        var state = ReportRules.StateAfter(effect, known.State);
        change.Parameters[0].Value = (int)state;
        change.Parameters[1].Value = line.Code;
        change.Parameters[2].Value = now;
        change.Parameters[3].Value = state == InstructionState.Settled ? now : DBNull.Value;
        change.Parameters[4].Value = batch;
        change.Parameters[5].Value = number;
        change.ExecuteNonQuery();
    }

    private static void Count(ReportRow report, BatchRow batch, LineEffect effect, Known known)
    {
        // It stops being what it was before it becomes what it is now.
        batch.Unknown -= known.State == InstructionState.OutcomeUnknown ? 1 : 0;
        batch.Accepted -= known.State == InstructionState.Accepted ? 1 : 0;
        if (known.State == InstructionState.Settled)
        {
            batch.Settled--;
            batch.SettledTotal -= known.Amount;
        }

        switch (effect)
        {
            case LineEffect.Accepted:
                report.Accepted++;
                batch.Accepted++;
                break;
            case LineEffect.Settled:
                report.Settled++;
                report.SettledTotal = checked(report.SettledTotal + known.Amount);
                batch.Settled++;
                batch.SettledTotal = checked(batch.SettledTotal + known.Amount);
                break;
            case LineEffect.Returned or LineEffect.Voided:
                report.Returned++;
                report.ReturnedTotal = checked(report.ReturnedTotal + known.Amount);
                batch.Returned += effect == LineEffect.Returned ? 1 : 0;
                batch.Voided += effect == LineEffect.Voided ? 1 : 0;
                batch.ReturnedTotal = checked(batch.ReturnedTotal + known.Amount);
                break;
        }
    }

    private static void Book(Work work, int batch, int number, LineEffect effect, Known known)
    {
        if (effect == LineEffect.Accepted)
        {
            return;
        }

        var isSettled = effect == LineEffect.Settled;
        work.Bookings.Add(new Booking(
            isSettled ? EntryKind.Settled : EntryKind.Returned, known.Month, known.Household,
            known.State == InstructionState.Settled ? Ledger.Book.Paid : Ledger.Book.InTransit,
            isSettled ? Ledger.Book.Paid : Ledger.Book.Returned, known.Amount)
        {
            Batch = batch,
            Instruction = number,
        });
    }

    // What came back is held until the account is put right; and so is what comes after it.
    private async Task HoldAsync(Work work, HouseholdId household, string code, CancellationToken stop)
    {
        var cause = code == ReturnCodes.HolderDied ? HoldCause.PayeeDeceased
            : code == ReturnCodes.NeverReceived ? (HoldCause?)null
            : HoldCause.PaymentReturned;
        if (cause is { } held && work.Held.Add((household, held)) && !await work.Db.PaymentHolds.AnyAsync(
            row => row.HouseholdId == household && row.Cause == held && row.ReleasedAt == null, stop))
        {
            holds.Place(work.Db, household, held, HoldSteps.System, "");
        }
    }

    private static void Refuse(Work work, ReportedLine line, ReportProblem problem)
    {
        work.Report.Refused++;
        work.Refusals.Add(new ReportRefusalRow
        {
            ReportId = work.Report.Id,
            Line = line.Line,
            Instruction = InstructionName.TryParse(line.Id, out _, out _) ? line.Id : "",
            Problem = problem,
        });
    }
}
