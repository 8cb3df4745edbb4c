using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Audit;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Payments;

/// <summary>An open objection of a household: nothing is recovered while there is one, and the household sees it beside
/// the payment it is to.</summary>
[NotAudited("found from objections, which are audited")]
internal sealed class PaymentObjectionRow
{
    public required HouseholdId HouseholdId { get; init; }

    /// <summary>Its resource name; sorts by when it was filed.</summary>
    public required string Objection { get; init; }

    /// <summary>The month of the payment it is to, as year x 100 + month; 0 when it is to a decision.</summary>
    public required int Month { get; init; }
}

internal sealed class PaymentObjectionTable : IEntityTypeConfiguration<PaymentObjectionRow>
{
    public void Configure(EntityTypeBuilder<PaymentObjectionRow> builder)
    {
        builder.ToTable("PaymentObjections");
        builder.HasKey(row => new { row.HouseholdId, row.Objection });
        builder.Property(row => row.Objection).HasMaxLength(60);
    }
}

/// <summary>Keeps which objections are open, as that room tells it.</summary>
internal static class PaymentObjections
{
    /// <summary>One is open from now on, in the asker's transaction.</summary>
    public static void Add(ServiceDb db, HouseholdId household, YearMonth? payment, string objection) =>
        db.PaymentObjections.Add(new PaymentObjectionRow
        {
            HouseholdId = household,
            Objection = objection,
            Month = payment is { } month ? Months.CodeOf(month) : 0,
        });

    /// <summary>It is over, in the asker's transaction.</summary>
    public static async Task RemoveAsync(
        ServiceDb db, HouseholdId household, string objection, CancellationToken stop) =>
        db.PaymentObjections.RemoveRange(await db.PaymentObjections
            .Where(row => row.HouseholdId == household && row.Objection == objection).ToListAsync(stop));

    /// <summary>The oldest that is open, another than this one; null when there is none.</summary>
    public static Task<string?> FindOtherAsync(
        ServiceDb db, HouseholdId household, string objection, CancellationToken stop) =>
        db.PaymentObjections.AsNoTracking()
            .Where(row => row.HouseholdId == household && row.Objection != objection)
            .OrderBy(row => row.Objection).Select(row => row.Objection).FirstOrDefaultAsync(stop);
}
