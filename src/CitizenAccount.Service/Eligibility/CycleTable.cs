using CitizenAccount.Service.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Eligibility;

/// <summary>How far a cycle is. Stored: never renumber.</summary>
internal enum CycleState : byte
{
    /// <summary>The snapshot is sealed and partly evaluated.</summary>
    Evaluating = 1,

    /// <summary>Every household of the snapshot is decided; people look at it.</summary>
    InReview = 2,

    /// <summary>Approved by another person than the one who started it.</summary>
    Approved = 3,

    /// <summary>Visible to all.</summary>
    Published = 4,
}

/// <summary>One month's examination: the sealed snapshot, how far it is evaluated, and who took which step.</summary>
internal sealed class CycleRow
{
    /// <summary>Benefit month as year x 100 + month.</summary>
    public required int Month { get; init; }

    public required int Number { get; init; }

    public required CycleState State { get; set; }

    public required string PolicyVersion { get; init; }

    public required string PolicyHash { get; init; }

    /// <summary>Facts known before this instant are in the snapshot.</summary>
    public required DateTime CutOffAt { get; init; }

    public required DateTime SealedAt { get; init; }

    /// <summary>No fact that arrived after this number is in the snapshot, whatever time it claims.</summary>
    public required long SealedSequence { get; init; }

    /// <summary>SHA-256 over household, version and facts of every household, in order of household.</summary>
    public required byte[] SnapshotHash { get; init; }

    /// <summary>Households in the snapshot.</summary>
    public required int Households { get; init; }

    /// <summary>Households decided so far.</summary>
    public required int Evaluated { get; set; }

    /// <summary>Every household up to and including this one is decided.</summary>
    public HouseholdId EvaluatedThrough { get; set; }

    public required string StartedBy { get; init; }

    public string? ApprovedBy { get; set; }

    public string? PublishedBy { get; set; }

    public DateTime? PublishedAt { get; set; }

    /// <summary>Order of publication over all cycles; null until published.</summary>
    public int? Publication { get; set; }

    /// <summary>When the last household was told of the decision on it.</summary>
    public DateTime? NoticedAt { get; set; }

    public required long Version { get; set; }
}

/// <summary>What was decided for one household in one cycle. Amounts are halalas.</summary>
internal sealed class DecisionRow
{
    public required int Month { get; init; }

    public required HouseholdId HouseholdId { get; init; }

    /// <summary>The version of the facts it was made from.</summary>
    public required long FactsSequence { get; init; }

    public required byte Eligibility { get; init; }

    public required byte Entitlement { get; init; }

    /// <summary>The reasons, one bit each.</summary>
    public required long Reasons { get; init; }

    public required long Amount { get; init; }

    public required long CountedIncome { get; init; }

    public required int WeightTenths { get; init; }

    /// <summary>Members counted, the main beneficiary included.</summary>
    public required int CountedMembers { get; init; }
}

internal sealed class CycleTable : IEntityTypeConfiguration<CycleRow>
{
    public void Configure(EntityTypeBuilder<CycleRow> builder)
    {
        builder.ToTable("Cycles");
        builder.HasKey(row => row.Month);
        builder.Property(row => row.Month).ValueGeneratedNever();
        builder.Property(row => row.PolicyVersion).HasMaxLength(32);
        builder.Property(row => row.PolicyHash).HasMaxLength(64);
        builder.Property(row => row.SnapshotHash).HasMaxLength(32);
        builder.Property(row => row.StartedBy).HasMaxLength(100);
        builder.Property(row => row.ApprovedBy).HasMaxLength(100);
        builder.Property(row => row.PublishedBy).HasMaxLength(100);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => row.Publication).IsUnique();
    }
}

internal sealed class DecisionTable : IEntityTypeConfiguration<DecisionRow>
{
    public void Configure(EntityTypeBuilder<DecisionRow> builder)
    {
        builder.ToTable("Decisions");

        // A household has one decision a month: two evaluations of one household cannot both be stored. The month
        // comes first, so that a cycle only appends; a household's history is one point read for each month.
        builder.HasKey(row => new { row.Month, row.HouseholdId });
        builder.HasOne<CycleRow>().WithMany().HasForeignKey(row => row.Month).OnDelete(DeleteBehavior.Restrict);
    }
}
