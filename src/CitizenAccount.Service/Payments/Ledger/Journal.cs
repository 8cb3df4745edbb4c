using System.Data.Common;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Payments.Ledger;

/// <summary>Adds to the journal, always inside the transaction of what is booked. Writers take turns by the head row,
/// so the numbering has no gap whoever is killed when.</summary>
internal sealed class Journal(BulkInsert bulk, TimeProvider clock)
{
    private static readonly BulkTable<JournalEntryRow> Columns = new("JournalEntries",
    [
        new("Sequence", row => row.Sequence),
        new("RecordedTicks", row => row.RecordedTicks),
        new("Kind", row => (long)row.Kind),
        new("Month", row => (long)row.Month),
        new("HouseholdId", row => row.HouseholdId.ToBytes()),
        new("Source", row => (long)row.Source),
        new("Target", row => (long)row.Target),
        new("Amount", row => row.Amount),
        new("Batch", row => row.Batch is { } batch ? (long)batch : null),
        new("Instruction", row => row.Instruction is { } number ? (long)number : null),
        new("Corrects", row => row.Corrects),
        new("Reference", row => row.Reference),
        new("PreviousHash", row => row.PreviousHash),
        new("Hash", row => row.Hash),
    ]);

    /// <summary>Waits for whoever moves money, and makes everyone else wait until the transaction ends.</summary>
    public static Task TakeTurnAsync(ServiceDb db, CancellationToken stop) => db.JournalHeads.ExecuteUpdateAsync(
        row => row.SetProperty(head => head.Turn, head => head.Turn + 1), stop);

    /// <summary>As <see cref="TakeTurnAsync"/>.</summary>
    public static void TakeTurn(DbTransaction transaction) =>
        transaction.Execute("UPDATE \"JournalHeads\" SET \"Turn\" = \"Turn\" + 1");

    /// <summary>Adds entries in the caller's transaction; they are stored when its context is saved.</summary>
    public async Task AppendAsync(ServiceDb db, IReadOnlyList<Booking> bookings, CancellationToken stop)
    {
        if (bookings.Count == 0)
        {
            return;
        }

        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("Money is booked in a transaction only.");
        }

        // By a statement, not by the tracker: what is read next is the last word.
        await TakeTurnAsync(db, stop);
        var head = await db.JournalHeads.AsNoTracking().SingleAsync(stop);
        var entries = JournalChain.Extend(head.Sequence, head.Hash, clock.GetUtcNow(), bookings);
        db.JournalEntries.AddRange(entries);
        var (last, hash) = (entries[^1].Sequence, entries[^1].Hash);
        await db.JournalHeads.ExecuteUpdateAsync(
            row => row.SetProperty(one => one.Sequence, last).SetProperty(one => one.Hash, hash), stop);
    }

    /// <summary>Adds many entries in the caller's transaction, past the change tracker.</summary>
    public void Append(DbTransaction transaction, IReadOnlyList<Booking> bookings)
    {
        if (bookings.Count == 0)
        {
            return;
        }

        TakeTurn(transaction);
        var (sequence, hash) = transaction.Read(
            "SELECT \"Sequence\", \"Hash\" FROM \"JournalHeads\"",
            reader => (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)))[0];
        var entries = JournalChain.Extend(sequence, hash, clock.GetUtcNow(), bookings);
        bulk.Write(transaction, Columns, entries);
        transaction.Execute(
            "UPDATE \"JournalHeads\" SET \"Sequence\" = @sequence, \"Hash\" = @hash",
            ("@sequence", entries[^1].Sequence), ("@hash", entries[^1].Hash));
    }
}
