using CitizenAccount.Service.Platform.Audit;
using CitizenAccount.Service.Platform.Holdings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Partners.Submissions;

// Numbers are stored: never renumber, never reuse. They are those of the contract.

/// <summary>Where a submission stands.</summary>
internal enum StoredSubmissionState : byte
{
    Open = 1,
    Checking = 2,
    Finished = 3,
    Refused = 4,
    Abandoned = 5,
}

/// <summary>A partner's submission of income records.</summary>
[NothingHeld("of nobody")]
internal sealed class SubmissionRow
{
    public required Guid Id { get; init; }

    /// <summary>Subject of the partner.</summary>
    public required string Partner { get; init; }

    /// <summary>Under which it was opened.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>Under which it was last sent to: a repeat of that send is answered as it stands.</summary>
    public required Guid LastRequestId { get; set; }

    public required StoredSubmissionState State { get; set; }

    /// <summary>How many records it is to have.</summary>
    public required long Records { get; init; }

    /// <summary>How many are safely kept.</summary>
    public long Received { get; set; }

    /// <summary>How many were looked at and, unless refused, taken over.</summary>
    public long Checked { get; set; }

    public long Accepted { get; set; }

    public long RepeatedBefore { get; set; }

    public long Refused { get; set; }

    public byte[]? RecordsSha256 { get; set; }

    /// <summary>The partner's signature over that hash, kept as evidence.</summary>
    public byte[]? Signature { get; set; }

    public string? KeyId { get; set; }

    public required int Purpose { get; init; }

    public required string Reference { get; init; }

    public required string LegalBasis { get; init; }

    /// <summary>The receipt as it was issued.</summary>
    public byte[]? Receipt { get; set; }

    public required DateTime OpenedAt { get; init; }

    public required DateTime ChangedAt { get; set; }

    public DateTime? FinishedAt { get; set; }

    /// <summary>Only grows: states follow each other by their numbers.</summary>
    public long Revision => Received + Checked + (byte)State;
}

/// <summary>Records on their way in, sealed; gone once they were looked at.</summary>
[NotAudited("the partner's signature")]
[NothingHeld("as it came; its records are held")]
internal sealed class SubmissionPartRow
{
    public required Guid SubmissionId { get; init; }

    /// <summary>Position of its first record, from 1.</summary>
    public required long First { get; init; }

    public required int Count { get; init; }

    /// <summary>The records as the hash is taken over them: each with its length before it.</summary>
    public required byte[] ContentSealed { get; init; }
}

/// <summary>A record that was refused.</summary>
[NotAudited("made of the partner's signed records")]
[NothingHeld("a record that was not taken")]
internal sealed class SubmissionRefusalRow
{
    public required Guid SubmissionId { get; init; }

    public required long Position { get; init; }

    /// <summary>The partner's own id of it, cut to 64 characters.</summary>
    public required string Record { get; init; }

    /// <summary>As the contract numbers it.</summary>
    public required byte Problem { get; init; }
}

/// <summary>A month-exact income record that was taken over, with where it came from.</summary>
[NotAudited("the partner's signature")]
internal sealed class IncomeRecordRow
{
    public required string Partner { get; init; }

    /// <summary>Keyed hash of the partner's own id of it.</summary>
    public required byte[] RecordIndex { get; init; }

    /// <summary>Keyed hash of the person's national ID.</summary>
    public required byte[] PersonIndex { get; init; }

    /// <summary>Year x 100 + month.</summary>
    public required int Month { get; init; }

    public required byte Kind { get; init; }

    public required long Halalas { get; init; }

    /// <summary>When the partner established it.</summary>
    public required DateTime ObservedAt { get; init; }

    /// <summary>It takes earlier ones back.</summary>
    public required bool Withdraws { get; init; }

    /// <summary>When it was taken back itself.</summary>
    public DateTime? WithdrawnAt { get; set; }

    public required DateTime TakenAt { get; init; }

    public required Guid SubmissionId { get; init; }

    /// <summary>Its place there.</summary>
    public required long Position { get; init; }
}

internal sealed class SubmissionTable : IEntityTypeConfiguration<SubmissionRow>
{
    public void Configure(EntityTypeBuilder<SubmissionRow> builder)
    {
        builder.ToTable("IncomeSubmissions");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.Revision);
        builder.Property(row => row.Partner).HasMaxLength(100);
        builder.Property(row => row.RecordsSha256).HasMaxLength(32);
        builder.Property(row => row.Signature).HasMaxLength(64);
        builder.Property(row => row.KeyId).HasMaxLength(100);
        builder.Property(row => row.Reference).HasMaxLength(100);
        builder.Property(row => row.LegalBasis).HasMaxLength(200);
        builder.HasIndex(row => new { row.Partner, row.RequestId }).IsUnique();
        builder.HasIndex(row => new { row.State, row.ChangedAt });
    }
}

internal sealed class SubmissionPartTable : IEntityTypeConfiguration<SubmissionPartRow>
{
    public void Configure(EntityTypeBuilder<SubmissionPartRow> builder)
    {
        builder.ToTable("IncomeSubmissionParts");
        builder.HasKey(row => new { row.SubmissionId, row.First });
        builder.Property(row => row.First).ValueGeneratedNever();
        builder.HasOne<SubmissionRow>().WithMany()
            .HasForeignKey(row => row.SubmissionId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SubmissionRefusalTable : IEntityTypeConfiguration<SubmissionRefusalRow>
{
    public void Configure(EntityTypeBuilder<SubmissionRefusalRow> builder)
    {
        builder.ToTable("IncomeSubmissionRefusals");
        builder.HasKey(row => new { row.SubmissionId, row.Position });
        builder.Property(row => row.Position).ValueGeneratedNever();
        builder.Property(row => row.Record).HasMaxLength(64);
        builder.HasOne<SubmissionRow>().WithMany()
            .HasForeignKey(row => row.SubmissionId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class IncomeRecordTable : IEntityTypeConfiguration<IncomeRecordRow>
{
    public void Configure(EntityTypeBuilder<IncomeRecordRow> builder)
    {
        builder.ToTable("IncomeRecords");
        builder.HasKey(row => new { row.Partner, row.RecordIndex });
        builder.Property(row => row.Partner).HasMaxLength(100);
        builder.Property(row => row.RecordIndex).HasMaxLength(32);
        builder.Property(row => row.PersonIndex).HasMaxLength(32);
        builder.HasIndex(row => new { row.PersonIndex, row.Kind, row.Month });
        builder.HasOne<SubmissionRow>().WithMany()
            .HasForeignKey(row => row.SubmissionId).OnDelete(DeleteBehavior.Restrict);
    }
}
