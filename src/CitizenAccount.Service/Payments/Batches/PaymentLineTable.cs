using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Payments.Batches;

/// <summary>A part of what a household gets: due once per household, month, kind and cause. Amounts are halalas.
/// </summary>
[NotAudited("the batch's hash over its lines, and the journal")]
internal sealed class PaymentLineRow
{
    public required HouseholdId HouseholdId { get; init; }

    /// <summary>The month it is for, as year x 100 + month.</summary>
    public required int Month { get; init; }

    public required LineKind Kind { get; init; }

    /// <summary>What makes it due, as a resource name; empty for the month's own support. With the three above the
    /// key: the same cause pays once.</summary>
    public required string Cause { get; init; }

    /// <summary>Below 0 for a recovery.</summary>
    public required long Amount { get; init; }

    /// <summary>It stands in the account of held money.</summary>
    public required bool Held { get; set; }

    /// <summary>The month it is shown under; 0 while it waits for a batch.</summary>
    public required int PaidMonth { get; set; }

    public int? Batch { get; set; }

    public int? Instruction { get; set; }

    /// <summary>Made just now and not stored yet.</summary>
    public bool IsNew { get; init; }
}

internal sealed class PaymentLineTable : IEntityTypeConfiguration<PaymentLineRow>
{
    public void Configure(EntityTypeBuilder<PaymentLineRow> builder)
    {
        builder.ToTable("PaymentLines");
        builder.HasKey(row => new { row.HouseholdId, row.Month, row.Kind, row.Cause });
        builder.Property(row => row.Cause).HasMaxLength(200);
        builder.Ignore(row => row.IsNew);

        // What waits for a batch is a small part of all there ever was.
        builder.HasIndex(row => row.HouseholdId).HasFilter("\"Batch\" IS NULL");
    }
}
