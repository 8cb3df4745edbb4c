using System.Data.Common;

namespace CitizenAccount.Service.Payments.Ledger;

/// <summary>Walks the journal in the order it was written: numbers, hashes, and which accounts an entry may move money
/// between. Sums up by batch and by recovery what the other rows must agree with.</summary>
internal sealed class ChainWalk(AuditFindings findings)
{
    /// <summary>What was booked as sent, by batch.</summary>
    public Dictionary<int, (long Count, long Total)> Sent { get; } = [];

    /// <summary>What was withheld, by recovery, and when first.</summary>
    public Dictionary<string, (long Total, long FirstTicks)> Recovered { get; } = new(StringComparer.Ordinal);

    public byte[] LastHash { get; private set; } = JournalChain.Beginning;

    public void Walk(DbTransaction transaction, long from, long until, CancellationToken stop)
    {
        Span<byte> hash = stackalloc byte[32];
        var expected = from;
        var before = from == 1 ? JournalChain.Beginning : null;
        foreach (var entry in JournalReading.InOrder(transaction, from, until))
        {
            stop.ThrowIfCancellationRequested();
            JournalChain.HashOf(entry, hash);
            if (entry.Sequence != expected || !hash.SequenceEqual(entry.Hash)
                || (before is not null && !before.AsSpan().SequenceEqual(entry.PreviousHash)))
            {
                findings.Add(2, $"ledgerEntries/{entry.Sequence}");
            }

            (expected, before) = (entry.Sequence + 1, entry.Hash);
            LastHash = entry.Hash;
            Look(entry);
        }

        if (expected != until + 1)
        {
            findings.Add(2, $"ledgerEntries/{expected}");
        }
    }

    private void Look(JournalEntryRow entry)
    {
        if (entry.Amount <= 0 || !IsLawful(entry))
        {
            findings.Add(1, $"ledgerEntries/{entry.Sequence}");
        }

        if (entry is { Kind: EntryKind.Compensation, Reference: "" })
        {
            findings.Add(16, $"ledgerEntries/{entry.Sequence}");
        }

        if (entry is { Kind: EntryKind.Sent, Batch: { } batch })
        {
            var (count, total) = Sent.GetValueOrDefault(batch);
            Sent[batch] = (count + 1, checked(total + entry.Amount));
        }

        if (entry.Kind == EntryKind.Recovered)
        {
            var (total, first) = Recovered.TryGetValue(entry.Reference, out var known)
                ? known
                : (0, entry.RecordedTicks);
            Recovered[entry.Reference] = (checked(total + entry.Amount), first);
        }
    }

    private static bool IsLawful(JournalEntryRow entry) => (entry.Kind, entry.Source, entry.Target) switch
    {
        (EntryKind.Entitlement or EntryKind.Compensation, Book.Appropriation, Book.Payable) => true,
        (EntryKind.Sent, Book.Payable or Book.Returned, Book.InTransit) => entry.Instruction is not null,
        (EntryKind.Settled, Book.InTransit, Book.Paid) => entry.Instruction is not null,
        (EntryKind.Returned, Book.InTransit or Book.Paid, Book.Returned) => entry.Instruction is not null,
        (EntryKind.Held, Book.Payable, Book.Held) => true,
        (EntryKind.HoldReleased, Book.Held, Book.Payable) => true,
        (EntryKind.RecoveryOpened, Book.Recoverable, Book.Appropriation) => entry.Reference.Length > 0,
        (EntryKind.Recovered, Book.Payable, Book.Recoverable) => entry.Reference.Length > 0,
        (EntryKind.Correction, Book.Payable or Book.Held, Book.Appropriation) => entry.Reference.Length > 0,
        (EntryKind.Correction, Book.Appropriation, Book.Recoverable) => entry.Corrects is not null,
        _ => false,
    };
}
