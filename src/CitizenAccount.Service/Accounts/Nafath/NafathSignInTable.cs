using CitizenAccount.Service.Platform.Audit;
using CitizenAccount.Service.Platform.Holdings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Accounts.Nafath;

// Numbers are stored: never renumber, never reuse.

/// <summary>Where a sign-in by Nafath stands.</summary>
internal enum NafathStanding : byte
{
    /// <summary>Its place is taken; Nafath has not given a number yet.</summary>
    Starting = 1,

    /// <summary>The person has not answered yet, as far as we know.</summary>
    Waiting = 2,

    /// <summary>The person picked the number and the result was sound.</summary>
    Completed = 3,

    /// <summary>The person refused.</summary>
    Rejected = 4,

    /// <summary>The person did not answer in time.</summary>
    Expired = 5,

    /// <summary>The result could not be verified.</summary>
    ProofRefused = 6,
}

/// <summary>A sign-in by Nafath.</summary>
[NotAudited("over in minutes; its session is audited")]
[NothingHeld("over in minutes; its session is held")]
internal sealed class NafathSignInRow
{
    /// <summary>Version 7: sorts by time.</summary>
    public required Guid Id { get; init; }

    /// <summary>The request_id it was started under; also its id towards Nafath, so that a start whose answer was lost
    /// can be known there for the same.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>Keyed hash of the handle the client holds.</summary>
    public required byte[] HandleIndex { get; init; }

    /// <summary>Keyed hash of the national ID.</summary>
    public required byte[] PersonIndex { get; init; }

    /// <summary>National ID, transaction and number, sealed; empty before Nafath answered and after the end.</summary>
    public required byte[] ContentSealed { get; set; }

    public required NafathStanding Standing { get; set; }

    public required DateTime StartedAt { get; init; }

    /// <summary>When the person must have answered.</summary>
    public required DateTime ExpiresAt { get; set; }

    /// <summary>When its state was last asked for.</summary>
    public DateTime? AskedAt { get; set; }

    /// <summary>When it was over; null while it is open.</summary>
    public DateTime? EndedAt { get; set; }

    public required long Version { get; set; }
}

internal sealed class NafathSignInTable : IEntityTypeConfiguration<NafathSignInRow>
{
    public void Configure(EntityTypeBuilder<NafathSignInRow> builder)
    {
        builder.ToTable("NafathSignIns");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.HandleIndex).HasMaxLength(32);
        builder.Property(row => row.PersonIndex).HasMaxLength(32);
        builder.Property(row => row.ContentSealed).HasMaxLength(1_000);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => row.HandleIndex).IsUnique();

        // One open at a time for a person: of two starts at once, one wins.
        builder.HasIndex(row => row.PersonIndex).IsUnique().HasFilter("\"EndedAt\" IS NULL");
    }
}
