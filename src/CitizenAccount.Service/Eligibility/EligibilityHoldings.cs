using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Eligibility.Risk;
using CitizenAccount.Service.Platform.Holdings;

namespace CitizenAccount.Service.Eligibility;

/// <summary>What this room holds on a person: every decision with what it was made from, and what people reviewed.
/// </summary>
internal static class EligibilityHoldings
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<Holding>(Holding.Of(
            (db, who) => db.Decisions.Where(row => row.HouseholdId == who.Household)));
        services.AddSingleton<Holding>(
            Holding.Of((db, who) => db.Redecisions.Where(row => row.HouseholdId == who.Household))
                .Opening(row => row.Facts, row => HeldFacts.Of(row.Facts))
                .Opening(row => row.Positions, row => row.Positions!.Select(position => (int)position)));
        services.AddSingleton<Holding>(Holding.Of(
            (db, who) => db.RedecisionAsks.Where(row => row.HouseholdId == who.Household)));
        services.AddSingleton<Holding>(Holding.Of(
            (db, who) => db.CycleOutliers.Where(row => row.HouseholdId == who.Household)));
        services.AddSingleton<Holding>(
            Holding.Of((db, who) => db.RiskSignals.Where(row => row.HouseholdId == who.Household))
                .Opening(row => row.Signals, row => RiskBytes.Read(row.Signals)));
    }
}
