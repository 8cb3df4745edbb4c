using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Audit;
using CitizenAccount.Service.Platform.Holdings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Applications.Documents;

/// <summary>A document without its content. Enums are stored by the numbers of the contract.</summary>
internal sealed class DocumentRow
{
    public required Guid Id { get; init; }

    public required HouseholdId HouseholdId { get; init; }

    /// <summary>Counts the documents of the household as they came: the newest has the highest.</summary>
    public required int Number { get; init; }

    public required DocumentKind Kind { get; init; }

    /// <summary>Position of the member it concerns; 0 when it concerns the household.</summary>
    public required int Member { get; init; }

    public required DocumentFormat Format { get; init; }

    public required int SizeBytes { get; init; }

    public required DocumentState State { get; set; }

    public required DocumentScan Scan { get; init; }

    /// <summary>Keyed hash of household, kind, member and content: the same one again is found by it.</summary>
    public required byte[] ContentIndex { get; init; }

    /// <summary>File name and SHA-256 of the content, sealed: a bare hash would tell who has a known document.
    /// </summary>
    public required byte[] DescriptionSealed { get; init; }

    /// <summary>Why it was refused, sealed; null otherwise.</summary>
    public byte[]? RefusalSealed { get; set; }

    public required DateTime UploadedAt { get; init; }

    /// <summary>When it was accepted or refused.</summary>
    public DateTime? ReadAt { get; set; }
}

/// <summary>A part of a document's content, at most 1 MB, sealed. Kept apart so that no listing loads any.</summary>
[NotAudited("the hash of the file is audited")]
[NothingHeld("the file of its document")]
internal sealed class DocumentPartRow
{
    public required Guid DocumentId { get; init; }

    /// <summary>0 is the first.</summary>
    public required int Part { get; init; }

    public required byte[] ContentSealed { get; init; }
}

internal sealed class DocumentTable : IEntityTypeConfiguration<DocumentRow>
{
    public void Configure(EntityTypeBuilder<DocumentRow> builder)
    {
        builder.ToTable("Documents");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Kind).HasConversion<byte>();
        builder.Property(row => row.Format).HasConversion<byte>();
        builder.Property(row => row.Scan).HasConversion<byte>();

        // Two readers at once: one wins.
        builder.Property(row => row.State).HasConversion<byte>().IsConcurrencyToken();
        builder.Property(row => row.ContentIndex).HasMaxLength(32);
        builder.Property(row => row.DescriptionSealed).HasMaxLength(1_000);
        builder.Property(row => row.RefusalSealed).HasMaxLength(8_000);

        // Of two uploads at once one takes the next number; the other looks again, at the limit too.
        builder.HasIndex(row => new { row.HouseholdId, row.Number }).IsUnique();

        // Received (1) or accepted (2): the same content is not kept twice.
        builder.HasIndex(row => row.ContentIndex).IsUnique().HasFilter("\"State\" IN (1, 2)");
    }
}

internal sealed class DocumentPartTable : IEntityTypeConfiguration<DocumentPartRow>
{
    public void Configure(EntityTypeBuilder<DocumentPartRow> builder)
    {
        builder.ToTable("DocumentContents");
        builder.HasKey(row => new { row.DocumentId, row.Part });
        builder.HasOne<DocumentRow>().WithMany()
            .HasForeignKey(row => row.DocumentId).OnDelete(DeleteBehavior.Cascade);
    }
}
