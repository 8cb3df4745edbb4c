using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Audit;
using CitizenAccount.Service.Platform.Holdings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Payments.Recoveries;

/// <summary>Why payments are held; the numbers are those of the contract. Stored: never renumber.</summary>
internal enum HoldCause : byte
{
    InvalidIban = 1,
    DataNotUpdated = 2,
    FraudBar = 3,
    PayeeDeceased = 4,
    PaymentReturned = 5,
    Inquiry = 6,
}

/// <summary>Where a recovery stands; the numbers are those of the contract. Stored: never renumber.</summary>
internal enum RecoveryStanding : byte
{
    Opened = 1,
    Approved = 2,
    Refused = 3,
    Suspended = 4,
    Running = 5,
    Finished = 6,
    Cancelled = 7,
}

/// <summary>Something that holds a household's payments back.</summary>
internal sealed class HoldRow
{
    public required Guid Id { get; init; }

    public required HouseholdId HouseholdId { get; init; }

    public required HoldCause Cause { get; init; }

    /// <summary>For staff, sealed.</summary>
    public required byte[] NoteSealed { get; init; }

    /// <summary>A staff id, or <c>system</c>.</summary>
    public required string PlacedBy { get; init; }

    public required DateTime PlacedAt { get; init; }

    public string? ReleasedBy { get; set; }

    public DateTime? ReleasedAt { get; set; }

    /// <summary>Why it was lifted, sealed.</summary>
    public byte[]? ReleaseNoteSealed { get; set; }

    public required long Version { get; set; }
}

/// <summary>Money to be taken back from a household. Amounts are halalas.</summary>
internal sealed class RecoveryRow
{
    public required Guid Id { get; init; }

    public required HouseholdId HouseholdId { get; init; }

    public required RecoveryStanding State { get; set; }

    public required long Total { get; init; }

    public required long Recovered { get; set; }

    public required int SharePercent { get; init; }

    public required string CauseArabic { get; init; }

    public required string CauseEnglish { get; init; }

    /// <summary>When the household was told.</summary>
    public DateTime? NoticeAt { get; set; }

    /// <summary>Resource name of the notification that told it.</summary>
    public string? Notice { get; set; }

    /// <summary>Last day to object, included.</summary>
    public DateOnly? ClosesOn { get; set; }

    /// <summary>The open objection that suspends it; empty otherwise.</summary>
    public required string Objection { get; set; }

    public required string OpenedBy { get; init; }

    public string? DecidedBy { get; set; }

    public required DateTime OpenedAt { get; init; }

    public DateTime? DecidedAt { get; set; }

    public required long Version { get; set; }
}

/// <summary>What was paid too much for one month. A month of a household is taken back once: the key stands while the
/// recovery is not refused or cancelled.</summary>
internal sealed class OverpaidMonthRow
{
    public required Guid RecoveryId { get; init; }

    /// <summary>As year x 100 + month; the evidence is for the same month.</summary>
    public required int Month { get; init; }

    public required HouseholdId HouseholdId { get; init; }

    public required long Paid { get; init; }

    public required long Due { get; init; }

    public required string Decision { get; init; }

    public required byte Source { get; init; }

    /// <summary>The recovery counts; refused and cancelled ones do not.</summary>
    public required bool Counts { get; set; }
}

/// <summary>A decision that replaced another, as payments took it: what it made due beyond what was, or that it leaves
/// an overpayment for a person to look at. Nothing is withheld by it. Amounts are halalas.</summary>
[NotAudited("how far a reader is")]
[NothingHeld("how far a reader is; decisions and lines are held")]
internal sealed class RedecisionSeenRow
{
    public required HouseholdId HouseholdId { get; init; }

    /// <summary>As year x 100 + month.</summary>
    public required int Month { get; init; }

    public required int Version { get; init; }

    /// <summary>What made it be decided again, as a resource name.</summary>
    public required string Reference { get; init; }

    /// <summary>What is due for the month by this version.</summary>
    public required long Due { get; init; }

    /// <summary>What it added to what was due before; below 0 when it took back what was not sent yet.</summary>
    public required long Added { get; init; }

    /// <summary>What was made due beyond this version and may have been sent: a candidate for a recovery.</summary>
    public required long Overpaid { get; init; }

    public required DateTime SeenAt { get; init; }
}

internal sealed class HoldTable : IEntityTypeConfiguration<HoldRow>
{
    public void Configure(EntityTypeBuilder<HoldRow> builder)
    {
        builder.ToTable("PaymentHolds");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.NoteSealed).HasMaxLength(8_000);
        builder.Property(row => row.PlacedBy).HasMaxLength(100);
        builder.Property(row => row.ReleasedBy).HasMaxLength(100);
        builder.Property(row => row.ReleaseNoteSealed).HasMaxLength(8_000);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => new { row.HouseholdId, row.Cause }).IsUnique()
            .HasFilter("\"ReleasedAt\" IS NULL");
    }
}

internal sealed class RecoveryTable : IEntityTypeConfiguration<RecoveryRow>
{
    public void Configure(EntityTypeBuilder<RecoveryRow> builder)
    {
        builder.ToTable("Recoveries");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.CauseArabic).HasMaxLength(1_000);
        builder.Property(row => row.CauseEnglish).HasMaxLength(1_000);
        builder.Property(row => row.Objection).HasMaxLength(100);
        builder.Property(row => row.Notice).HasMaxLength(200);
        builder.Property(row => row.OpenedBy).HasMaxLength(100);
        builder.Property(row => row.DecidedBy).HasMaxLength(100);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => row.HouseholdId);
    }
}

internal sealed class OverpaidMonthTable : IEntityTypeConfiguration<OverpaidMonthRow>
{
    public void Configure(EntityTypeBuilder<OverpaidMonthRow> builder)
    {
        builder.ToTable("OverpaidMonths");
        builder.HasKey(row => new { row.RecoveryId, row.Month });
        builder.Property(row => row.Decision).HasMaxLength(200);
        builder.HasIndex(row => new { row.HouseholdId, row.Month }).IsUnique().HasFilter("\"Counts\" = 1");
    }
}

internal sealed class RedecisionSeenTable : IEntityTypeConfiguration<RedecisionSeenRow>
{
    public void Configure(EntityTypeBuilder<RedecisionSeenRow> builder)
    {
        builder.ToTable("RedecisionsSeen");
        builder.Property(row => row.Reference).HasMaxLength(200);
        builder.HasKey(row => new { row.HouseholdId, row.Month, row.Version });
    }
}
