using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Payments.Ledger;

/// <summary>That an entry stands in the journal, for who has the anchor of its day.</summary>
internal sealed record InclusionProof(
    long Sequence, byte[] Leaf, IReadOnlyList<TreeStep> Path, byte[] Anchor, DateOnly Day);

/// <summary>Makes the anchor of every day that is over, and from it the proof that an entry stands in the journal.
/// </summary>
internal sealed class JournalAnchors(IDbContextFactory<ServiceDb> databases, BulkInsert bulk, TimeProvider clock)
{
    /// <summary>Entries of a block; a power of two, so that blocks are nodes of the day's tree.</summary>
    public const int BlockSize = 4_096;

    public async Task MakeAsync(CancellationToken stop)
    {
        while (await MakeNextAsync(stop))
        {
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The proof of an entry; null while its day has no anchor.</summary>
    public async Task<InclusionProof?> FindProofAsync(long sequence, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var anchor = await db.JournalAnchors.AsNoTracking()
                .Where(row => row.LastSequence >= sequence && row.FirstSequence <= sequence)
                .OrderBy(row => row.LastSequence).FirstOrDefaultAsync(stop);
            if (anchor is null)
            {
                return null;
            }

            var at = sequence - anchor.FirstSequence;
            var first = anchor.FirstSequence + (at / BlockSize * BlockSize);
            var last = Math.Min(anchor.LastSequence, first + BlockSize - 1);
            var leaves = await db.JournalEntries.AsNoTracking()
                .Where(entry => entry.Sequence >= first && entry.Sequence <= last)
                .OrderBy(entry => entry.Sequence).Select(entry => entry.Hash).ToListAsync(stop);
            var blocks = await db.JournalBlocks.AsNoTracking().Where(row => row.Day == anchor.Day)
                .OrderBy(row => row.Index).Select(row => row.Root).ToListAsync(stop);
            var inBlock = (int)(at % BlockSize);
            return new InclusionProof(
                sequence, leaves[inBlock],
                [.. HashTree.PathOf(leaves, inBlock), .. HashTree.PathOf(blocks, (int)(at / BlockSize))],
                anchor.Root, anchor.Day);
        }
    }

    private async Task<bool> MakeNextAsync(CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var before = await db.JournalAnchors.AsNoTracking().OrderByDescending(row => row.LastSequence)
                .FirstOrDefaultAsync(stop);
            var first = (before?.LastSequence ?? 0) + 1;
            var ticks = await db.JournalEntries.Where(entry => entry.Sequence == first)
                .Select(entry => (long?)entry.RecordedTicks).SingleOrDefaultAsync(stop);
            var today = Riyadh.DateOf(clock.GetUtcNow());
            if (ticks is not { } at || DayOf(at, before) is var day && day >= today)
            {
                return false;
            }

            Add(db, day, first, await ReadAsync(first, Riyadh.StartOf(day.AddDays(1)).UtcTicks, stop));
            try
            {
                await db.SaveChangesAsync(stop);
            }
            catch (DbUpdateException failure) when (StorageFailure.IsUniqueViolation(failure))
            {
                // Another replica made it.
            }

            return true;
        }
    }

    // A clock that stepped back does not make a day twice.
    private static DateOnly DayOf(long ticks, JournalAnchorRow? before)
    {
        var day = Riyadh.DateOf(new DateTimeOffset(ticks, TimeSpan.Zero));
        return before is not null && day <= before.Day ? before.Day.AddDays(1) : day;
    }

    private async Task<(List<byte[]> Blocks, long Last)> ReadAsync(long first, long until, CancellationToken stop)
    {
        var (blocks, block, last) = (new List<byte[]>(), new List<byte[]>(BlockSize), first - 1);
        var connection = await bulk.OpenAsync(stop);
        await using (connection)
        {
            using var command = PaymentsSql.CommandOf(
                connection, null,
                """
                SELECT "RecordedTicks", "Hash" FROM "JournalEntries" WHERE "Sequence" >= @first ORDER BY "Sequence"
                """,
                ("@first", first));
            using var reader = command.ExecuteReader();
            while (reader.Read() && (last < first || reader.GetInt64(0) < until))
            {
                block.Add(reader.GetFieldValue<byte[]>(1));
                last++;
                if (block.Count == BlockSize)
                {
                    blocks.Add(HashTree.RootOf(block));
                    block.Clear();
                }
            }
        }

        if (block.Count > 0)
        {
            blocks.Add(HashTree.RootOf(block));
        }

        return (blocks, last);
    }

    private static void Add(ServiceDb db, DateOnly day, long first, (List<byte[]> Blocks, long Last) read)
    {
        db.JournalAnchors.Add(new JournalAnchorRow
        {
            Day = day,
            FirstSequence = first,
            LastSequence = read.Last,
            Root = HashTree.RootOf(read.Blocks),
        });
        db.JournalBlocks.AddRange(read.Blocks.Select((root, index) => new JournalBlockRow
        {
            Day = day,
            Index = index,
            Root = root,
        }));
    }
}
