using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Service.Platform.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Notifications;

/// <summary>One message on one channel to one address: laid out once, tried until it is taken or given up.</summary>
[NotAudited("how far a message is")]
internal sealed class DeliveryRow
{
    /// <summary>Version 7. Every try carries it, so that a gateway can drop a repeat.</summary>
    public required Guid Id { get; init; }

    public required Guid MessageId { get; init; }

    /// <summary>Channel, as the contract numbers it.</summary>
    public required NotificationChannel Channel { get; init; }

    /// <summary>The device of a push message; empty for other channels.</summary>
    public required Guid DeviceId { get; init; }

    /// <summary>Address as of when the message was laid out, sealed; a device keeps its own. Emptied at the end.
    /// </summary>
    public required byte[] AddressSealed { get; set; }

    /// <summary>Language, as the contract numbers it.</summary>
    public required byte Language { get; init; }

    /// <summary>How it stands, as the contract numbers it.</summary>
    public required NotificationDeliveryState State { get; set; }

    public int Attempts { get; set; }

    public required DateTime ChangedAt { get; set; }

    public required DateTime NextAttemptAt { get; set; }

    /// <summary>From then on it is not tried any more. What ends first goes first.</summary>
    public required DateTime GiveUpAt { get; init; }

    /// <summary>Until then it is somebody's; a replica that died gives it back by this passing.</summary>
    public DateTime? LeasedUntil { get; set; }

    /// <summary>Who claimed it; new for every claim.</summary>
    public Guid? LeasedBy { get; set; }
}

internal sealed class DeliveryTable : IEntityTypeConfiguration<DeliveryRow>
{
    public void Configure(EntityTypeBuilder<DeliveryRow> builder)
    {
        builder.ToTable("Deliveries");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.AddressSealed).HasMaxLength(600);
        builder.Property(row => row.Channel).HasConversion<byte>();
        builder.Property(row => row.State).HasConversion<byte>();

        // However often and by however many replicas a message is laid out, each address has it once.
        builder.HasIndex(row => new { row.MessageId, row.Channel, row.DeviceId }).IsUnique();

        // What waits is a small part of all there ever was.
        builder.HasIndex(row => new { row.Channel, row.GiveUpAt }).HasFilter("\"State\" = 1");
    }
}
