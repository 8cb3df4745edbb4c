using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Audit;
using CitizenAccount.Service.Platform.Holdings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Payments.Batches;

/// <summary>What a batch pays; the numbers are those of the contract. Stored: never renumber.</summary>
internal enum BatchKind : byte
{
    Regular = 1,
    Compensation = 2,
    Repayment = 3,
}

/// <summary>Where a batch stands; the numbers are those of the contract. Stored: never renumber.</summary>
internal enum BatchState : byte
{
    Preparing = 1,
    Sealed = 2,
    Approved = 3,
    Released = 4,
    Sent = 5,
    Reconciling = 6,
    Reconciled = 7,
}

/// <summary>What is known of an instruction; the numbers are those of the contract. Stored: never renumber.</summary>
internal enum InstructionState : byte
{
    Sealed = 1,
    Sent = 2,
    OutcomeUnknown = 3,
    Accepted = 4,
    Settled = 5,
    Returned = 6,
    Void = 7,
}

/// <summary>What a line is; the numbers are those of the contract. Stored: never renumber.</summary>
internal enum LineKind : byte
{
    Regular = 1,
    Compensation = 2,
    Recovery = 3,
}

/// <summary>The payments of one payment day. Amounts are halalas.</summary>
[NothingHeld("of nobody")]
internal sealed class BatchRow
{
    /// <summary>1, 2, 3 in the order they were prepared.</summary>
    public required int Number { get; init; }

    /// <summary>Benefit month paid, as year x 100 + month.</summary>
    public required int Month { get; init; }

    public required BatchKind Kind { get; init; }

    /// <summary>0 for a regular batch, so that a month has one; else the payment day as year, month and day.</summary>
    public required int Slot { get; init; }

    public required BatchState State { get; set; }

    public required DateOnly PaymentDate { get; init; }

    /// <summary>Households up to this one are prepared.</summary>
    public required HouseholdId Cursor { get; set; }

    /// <summary>Every household is prepared; what is missing is the seal.</summary>
    public required bool LinesMade { get; set; }

    public required int Lines { get; set; }

    public required long Total { get; set; }

    public required int RegularLines { get; set; }

    public required long RegularTotal { get; set; }

    public required int CompensationLines { get; set; }

    public required long CompensationTotal { get; set; }

    public required int RecoveryLines { get; set; }

    /// <summary>Below 0.</summary>
    public required long RecoveryTotal { get; set; }

    public required int HeldHouseholds { get; set; }

    /// <summary>Instructions up to this number are booked as sent.</summary>
    public required int SentThrough { get; set; }

    public required int Settled { get; set; }

    public required int Returned { get; set; }

    /// <summary>Instructions that never took effect.</summary>
    public required int Voided { get; set; }

    /// <summary>Instructions the bank took and whose deposit is not confirmed.</summary>
    public required int Accepted { get; set; }

    /// <summary>Instructions that are asked after.</summary>
    public required int Unknown { get; set; }

    public required long SettledTotal { get; set; }

    public required long ReturnedTotal { get; set; }

    /// <summary>SHA-256 over every line in order; empty before the seal.</summary>
    public required byte[] LinesHash { get; set; }

    public required string PreparedBy { get; init; }

    public string? ApprovedBy { get; set; }

    public string? ReleasedBy { get; set; }

    public required DateTime PreparedAt { get; init; }

    public DateTime? SealedAt { get; set; }

    public DateTime? ApprovedAt { get; set; }

    public DateTime? ReleasedAt { get; set; }

    public DateTime? ReconciledAt { get; set; }

    /// <summary>Grows with every change of its state.</summary>
    public required long Version { get; set; }

    /// <summary>Which replica works on it.</summary>
    public string? Owner { get; set; }

    public DateTime? LeaseUntil { get; set; }
}

/// <summary>One file of a sealed batch. Its bytes are made again from the instructions whenever they are wanted, and
/// must give this hash: bank accounts do not lie about in files.</summary>
[NothingHeld("of nobody; its instructions are held")]
internal sealed class BankFileRow
{
    public required int Batch { get; init; }

    public required int Number { get; init; }

    public required string MessageId { get; init; }

    /// <summary>Two digits, or empty for all banks.</summary>
    public required string BankCode { get; init; }

    public required int FirstInstruction { get; init; }

    public required int LastInstruction { get; init; }

    public required int Lines { get; init; }

    public required long Total { get; init; }

