using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Audit;
using CitizenAccount.Service.Platform.Holdings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Eligibility.Risk;

/// <summary>That the signals of a cycle were looked for, and by which version of what is looked for.</summary>
[NotAudited("how far a search is")]
[NothingHeld("of nobody")]
internal sealed class RiskSearchRow
{
    public required int Month { get; init; }

    /// <summary>The run of the cycle they are of.</summary>
    public required int Run { get; init; }

    public required int Version { get; init; }

    public required DateTime DoneAt { get; init; }

    /// <summary>Households with a signal.</summary>
    public required int Households { get; init; }
}

/// <summary>A supported household with a signal. For a person to look at; nothing is decided by it.</summary>
[NotAudited("found again from the facts")]
internal sealed class RiskRow
{
    public required int Month { get; init; }

    public required HouseholdId HouseholdId { get; init; }

    /// <summary>1 to 100.</summary>
    public required int Score { get; init; }

    /// <summary>What is due to it in the month, halalas.</summary>
    public required long Amount { get; init; }

    /// <summary>The signals (<see cref="RiskBytes"/>).</summary>
    public required byte[] Signals { get; init; }
}

internal sealed class RiskSearchTable : IEntityTypeConfiguration<RiskSearchRow>
{
    public void Configure(EntityTypeBuilder<RiskSearchRow> builder)
    {
        builder.ToTable("RiskSearches");
        builder.HasKey(row => row.Month);
        builder.Property(row => row.Month).ValueGeneratedNever();
        builder.HasOne<CycleRow>().WithMany().HasForeignKey(row => row.Month).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RiskTable : IEntityTypeConfiguration<RiskRow>
{
    public void Configure(EntityTypeBuilder<RiskRow> builder)
    {
        builder.ToTable("RiskSignals");
        builder.HasKey(row => new { row.Month, row.HouseholdId });
        builder.Property(row => row.Signals).HasMaxLength(RiskBytes.SizeMax);
        builder.HasIndex(row => new { row.Month, row.Score, row.HouseholdId }).IsDescending(false, true, false);
        builder.HasOne<CycleRow>().WithMany().HasForeignKey(row => row.Month).OnDelete(DeleteBehavior.Restrict);
    }
}
