using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf.WellKnownTypes;

namespace CitizenAccount.Service.Payments.Ledger;

/// <summary>Entries of the journal and what an audit found, on the wire.</summary>
internal static class LedgerWire
{
    public static LedgerEntry ToWire(JournalEntryRow row)
    {
        var wire = new LedgerEntry
        {
            Name = NameOf(row.Sequence),
            Sequence = row.Sequence,
            RecordedTime = Timestamp.FromDateTime(new DateTime(row.RecordedTicks, DateTimeKind.Utc)),
            Kind = (LedgerEntryKind)row.Kind,
            BenefitMonth = Months.Of(row.Month).ToWire(),
            Household = row.HouseholdId.Name,
            Reference = ReferenceOf(row),
            Corrects = row.Corrects is { } corrected ? NameOf(corrected) : "",
            EntrySha256 = Convert.ToHexStringLower(row.Hash),
            PreviousSha256 = Convert.ToHexStringLower(row.PreviousHash),
        };
        wire.Postings.Add(PostingOf(row.Source, -row.Amount));
        wire.Postings.Add(PostingOf(row.Target, row.Amount));
        return wire;
    }

    public static LedgerAudit ToWire(AuditedLedger audited, DateTimeOffset now)
    {
        var wire = new LedgerAudit
        {
            FromSequence = audited.From,
            UntilSequence = audited.Until,
            Clean = audited.Findings.FirstBroken == 0,
            LastSha256 = Convert.ToHexStringLower(audited.LastHash),
            AuditedTime = Timestamp.FromDateTimeOffset(now),
            Duration = Duration.FromTimeSpan(audited.Duration),
        };
        foreach (var (number, statement, violations, examples) in audited.Findings.Results(audited.IsWhole))
        {
            wire.Invariants.Add(new LedgerInvariant
            {
                Number = number,
                Statement = statement.ToWire(),
                Holds = violations == 0,
                Violations = violations,
                Examples = { examples },
            });
        }

        return wire;
    }

    // What can be told from the entry itself is not stored a second time.
    private static string ReferenceOf(JournalEntryRow row) =>
        row.Reference.Length > 0 ? row.Reference
        : row.Kind == EntryKind.Entitlement
            ? new DecisionName(row.HouseholdId, Months.Of(row.Month)).ToString()
        : row.Instruction is not null ? PaymentNames.OfPayment(row.HouseholdId, Months.Of(row.Month))
        : row.Batch is { } batch ? PaymentNames.OfBatch(batch)
        : "";

    private static LedgerPosting PostingOf(Book book, long amount) => new()
    {
        Account = (LedgerAccount)book,
        Amount = Wire.ToMoney(amount),
    };

    private static string NameOf(long sequence) => $"ledgerEntries/{sequence}";
}