    public required long SizeBytes { get; init; }

    public required byte[] ContentHash { get; init; }

    /// <summary>When it was made ready to be dropped; from then on it is moved into the drop folder once.</summary>
    public DateTime? DropStartedAt { get; set; }

    /// <summary>When the bank was asked for the status of what it had not answered on.</summary>
    public DateTime? InquiredAt { get; set; }

    /// <summary>When it was first handed over in full.</summary>
    public DateTime? ExportedAt { get; set; }
}

/// <summary>One order to a bank to pay.</summary>
[NotAudited("the batch's hash over its lines, and the journal")]
internal sealed class InstructionRow
{
    public required int Batch { get; init; }

    /// <summary>1, 2, 3 in order of household within the batch.</summary>
    public required int Number { get; init; }

    public required HouseholdId HouseholdId { get; init; }

    /// <summary>The month it is shown under, as year x 100 + month.</summary>
    public required int Month { get; init; }

    /// <summary>Halalas, above 0.</summary>
    public required long Amount { get; init; }

    public required InstructionState State { get; set; }

    /// <summary>The IBAN it was bound to, sealed.</summary>
    public required byte[] IbanSealed { get; init; }

    public required string BankCode { get; init; }

    /// <summary>Last four characters of the IBAN.</summary>
    public required string Ending { get; init; }

    /// <summary>Status or reason code of the bank's last report; may be empty.</summary>
    public required string BankStatus { get; set; }

    public required DateTime ChangedAt { get; set; }

    public DateTime? SettledAt { get; set; }

    /// <summary>Batch and number of the returned instruction that it pays again.</summary>
    public int? PreviousBatch { get; init; }

    public int? PreviousNumber { get; init; }

    /// <summary>A returned or void one was paid again by a later one.</summary>
    public required bool Replaced { get; set; }
}

internal sealed class BatchTable : IEntityTypeConfiguration<BatchRow>
{
    public void Configure(EntityTypeBuilder<BatchRow> builder)
    {
        builder.ToTable("PaymentBatches");
        builder.HasKey(row => row.Number);
        builder.Property(row => row.Number).ValueGeneratedNever();
        builder.Property(row => row.LinesHash).HasMaxLength(32);
        builder.Property(row => row.PreparedBy).HasMaxLength(100);
        builder.Property(row => row.ApprovedBy).HasMaxLength(100);
        builder.Property(row => row.ReleasedBy).HasMaxLength(100);
        builder.Property(row => row.Owner).HasMaxLength(64);
        builder.Property(row => row.Version).IsConcurrencyToken();

        // A month has one regular batch, whoever prepares it and how often at once.
        builder.HasIndex(row => new { row.Month, row.Kind, row.Slot }).IsUnique();
    }
}

internal sealed class BankFileTable : IEntityTypeConfiguration<BankFileRow>
{
    public void Configure(EntityTypeBuilder<BankFileRow> builder)
    {
        builder.ToTable("BankFiles");
        builder.HasKey(row => new { row.Batch, row.Number });
        builder.Property(row => row.MessageId).HasMaxLength(35);
        builder.Property(row => row.BankCode).HasMaxLength(2);
        builder.Property(row => row.ContentHash).HasMaxLength(32);
        builder.HasIndex(row => row.MessageId).IsUnique();
    }
}

internal sealed class InstructionTable : IEntityTypeConfiguration<InstructionRow>
{
    public void Configure(EntityTypeBuilder<InstructionRow> builder)
    {
        builder.ToTable("PaymentInstructions");
        builder.HasKey(row => new { row.Batch, row.Number });
        builder.Property(row => row.IbanSealed).HasMaxLength(128);
        builder.Property(row => row.BankCode).HasMaxLength(2);
        builder.Property(row => row.Ending).HasMaxLength(4);
        builder.Property(row => row.BankStatus).HasMaxLength(35);
        builder.HasIndex(row => new { row.HouseholdId, row.Month });

        // What came back and was not paid again is a small part of all there ever was.
        builder.HasIndex(row => row.HouseholdId).HasDatabaseName("IX_PaymentInstructions_Unpaid")
            .HasFilter("\"State\" >= 6 AND \"Replaced\" = 0");

        // A returned instruction is paid again by one other, whoever asks and how often.
        builder.HasIndex(row => new { row.PreviousBatch, row.PreviousNumber }).IsUnique()
            .HasFilter("\"PreviousNumber\" IS NOT NULL");
    }
}
