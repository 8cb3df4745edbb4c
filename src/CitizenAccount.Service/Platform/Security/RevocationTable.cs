using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Audit;
using CitizenAccount.Service.Platform.Holdings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Platform.Security;

/// <summary>Access tokens that are good no longer although they have not expired: those of a session that ended, or
/// those whose claims are of an older version of the account. Written in the transaction of its cause.</summary>
[NotAudited("follows from a session that ended")]
[NothingHeld("over in hours; the session is held")]
internal sealed class RevocationRow
{
    public required Guid Id { get; init; }

    /// <summary>The session that ended.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>The account whose rights changed.</summary>
    public AccountId? AccountId { get; init; }

    /// <summary>Tokens with claims of a version before this one are out of date. Not a time: two things may happen
    /// within one tick of a clock, and clocks of two replicas differ.</summary>
    public long Version { get; init; }

    public required DateTime At { get; init; }

    /// <summary>That a session ended.</summary>
    public static RevocationRow OfSession(Guid session, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), SessionId = session, At = now.UtcDateTime };

    /// <summary>That an account's rights changed with its version.</summary>
    public static RevocationRow OfAccount(AccountId account, long version, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), AccountId = account, Version = version, At = now.UtcDateTime };
}

internal sealed class RevocationTable : IEntityTypeConfiguration<RevocationRow>
{
    public void Configure(EntityTypeBuilder<RevocationRow> builder)
    {
        builder.ToTable("Revocations");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => row.At);
    }
}
