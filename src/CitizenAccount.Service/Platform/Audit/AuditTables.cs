using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Holdings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Platform.Audit;

// Numbers are stored: never renumber, never reuse.

/// <summary>What became of a row.</summary>
internal enum AuditedChange : byte
{
    Added = 1,
    Changed = 2,
    Removed = 3,
}

/// <summary>One change of one row: who, by which call, and what stood there before and after. It is written in the
/// transaction of the change. Afterwards it is given its place in the chain, once; only its content may go, when its
/// time is over.</summary>
[NotAudited("the audit itself")]
internal sealed class AuditEntryRow
{
    public required Guid Id { get; init; }

    public required DateTime At { get; init; }

    /// <summary>The caller's subject; "system" for what the service does by itself.</summary>
    public required string Actor { get; init; }

    public required string Roles { get; init; }

    /// <summary>The call; empty for what the service does by itself.</summary>
    public required string Call { get; init; }

    public required string CorrelationId { get; init; }

    /// <summary>Table of the row.</summary>
    public required string Subject { get; init; }

    /// <summary>Key of the row.</summary>
    public required string Key { get; init; }

    public HouseholdId? HouseholdId { get; init; }

    public required AuditedChange Change { get; init; }

    /// <summary>SHA-256 of the content.</summary>
    public required byte[] ContentHash { get; init; }

    /// <summary>Columns with their values before and after, sealed; null when its time is over.</summary>
    public byte[]? ContentSealed { get; set; }

    /// <summary>Its place in the chain, from 1; null for the moment until it has one.</summary>
    public long? Number { get; set; }

    /// <summary>Hash over the link before and this entry; null until it has a place.</summary>
    public byte[]? Hash { get; set; }
}

/// <summary>The end of the chain. One row.</summary>
[NotAudited("the end of the audit")]
[NothingHeld("of nobody")]
internal sealed class AuditHeadRow
{
    public const int TheOne = 1;

    public required int Id { get; init; }

    /// <summary>Number of the last entry; 0 when there is none.</summary>
    public required long Number { get; init; }

    /// <summary>Its hash.</summary>
    public required byte[] Hash { get; init; }
}

internal sealed class AuditEntryTable : IEntityTypeConfiguration<AuditEntryRow>
{
    public void Configure(EntityTypeBuilder<AuditEntryRow> builder)
    {
        builder.ToTable("AuditEntries");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Actor).HasMaxLength(100);
        builder.Property(row => row.Roles).HasMaxLength(200);
        builder.Property(row => row.Call).HasMaxLength(200);
        builder.Property(row => row.CorrelationId).HasMaxLength(100);
        builder.Property(row => row.Subject).HasMaxLength(60);
        builder.Property(row => row.Key).HasMaxLength(200);
        builder.Property(row => row.ContentHash).HasMaxLength(32);
        builder.Property(row => row.Hash).HasMaxLength(32);

        // Those that have no place yet are found here too, and the whole chain in order.
        builder.HasIndex(row => row.Number);
        builder.HasIndex(row => new { row.HouseholdId, row.At });
    }
}

internal sealed class AuditHeadTable : IEntityTypeConfiguration<AuditHeadRow>
{
    public void Configure(EntityTypeBuilder<AuditHeadRow> builder)
    {
        builder.ToTable("AuditHeads");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Hash).HasMaxLength(32);
        builder.HasData(new AuditHeadRow { Id = AuditHeadRow.TheOne, Number = 0, Hash = new byte[32] });
    }
}
