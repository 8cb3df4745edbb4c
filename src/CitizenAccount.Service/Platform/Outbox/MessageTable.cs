using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Platform.Outbox;

/// <summary>A message as it was written with its cause.</summary>
[NotAudited("follows from a change that is audited")]
internal sealed class MessageRow
{
    /// <summary>Version 7: sorts by time. What every sending of it is made idempotent by.</summary>
    public required Guid Id { get; init; }

    public AccountId? AccountId { get; init; }

    public required MessageKind Kind { get; init; }

    /// <summary>Facts and explicit addresses, sealed.</summary>
    public required byte[] ContentSealed { get; set; }

    public required byte Language { get; init; }

    public required string Subject { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>When its deliveries were laid out; null before.</summary>
    public DateTime? DispatchedAt { get; set; }

    /// <summary>When the person read it in portal or app.</summary>
    public DateTime? ReadAt { get; set; }
}

internal sealed class MessageTable : IEntityTypeConfiguration<MessageRow>
{
    public void Configure(EntityTypeBuilder<MessageRow> builder)
    {
        builder.ToTable("Messages");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.ContentSealed).HasMaxLength(8_000);
        builder.Property(row => row.Subject).HasMaxLength(200);
        builder.HasIndex(row => new { row.AccountId, row.Id });

        // What waits to be sent is a small part of all there ever was.
        builder.HasIndex(row => row.DispatchedAt).HasFilter("\"DispatchedAt\" IS NULL");
    }
}
