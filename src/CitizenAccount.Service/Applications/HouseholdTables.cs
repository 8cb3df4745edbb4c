using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Applications;

/// <summary>A household and its revision, which grows with everything that changes what its members may see.</summary>
internal sealed class HouseholdRow
{
    public required HouseholdId Id { get; init; }

    /// <summary>Head or independent; 0 while not stated.</summary>
    public required byte Kind { get; set; }

    /// <summary>Only grows; never read back lower than it was answered.</summary>
    public required long Revision { get; set; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>IBAN of the main beneficiary, sealed by the service.</summary>
    public required byte[] IbanSealed { get; set; }

    /// <summary>Mobile of the main beneficiary, sealed by the service.</summary>
    public required byte[] MobileSealed { get; set; }
}

/// <summary>A member's identity. Sealed; found again by a keyed blind index of the national ID.</summary>
internal sealed class MemberRow
{
    public required HouseholdId HouseholdId { get; init; }

    /// <summary>1 is the main beneficiary.</summary>
    public required int Position { get; init; }

    /// <summary>Keyed hash of the national ID.</summary>
    public required byte[] NationalIdIndex { get; init; }

    /// <summary>The same hash while the person counts here, null otherwise: a person counts in one household.</summary>
    public byte[]? CountedIndex { get; set; }

    /// <summary>National ID and name, sealed by the service.</summary>
    public required byte[] IdentitySealed { get; init; }
}

/// <summary>One version of a household's verified facts. Versions are only added, never changed: a decision names the
/// version it was made from.</summary>
[NotAudited("versions that are only added; a cycle's snapshot is a hash over them")]
internal sealed class HouseholdFactsRow
{
    /// <summary>Order of arrival over all households.</summary>
    public required long Sequence { get; init; }

    public required HouseholdId HouseholdId { get; init; }

    /// <summary>When these facts were verified and known.</summary>
    public required DateTime KnownAt { get; init; }

    /// <summary>The facts in their canonical form.</summary>
    public required byte[] Facts { get; init; }

    /// <summary>Which member each place in them is; null is 1, 2, 3 in order.</summary>
    public byte[]? Positions { get; init; }
}

internal sealed class HouseholdTable : IEntityTypeConfiguration<HouseholdRow>
{
    public void Configure(EntityTypeBuilder<HouseholdRow> builder)
    {
        builder.ToTable("Households");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Revision).IsConcurrencyToken();
        builder.Property(row => row.IbanSealed).HasMaxLength(128);
        builder.Property(row => row.MobileSealed).HasMaxLength(128);
    }
}

internal sealed class MemberTable : IEntityTypeConfiguration<MemberRow>
{
    public void Configure(EntityTypeBuilder<MemberRow> builder)
    {
        builder.ToTable("Members");
        builder.HasKey(row => new { row.HouseholdId, row.Position });
        builder.Property(row => row.NationalIdIndex).HasMaxLength(32);
        builder.Property(row => row.IdentitySealed).HasMaxLength(512);
        builder.Property(row => row.CountedIndex).HasMaxLength(32);
        builder.HasIndex(row => row.CountedIndex).IsUnique().HasFilter("\"CountedIndex\" IS NOT NULL");
        builder.HasOne<HouseholdRow>().WithMany()
            .HasForeignKey(row => row.HouseholdId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class HouseholdFactsTable : IEntityTypeConfiguration<HouseholdFactsRow>
{
    public void Configure(EntityTypeBuilder<HouseholdFactsRow> builder)
    {
        builder.ToTable("HouseholdFacts");
        builder.HasKey(row => row.Sequence);
        builder.Property(row => row.Sequence).ValueGeneratedNever();
        builder.Property(row => row.Facts).HasMaxLength(8000);
        builder.Property(row => row.Positions).HasMaxLength(64);
        builder.HasIndex(row => new { row.HouseholdId, row.Sequence }).IsUnique();
        builder.HasOne<HouseholdRow>().WithMany()
            .HasForeignKey(row => row.HouseholdId).OnDelete(DeleteBehavior.Restrict);
    }
}
