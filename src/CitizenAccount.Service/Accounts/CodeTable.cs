using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Audit;
using CitizenAccount.Service.Platform.Holdings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Accounts;

// Numbers are stored: never renumber, never reuse.

/// <summary>What a one-time code proves; it proves nothing else.</summary>
internal enum CodePurpose : byte
{
    /// <summary>That the mobile of a registration is the person's.</summary>
    Registration = 1,

    /// <summary>The second step of a sign-in.</summary>
    SignIn = 2,

    /// <summary>That the new mobile is the person's, and the old one too.</summary>
    MobileChange = 3,

    /// <summary>That the new e-mail address is the person's, and the old one too.</summary>
    EmailChange = 4,
}

/// <summary>A one-time code (رمز التحقق) that was sent, and what it was sent for.</summary>
[NotAudited("over in minutes")]
[NothingHeld("over in minutes")]
internal sealed class CodeRow
{
    /// <summary>The handle that the code is entered with.</summary>
    public required Guid Id { get; init; }

    public required CodePurpose Purpose { get; init; }

    /// <summary>The account it is about; null for a registration.</summary>
    public AccountId? AccountId { get; init; }

    /// <summary>Keyed hash of the code, bound to <see cref="Id"/> and <see cref="Purpose"/>.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The same of the code that was sent to the old mobile or address; null when none was.</summary>
    public byte[]? OldHash { get; init; }

    /// <summary>What the code confirms, sealed.</summary>
    public required byte[] ContentSealed { get; init; }

    /// <summary>How often it was tried; counted before it is compared.</summary>
    public required int Attempts { get; set; }

    public required DateTime ExpiresAt { get; init; }

    public DateTime? UsedAt { get; set; }
}

/// <summary>A temporary password (كلمة المرور المؤقتة) that was sent.</summary>
[NotAudited("over soon; the account is audited")]
[NothingHeld("over in minutes")]
internal sealed class TemporaryPasswordRow
{
    /// <summary>The handle of a recovery.</summary>
    public required Guid Id { get; init; }

    /// <summary>The account; null for a recovery that matched nobody, which looks the same from outside.</summary>
    public AccountId? AccountId { get; init; }

    /// <summary>Keyed hash of the password, bound to the account.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>How often it was tried with the handle of its recovery; counted before it is compared.</summary>
    public required int Attempts { get; set; }

    public required DateTime ExpiresAt { get; init; }

    /// <summary>When it was used, or a newer one took its place.</summary>
    public DateTime? UsedAt { get; set; }
}

/// <summary>One attempt that counts towards a limit.</summary>
[NotAudited("counts wrong tries")]
[NothingHeld("hashes alone, over in hours")]
internal sealed class AttemptRow
{
    public required Guid Id { get; init; }

    /// <summary>Keyed hash of what is limited and for whom.</summary>
    public required byte[] Key { get; init; }

    public required DateTime At { get; init; }
}

internal sealed class CodeTable : IEntityTypeConfiguration<CodeRow>
{
    public void Configure(EntityTypeBuilder<CodeRow> builder)
    {
        builder.ToTable("Codes");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Hash).HasMaxLength(32);
        builder.Property(row => row.OldHash).HasMaxLength(32);
        builder.Property(row => row.ContentSealed).HasMaxLength(1_000);

        // Of two uses at once, one wins.
        builder.Property(row => row.UsedAt).IsConcurrencyToken();
        builder.HasIndex(row => row.ExpiresAt);
    }
}

internal sealed class TemporaryPasswordTable : IEntityTypeConfiguration<TemporaryPasswordRow>
{
    public void Configure(EntityTypeBuilder<TemporaryPasswordRow> builder)
    {
        builder.ToTable("TemporaryPasswords");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Hash).HasMaxLength(32);
        builder.Property(row => row.UsedAt).IsConcurrencyToken();
        builder.HasIndex(row => new { row.AccountId, row.ExpiresAt });
        builder.HasIndex(row => row.ExpiresAt);
    }
}

internal sealed class AttemptTable : IEntityTypeConfiguration<AttemptRow>
{
    public void Configure(EntityTypeBuilder<AttemptRow> builder)
    {
        builder.ToTable("Attempts");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Key).HasMaxLength(32);
        builder.HasIndex(row => new { row.Key, row.At });
        builder.HasIndex(row => row.At);
    }
}
