using CitizenAccount.Service.Kernel;

namespace CitizenAccount.Service.Payments.Ledger;

/// <summary>Follows the entries of one household after another and holds them to the invariants of money. Keeps only
/// the household it is at, so that its memory does not grow with the journal.</summary>
internal sealed class HouseholdBalances(AuditFindings findings)
{
    private readonly long[] _balances = new long[8];
    private readonly long[] _totals = new long[8];
    private readonly HashSet<int> _entitled = [];
    private readonly HashSet<(int, int, EntryKind)> _instructions = [];
    private HouseholdId _household;

    /// <summary>Balances over all households, by account.</summary>
    public long TotalOf(Book book) => _totals[(int)book];

    /// <summary>Takes the next entry, in order of household.</summary>
    public void Take(JournalEntryRow entry)
    {
        if (entry.HouseholdId != _household)
        {
            _household = entry.HouseholdId;
            Array.Clear(_balances);
            _entitled.Clear();
            _instructions.Clear();
        }

        if (!IsBook(entry.Source) || !IsBook(entry.Target))
        {
            return;
        }

        Move(entry.Source, -entry.Amount);
        Move(entry.Target, entry.Amount);
        if (entry.Kind == EntryKind.Entitlement && !_entitled.Add(entry.Month))
        {
            findings.Add(3, $"{entry.HouseholdId.Name}/payments/{Months.Of(entry.Month)}");
        }

        if (entry is { Batch: { } batch, Instruction: { } number })
        {
            TakeInstruction(entry, batch, number);
        }
    }

    private void TakeInstruction(JournalEntryRow entry, int batch, int number)
    {
        var isNew = _instructions.Add((batch, number, entry.Kind));
        var wasSent = entry.Kind == EntryKind.Sent || _instructions.Contains((batch, number, EntryKind.Sent));
        var settledAfterReturn = entry.Kind == EntryKind.Settled
            && _instructions.Contains((batch, number, EntryKind.Returned));
        if (!isNew || !wasSent || settledAfterReturn)
        {
            findings.Add(4, $"ledgerEntries/{entry.Sequence}");
        }
    }

    private void Move(Book book, long amount)
    {
        _totals[(int)book] = checked(_totals[(int)book] + amount);
        var balance = _balances[(int)book] = checked(_balances[(int)book] + amount);

        // Where money comes from and what is to be taken back run below zero; nothing else does.
        var isWrong = book switch
        {
            Book.Appropriation => false,
            Book.Recoverable => balance > 0,
            _ => balance < 0,
        };
        if (isWrong)
        {
            findings.Add(5, _household.Name);
        }
    }

    private static bool IsBook(Book book) => book is >= Book.Appropriation and <= Book.Held;
}
