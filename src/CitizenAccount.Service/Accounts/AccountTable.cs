using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Accounts;

// Numbers are stored: never renumber, never reuse.

/// <summary>Where an account stands; the numbers are those of the contract.</summary>
internal enum AccountStanding : byte
{
    /// <summary>Registered with a temporary password; the own one is not set yet.</summary>
    PasswordNeeded = 1,

    /// <summary>In use.</summary>
    Open = 2,

    /// <summary>Closed.</summary>
    Closed = 3,
}

/// <summary>A person's account.</summary>
internal sealed class AccountRow
{
    public required AccountId Id { get; init; }

    /// <summary>The household the person is main beneficiary of: named with the account, filled by its application.
    /// </summary>
    public required HouseholdId HouseholdId { get; init; }

    /// <summary>Keyed hash of the national ID.</summary>
    public required byte[] NationalIdIndex { get; init; }

    /// <summary>Keyed hash of the mobile, by which staff find a person.</summary>
    public required byte[] MobileIndex { get; set; }

    /// <summary>National ID, birth date as given, name; sealed.</summary>
    public required byte[] PersonSealed { get; set; }

    /// <summary>Mobile and e-mail address, sealed.</summary>
    public required byte[] ContactSealed { get; set; }

    public required AccountStanding Standing { get; set; }

    /// <summary>Hash of the own password; null until one is set.</summary>
    [AuditedAsSet]
    public string? PasswordHash { get; set; }

    public required string TermsVersion { get; set; }

    /// <summary>Language of messages, as the contract numbers it.</summary>
    public required byte Language { get; set; }

    public required DateTime RegisteredAt { get; init; }

    public DateTime? ClosedAt { get; set; }

    /// <summary>Why the person closed it, in the person's words, sealed; null when nothing was said.</summary>
    public byte[]? ClosingCauseSealed { get; set; }

    /// <summary>The household that lists the person as dependant; null when none does. Written by Applications.
    /// </summary>
    public HouseholdId? MemberOf { get; set; }

    /// <summary>Which member of that household the person is; 0 when of none.</summary>
    public int MemberPosition { get; set; }

    /// <summary>Grows with every change; the etag.</summary>
    public required long Version { get; set; }
}

internal sealed class AccountTable : IEntityTypeConfiguration<AccountRow>
{
    public void Configure(EntityTypeBuilder<AccountRow> builder)
    {
        builder.ToTable("Accounts");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.NationalIdIndex).HasMaxLength(32);
        builder.Property(row => row.MobileIndex).HasMaxLength(32);
        builder.Property(row => row.PersonSealed).HasMaxLength(1_000);
        builder.Property(row => row.ContactSealed).HasMaxLength(1_000);
        builder.Property(row => row.ClosingCauseSealed).HasMaxLength(4_100);
        builder.Property(row => row.PasswordHash).HasMaxLength(500);
        builder.Property(row => row.TermsVersion).HasMaxLength(32);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => row.HouseholdId).IsUnique();
        builder.HasIndex(row => row.MobileIndex);

        // One account a person: of two registrations at once, one wins. A closed one may be followed by another.
        builder.HasIndex(row => row.NationalIdIndex).IsUnique().HasFilter("\"ClosedAt\" IS NULL");
    }
}
