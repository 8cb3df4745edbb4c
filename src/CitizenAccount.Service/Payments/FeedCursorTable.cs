using CitizenAccount.Service.Platform.Audit;
using CitizenAccount.Service.Platform.Holdings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Payments;

/// <summary>How far a feed was read; moved in the transaction of what was done with it.</summary>
[NotAudited("how far a reader is")]
[NothingHeld("of nobody")]
internal sealed class FeedCursorRow
{
    /// <summary>Decisions made again.</summary>
    public const int Redecisions = 1;

    /// <summary>Entries of the journal that households are told of.</summary>
    public const int Notices = 2;

    public required int Id { get; init; }

    public required long Sequence { get; set; }
}

internal sealed class FeedCursorTable : IEntityTypeConfiguration<FeedCursorRow>
{
    public void Configure(EntityTypeBuilder<FeedCursorRow> builder)
    {
        builder.ToTable("PaymentFeedCursors");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasData(
            new FeedCursorRow { Id = FeedCursorRow.Redecisions, Sequence = 0 },
            new FeedCursorRow { Id = FeedCursorRow.Notices, Sequence = 0 });
    }
}
