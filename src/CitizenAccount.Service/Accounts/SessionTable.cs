using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Audit;
using CitizenAccount.Service.Platform.Holdings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Accounts;

/// <summary>A signed-in session: the family of all refresh tokens made from one sign-in.</summary>
internal sealed class SessionRow
{
    /// <summary>Version 7: newer sessions sort after older ones.</summary>
    public required Guid Id { get; init; }

    public required AccountId AccountId { get; init; }

    /// <summary>How it was opened, as the contract numbers it.</summary>
    public required byte Method { get; init; }

    /// <summary>Name of the client as it gave itself.</summary>
    public required string Client { get; init; }

    /// <summary>Network place it was opened from, coarse.</summary>
    public required string Place { get; init; }

    public required DateTime SignedInAt { get; init; }

    /// <summary>When it was opened or last refreshed.</summary>
    [NoChange]
    public required DateTime LastSeenAt { get; set; }

    /// <summary>When it ends if it is not refreshed before.</summary>
    [NoChange]
    public required DateTime ExpiresAt { get; set; }

    /// <summary>When it ends at the latest.</summary>
    public required DateTime EndsAt { get; init; }

    /// <summary>When somebody ended it; null while it is open.</summary>
    public DateTime? EndedAt { get; set; }
}

/// <summary>A refresh token of a session, as a hash. Used ones stay until the session is over, so that using one again
/// is noticed.</summary>
[NotAudited("its session is audited")]
[NothingHeld("hashes alone; the session is held")]
internal sealed class RefreshRow
{
    /// <summary>SHA-256 of the token.</summary>
    public required byte[] Hash { get; init; }

    public required Guid SessionId { get; init; }

    public required DateTime IssuedAt { get; init; }

    /// <summary>When it was exchanged; null for the newest of its session.</summary>
    public DateTime? UsedAt { get; set; }
}

internal sealed class SessionTable : IEntityTypeConfiguration<SessionRow>
{
    public void Configure(EntityTypeBuilder<SessionRow> builder)
    {
        builder.ToTable("Sessions");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Client).HasMaxLength(50);
        builder.Property(row => row.Place).HasMaxLength(50);
        builder.HasIndex(row => new { row.AccountId, row.Id });
        builder.HasOne<AccountRow>().WithMany()
            .HasForeignKey(row => row.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RefreshTable : IEntityTypeConfiguration<RefreshRow>
{
    public void Configure(EntityTypeBuilder<RefreshRow> builder)
    {
        builder.ToTable("RefreshTokens");
        builder.HasKey(row => row.Hash);
        builder.Property(row => row.Hash).HasMaxLength(32).ValueGeneratedNever();

        // Of two exchanges at once, one wins.
        builder.Property(row => row.UsedAt).IsConcurrencyToken();
        builder.HasIndex(row => row.SessionId);
        builder.HasOne<SessionRow>().WithMany()
            .HasForeignKey(row => row.SessionId).OnDelete(DeleteBehavior.Cascade);
    }
}
