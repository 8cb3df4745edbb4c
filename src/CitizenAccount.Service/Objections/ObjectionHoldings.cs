using CitizenAccount.Service.Platform.Holdings;

namespace CitizenAccount.Service.Objections;

/// <summary>What this room holds on a person: cases, what happened in them and what came of them.</summary>
internal static class ObjectionHoldings
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<Holding>(provider =>
        {
            var seals = provider.GetRequiredService<ObjectionSeals>();
            return Holding.Of((db, who) => db.Objections.Where(row => row.HouseholdId == who.Household
                    || (row.HouseholdId == who.Listed.Household && row.Member == who.Listed.Member)))
                .Opening(row => row.ContentSealed, seals.Open);
        });
        services.AddSingleton<Holding>(provider =>
        {
            var seals = provider.GetRequiredService<ObjectionSeals>();
            return Holding.Of((db, who) => db.ObjectionEvents.Where(row => db.Objections.Any(one =>
                    one.Id == row.ObjectionId && (one.HouseholdId == who.Household
                    || (one.HouseholdId == who.Listed.Household && one.Member == who.Listed.Member)))))
                .Opening(row => row.DetailSealed, seals.DetailOf);
        });
        services.AddSingleton<Holding>(Holding.Of((db, who) => db.ObjectionEffects.Where(row => db.Objections.Any(one =>
            one.Id == row.ObjectionId && (one.HouseholdId == who.Household
            || (one.HouseholdId == who.Listed.Household && one.Member == who.Listed.Member))))));
    }
}
