using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Eligibility;

/// <summary>What a decision is made again for; the numbers are those of the contract. Stored: never renumber.</summary>
internal enum RedecisionCause : byte
{
    /// <summary>An upheld objection.</summary>
    ObjectionUpheld = 2,

    /// <summary>A fact that became known after the data cut-off it belongs before.</summary>
    LateFact = 3,

    /// <summary>A fault of the programme was put right.</summary>
    Correction = 4,
}

/// <summary>Somebody asked for a month of a household to be decided again. Written in the asker's transaction, worked
/// once.</summary>
[NotAudited("follows from a change that is audited")]
internal sealed class RedecisionAskRow
{
    public required HouseholdId HouseholdId { get; init; }

    /// <summary>Benefit month as year x 100 + month.</summary>
    public required int Month { get; init; }

    public required RedecisionCause Cause { get; init; }

    /// <summary>Resource name of what asks: an objection, or an event of the application.</summary>
    public required string Reference { get; init; }

    public required DateTime AskedAt { get; init; }

    /// <summary>When it was worked; null while it waits, for the month's publication perhaps.</summary>
    public DateTime? DoneAt { get; set; }

    /// <summary>The version it led to; null while it waits, or when nothing would differ.</summary>
    public int? Version { get; set; }
}

/// <summary>A decision that replaced the one before it for the same household and month. Only added, never changed.
/// Amounts are halalas.</summary>
[NotAudited("signed receipts over sealed facts")]
internal sealed class RedecisionRow
{
    /// <summary>1, 2, 3 over all households, in the order they were published.</summary>
    public required long Sequence { get; set; }

    public required HouseholdId HouseholdId { get; init; }

    public required int Month { get; init; }

    /// <summary>2 for the first that replaces the cycle's own.</summary>
    public required int Version { get; init; }

    public required RedecisionCause Cause { get; init; }

    public required string Reference { get; init; }

    /// <summary>The facts it was made from, in their canonical form.</summary>
    public required byte[] Facts { get; init; }

    /// <summary>Which member each place in them is; null is 1, 2, 3 in order.</summary>
    public byte[]? Positions { get; init; }

    public required byte Eligibility { get; init; }

    public required byte Entitlement { get; init; }

    public required long Reasons { get; init; }

    public required long Amount { get; init; }

    public required long CountedIncome { get; init; }

    public required int WeightTenths { get; init; }

    public required int CountedMembers { get; init; }

    /// <summary>Amount of the version before.</summary>
    public required long AmountBefore { get; init; }

    public required string PolicyVersion { get; init; }

    public required string PolicyHash { get; init; }

    /// <summary>When it was decided, published and told to the household, at once.</summary>
    public required DateTime DecidedAt { get; init; }

    /// <summary>As a row of its cycle.</summary>
    public DecisionRow ToDecision() => new()
    {
        Month = Month,
        HouseholdId = HouseholdId,
        FactsSequence = 0,
        Eligibility = Eligibility,
        Entitlement = Entitlement,
        Reasons = Reasons,
        Amount = Amount,
        CountedIncome = CountedIncome,
        WeightTenths = WeightTenths,
        CountedMembers = CountedMembers,
    };
}

internal sealed class RedecisionAskTable : IEntityTypeConfiguration<RedecisionAskRow>
{
    public void Configure(EntityTypeBuilder<RedecisionAskRow> builder)
    {
        builder.ToTable("RedecisionAsks");

        // One cause asks once for a month, however often it is sent.
        builder.HasKey(row => new { row.HouseholdId, row.Month, row.Cause, row.Reference });
        builder.Property(row => row.Reference).HasMaxLength(200);
        builder.HasIndex(row => row.AskedAt).HasFilter("\"DoneAt\" IS NULL");
    }
}

internal sealed class RedecisionTable : IEntityTypeConfiguration<RedecisionRow>
{
    public void Configure(EntityTypeBuilder<RedecisionRow> builder)
    {
        builder.ToTable("Redecisions");
        builder.HasKey(row => row.Sequence);
        builder.Property(row => row.Sequence).ValueGeneratedNever();
        builder.Property(row => row.Reference).HasMaxLength(200);
        builder.Property(row => row.Facts).HasMaxLength(8_000);
        builder.Property(row => row.Positions).HasMaxLength(64);
        builder.Property(row => row.PolicyVersion).HasMaxLength(32);
        builder.Property(row => row.PolicyHash).HasMaxLength(64);
        builder.HasIndex(row => new { row.HouseholdId, row.Month, row.Version }).IsUnique();
    }
}
