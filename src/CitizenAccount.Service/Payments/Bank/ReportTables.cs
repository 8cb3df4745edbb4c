using CitizenAccount.Service.Platform.Audit;
using CitizenAccount.Service.Platform.Holdings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Payments.Bank;

/// <summary>What a report tells; the numbers are those of the contract. Stored: never renumber.</summary>
internal enum ReportKind : byte
{
    Status = 1,
    Notification = 2,
}

/// <summary>Why a line was refused; the numbers are those of the contract. Stored: never renumber.</summary>
internal enum ReportProblem : byte
{
    Unreadable = 1,
    InstructionUnknown = 2,
    BatchForeign = 3,
    AmountDiffers = 4,
    CurrencyDiffers = 5,
    Contradicts = 6,
}

/// <summary>A report of a bank as far as it was taken over. Amounts are halalas.</summary>
[NothingHeld("of nobody; what it says of an instruction is held there")]
internal sealed class ReportRow
{
    public required Guid Id { get; init; }

    public required ReportKind Kind { get; init; }

    public required string MessageId { get; init; }

    public required byte[] ContentHash { get; init; }

    public required int Lines { get; init; }

    /// <summary>Lines up to this one are booked or refused; an import that broke off goes on after it.</summary>
    public required int LinesDone { get; set; }

    public required int Settled { get; set; }

    public required int Accepted { get; set; }

    public required int Returned { get; set; }

    public required int Repeated { get; set; }

    public required int Refused { get; set; }

    public required long SettledTotal { get; set; }

    public required long ReturnedTotal { get; set; }

    public required string ImportedBy { get; init; }

    public required DateTime ImportedAt { get; init; }
}

/// <summary>A line of a report that was refused.</summary>
[NotAudited("made of the report, whose hash is kept")]
[NothingHeld("a line that named no instruction of ours")]
internal sealed class ReportRefusalRow
{
    public required Guid ReportId { get; init; }

    /// <summary>From 1.</summary>
    public required int Line { get; init; }

    /// <summary>As far as it could be read; only what looks like an id of ours is kept.</summary>
    public required string Instruction { get; init; }

    public required ReportProblem Problem { get; init; }
}

internal sealed class ReportTable : IEntityTypeConfiguration<ReportRow>
{
    public void Configure(EntityTypeBuilder<ReportRow> builder)
    {
        builder.ToTable("BankReports");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.MessageId).HasMaxLength(35);
        builder.Property(row => row.ContentHash).HasMaxLength(32);
        builder.Property(row => row.ImportedBy).HasMaxLength(100);
        builder.HasIndex(row => new { row.ContentHash, row.Kind }).IsUnique();
    }
}

internal sealed class ReportRefusalTable : IEntityTypeConfiguration<ReportRefusalRow>
{
    public void Configure(EntityTypeBuilder<ReportRefusalRow> builder)
    {
        builder.ToTable("BankReportRefusals");
        builder.HasKey(row => new { row.ReportId, row.Line });
        builder.Property(row => row.Instruction).HasMaxLength(35);
    }
}
