using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Audit;
using CitizenAccount.Service.Platform.Holdings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Applications;

/// <summary>A household's application. Its revision, and with it its etag, is the household's.</summary>
internal sealed class ApplicationRow
{
    public required HouseholdId HouseholdId { get; init; }

    public required StoredState State { get; set; }

    public required DateTime? SubmittedAt { get; set; }

    /// <summary>The whole application as one document, sealed.</summary>
    public required byte[] ContentSealed { get; set; }
}

/// <summary>Something that happened to an application. Only added, never changed.</summary>
internal sealed class ApplicationEventRow
{
    public required HouseholdId HouseholdId { get; init; }

    /// <summary>1, 2, 3 in the order they became known.</summary>
    public required int Number { get; init; }

    /// <summary>As the contract numbers it.</summary>
    public required byte Kind { get; init; }

    /// <summary>The day it holds for.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>When it became known.</summary>
    public required DateTime RecordedAt { get; init; }

    /// <summary>Position of the member it concerns; 0 is the household.</summary>
    public required int Member { get; init; }

    /// <summary>First benefit month it serves, as year x 100 + month; null when it serves none.</summary>
    public required int? ServedMonth { get; init; }

    /// <summary>Role of who did it.</summary>
    public required byte Role { get; init; }

    public required byte Channel { get; init; }

    /// <summary>Event in life and cause in words, sealed; null when there is neither.</summary>
    public required byte[]? DetailSealed { get; init; }
}

/// <summary>One row that whoever adds facts changes first: they take turns, so that versions are numbered without a
/// gap and become visible in the order of their numbers, on both databases.</summary>
[NotAudited("whose turn it is")]
[NothingHeld("of nobody")]
internal sealed class FactsTurnRow
{
    public required int Id { get; init; }

    public required long Turn { get; set; }
}

internal sealed class ApplicationTable : IEntityTypeConfiguration<ApplicationRow>
{
    public void Configure(EntityTypeBuilder<ApplicationRow> builder)
    {
        builder.ToTable("Applications");
        builder.HasKey(row => row.HouseholdId);
        builder.HasOne<HouseholdRow>().WithOne()
            .HasForeignKey<ApplicationRow>(row => row.HouseholdId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ApplicationEventTable : IEntityTypeConfiguration<ApplicationEventRow>
{
    public void Configure(EntityTypeBuilder<ApplicationEventRow> builder)
    {
        builder.ToTable("ApplicationEvents");
        builder.HasKey(row => new { row.HouseholdId, row.Number });
        builder.Property(row => row.DetailSealed).HasMaxLength(8_000);
        builder.HasOne<HouseholdRow>().WithMany()
            .HasForeignKey(row => row.HouseholdId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class FactsTurnTable : IEntityTypeConfiguration<FactsTurnRow>
{
    public void Configure(EntityTypeBuilder<FactsTurnRow> builder)
    {
        builder.ToTable("FactsTurns");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasData(new FactsTurnRow { Id = 1, Turn = 0 });
    }
}
