using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Payments;

/// <summary>An open objection to a payment: its household sees it beside the payment.</summary>
internal sealed class PaymentObjectionRow
{
    public required HouseholdId HouseholdId { get; init; }

    /// <summary>The month of the payment, as year x 100 + month.</summary>
    public required int Month { get; init; }

    /// <summary>Its resource name.</summary>
    public required string Objection { get; init; }
}

internal sealed class PaymentObjectionTable : IEntityTypeConfiguration<PaymentObjectionRow>
{
    public void Configure(EntityTypeBuilder<PaymentObjectionRow> builder)
    {
        builder.ToTable("PaymentObjections");
        builder.HasKey(row => new { row.HouseholdId, row.Month });
        builder.Property(row => row.Objection).HasMaxLength(60);
    }
}

/// <summary>Keeps which payments are objected to, as objections tell it.</summary>
internal static class PaymentObjections
{
    /// <summary>One is open from now on, in the asker's transaction.</summary>
    public static void Add(ServiceDb db, HouseholdId household, YearMonth month, string objection) =>
        db.PaymentObjections.Add(new PaymentObjectionRow
        {
            HouseholdId = household,
            Month = Months.CodeOf(month),
            Objection = objection,
        });

    /// <summary>It is over, in the asker's transaction.</summary>
    public static async Task RemoveAsync(
        ServiceDb db, HouseholdId household, string objection, CancellationToken stop) =>
        db.PaymentObjections.RemoveRange(await db.PaymentObjections
            .Where(row => row.HouseholdId == household && row.Objection == objection).ToListAsync(stop));
}
