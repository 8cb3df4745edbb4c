using CitizenAccount.Service.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Notifications;

/// <summary>How a person wants to be told; made at the first change.</summary>
internal sealed class PreferencesRow
{
    public required AccountId AccountId { get; init; }

    /// <summary>Language of messages, as the contract numbers it.</summary>
    public required byte Language { get; set; }

    public required bool Sms { get; set; }

    public required bool Email { get; set; }

    public required bool Push { get; set; }

    /// <summary>Grows with every change; the etag.</summary>
    public required long Version { get; set; }
}

internal sealed class PreferencesTable : IEntityTypeConfiguration<PreferencesRow>
{
    public void Configure(EntityTypeBuilder<PreferencesRow> builder)
    {
        builder.ToTable("Preferences");
        builder.HasKey(row => row.AccountId);
        builder.Property(row => row.Version).IsConcurrencyToken();
    }
}
