using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Service.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Notifications;

/// <summary>A device that takes push messages.</summary>
internal sealed class DeviceRow
{
    public required Guid Id { get; init; }

    public required AccountId AccountId { get; init; }

    /// <summary>Platform, as the contract numbers it.</summary>
    public required DevicePlatform Platform { get; set; }

    public required string Model { get; set; }

    /// <summary>Token of the push gateway, sealed.</summary>
    public required byte[] TokenSealed { get; set; }

    /// <summary>Keyed hash of the token.</summary>
    public required byte[] TokenIndex { get; init; }

    /// <summary>When it was registered last: apps do it at every start.</summary>
    public required DateTime RegisteredAt { get; set; }
}

internal sealed class DeviceTable : IEntityTypeConfiguration<DeviceRow>
{
    public void Configure(EntityTypeBuilder<DeviceRow> builder)
    {
        builder.ToTable("Devices");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Platform).HasConversion<byte>();
        builder.Property(row => row.Model).HasMaxLength(100);

        // 4096 characters of a token may be four bytes each.
        builder.Property(row => row.TokenSealed).HasMaxLength(17_000);
        builder.Property(row => row.TokenIndex).HasMaxLength(32);
        builder.HasIndex(row => row.AccountId);

        // A token is one app on one device: it tells one person's messages at a time.
        builder.HasIndex(row => row.TokenIndex).IsUnique();
    }
}
