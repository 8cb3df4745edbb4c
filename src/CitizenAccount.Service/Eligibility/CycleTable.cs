using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Audit;
using CitizenAccount.Service.Platform.Holdings;
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

    /// <summary>Started: which facts count is fixed, they are being counted and hashed.</summary>
    Sealing = 5,

    /// <summary>Given up; its decisions count for nothing. The month may be started again.</summary>
    Cancelled = 6,
}

/// <summary>One month's examination: the sealed snapshot, how far it is evaluated, and who took which step.</summary>
[NothingHeld("of nobody")]
internal sealed class CycleRow
{
    /// <summary>Benefit month as year x 100 + month.</summary>
    public required int Month { get; init; }

    public required int Number { get; init; }

    /// <summary>1, and one more each time a cancelled month is started again.</summary>
    public required int Run { get; set; }

    public required CycleState State { get; set; }

    public required string PolicyVersion { get; set; }

    public required string PolicyHash { get; set; }

    /// <summary>Facts known before this instant are in the snapshot.</summary>
    public required DateTime CutOffAt { get; init; }

    /// <summary>When it was started, which fixed what is in the snapshot.</summary>
    public required DateTime SealedAt { get; set; }

    /// <summary>No fact that arrived after this number is in the snapshot, whatever time it claims.</summary>
    public required long SealedSequence { get; set; }

    /// <summary>SHA-256 over household, version and facts of every household, in order of household; empty until they
    /// are counted.</summary>
    public required byte[] SnapshotHash { get; set; }

    /// <summary>Households in the snapshot.</summary>
    public required int Households { get; set; }

    /// <summary>Households decided so far.</summary>
    public required int Evaluated { get; set; }

    /// <summary>When the last household was decided.</summary>
    public DateTime? EvaluatedAt { get; set; }

    /// <summary>SHA-256 over the hashes of all partitions in their order; null before.</summary>
    public byte[]? DecisionsHash { get; set; }

    /// <summary><see cref="CycleFigures"/> of all decisions; null before.</summary>
    public byte[]? Figures { get; set; }

    public required string StartedBy { get; set; }

    public string? ApprovedBy { get; set; }

    public DateTime? ApprovedAt { get; set; }

    public string? PublishedBy { get; set; }

    public DateTime? PublishedAt { get; set; }

    /// <summary>Why it was cancelled; null otherwise.</summary>
    public string? CancelCause { get; set; }

    /// <summary>Order of publication over all cycles; null until published.</summary>
    public int? Publication { get; set; }

    /// <summary>When the last household was told of the decision on it.</summary>
    public DateTime? NoticedAt { get; set; }

    /// <summary>Who seals it or closes its evaluation at the moment, and until when; null is nobody.</summary>
    public string? Owner { get; set; }

    public DateTime? LeaseUntil { get; set; }

    public required long Version { get; set; }
}

/// <summary>A part of a cycle that one replica evaluates in one go: households that follow one another by id.</summary>
[NotAudited("who evaluates what")]
[NothingHeld("of nobody")]
internal sealed class CyclePartitionRow
{
    public required int Month { get; init; }

    /// <summary>0, 1, 2 in order of household.</summary>
    public required int Index { get; init; }

    /// <summary>The last household before it.</summary>
    public required HouseholdId After { get; init; }

    /// <summary>Its last household.</summary>
    public required HouseholdId Through { get; init; }

    public required int Households { get; init; }

    /// <summary>The replica that works on it, until the lease ends.</summary>
    public string? Owner { get; set; }

    public DateTime? LeaseUntil { get; set; }

    /// <summary>When its decisions were stored, all at once.</summary>
    public DateTime? DoneAt { get; set; }

    /// <summary>SHA-256 over its decisions in order of household.</summary>
    public byte[]? DecisionsHash { get; set; }

    /// <summary><see cref="CycleFigures"/> of its decisions.</summary>
    public byte[]? Figures { get; set; }

    /// <summary>When its households were told.</summary>
    public DateTime? NoticedAt { get; set; }
}

/// <summary>A step that a person took with a cycle. Only added.</summary>
[NothingHeld("of nobody")]
internal sealed class CycleStepRow
{
    public required int Month { get; init; }

    /// <summary>1, 2, 3 in order.</summary>
    public required int Number { get; init; }

    public required int Run { get; init; }

    /// <summary>The state it led to.</summary>
    public required CycleState State { get; init; }

    public required DateTime At { get; init; }

    /// <summary>Staff id.</summary>
    public required string By { get; init; }

    /// <summary>What the person said; may be empty.</summary>
    public required string Note { get; init; }
}

/// <summary>A household whose result a person should look at.</summary>
[NotAudited("found again from the decisions")]
internal sealed class CycleOutlierRow
{
    public required int Month { get; init; }

    public required HouseholdId HouseholdId { get; init; }

    public required OutlierKind Kind { get; init; }

    public required long Before { get; init; }

    public required long After { get; init; }

    /// <summary>1 to 100.</summary>
    public required int Score { get; init; }
}

/// <summary>What was decided for one household in one cycle. Amounts are halalas.</summary>
[NotAudited("signed receipts over sealed facts")]
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
        builder.Property(row => row.DecisionsHash).HasMaxLength(32);
        builder.Property(row => row.Figures).HasMaxLength(CycleFigures.Size);
        builder.Property(row => row.CancelCause).HasMaxLength(1_000);
        builder.Property(row => row.Owner).HasMaxLength(64);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => row.Publication).IsUnique();
    }
}

internal sealed class CyclePartitionTable : IEntityTypeConfiguration<CyclePartitionRow>
{
    public void Configure(EntityTypeBuilder<CyclePartitionRow> builder)
    {
        builder.ToTable("CyclePartitions");
        builder.HasKey(row => new { row.Month, row.Index });
        builder.Property(row => row.Owner).HasMaxLength(64);
        builder.Property(row => row.DecisionsHash).HasMaxLength(32);
        builder.Property(row => row.Figures).HasMaxLength(CycleFigures.Size);
        builder.HasOne<CycleRow>().WithMany().HasForeignKey(row => row.Month).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CycleStepTable : IEntityTypeConfiguration<CycleStepRow>
{
    public void Configure(EntityTypeBuilder<CycleStepRow> builder)
    {
        builder.ToTable("CycleSteps");
        builder.HasKey(row => new { row.Month, row.Number });
        builder.Property(row => row.By).HasMaxLength(100);
        builder.Property(row => row.Note).HasMaxLength(1_000);
        builder.HasOne<CycleRow>().WithMany().HasForeignKey(row => row.Month).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CycleOutlierTable : IEntityTypeConfiguration<CycleOutlierRow>
{
    public void Configure(EntityTypeBuilder<CycleOutlierRow> builder)
    {
        builder.ToTable("CycleOutliers");
        builder.HasKey(row => new { row.Month, row.HouseholdId });
        builder.HasIndex(row => new { row.Month, row.Score });
        builder.HasOne<CycleRow>().WithMany().HasForeignKey(row => row.Month).OnDelete(DeleteBehavior.Restrict);
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
