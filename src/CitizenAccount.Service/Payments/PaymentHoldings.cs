using CitizenAccount.Service.Payments.Batches;
using CitizenAccount.Service.Payments.Recoveries;
using CitizenAccount.Service.Platform.Holdings;
using CitizenAccount.Service.Platform.Security;

namespace CitizenAccount.Service.Payments;

/// <summary>What this room holds on a person: what was due, what was sent where, what came of it, and every entry of
/// the journal.</summary>
internal static class PaymentHoldings
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<Holding>(Holding.Of(
            (db, who) => db.PaymentLines.Where(row => row.HouseholdId == who.Household)));
        services.AddSingleton<Holding>(provider =>
        {
            var sealing = provider.GetRequiredService<Sealing>();
            return Holding.Of((db, who) => db.PaymentInstructions.Where(row => row.HouseholdId == who.Household))
                .Opening(row => row.IbanSealed, row => sealing.Open(
                    row.IbanSealed, BoundAccount.PlaceOf(row.HouseholdId, row.Batch)));
        });
        services.AddSingleton<Holding>(Holding.Of(
            (db, who) => db.JournalEntries.Where(row => row.HouseholdId == who.Household)));
        services.AddSingleton<Holding>(provider =>
        {
            var holds = provider.GetRequiredService<HoldSteps>();
            return Holding.Of((db, who) => db.PaymentHolds.Where(row => row.HouseholdId == who.Household))
                .Opening(row => row.NoteSealed, holds.NoteOf)
                .Opening(row => row.ReleaseNoteSealed, holds.ReleaseNoteOf);
        });
        services.AddSingleton<Holding>(Holding.Of(
            (db, who) => db.Recoveries.Where(row => row.HouseholdId == who.Household)));
        services.AddSingleton<Holding>(Holding.Of(
            (db, who) => db.OverpaidMonths.Where(row => row.HouseholdId == who.Household)));
        services.AddSingleton<Holding>(Holding.Of(
            (db, who) => db.PaymentObjections.Where(row => row.HouseholdId == who.Household)));
    }
}
