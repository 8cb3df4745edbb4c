using CitizenAccount.Rules.Households;
using CitizenAccount.Service.Platform.Holdings;

namespace CitizenAccount.Service.Applications;

/// <summary>What this room holds on a person: of the household, to its main beneficiary; of a dependant, what is said
/// of that member.</summary>
internal static class ApplicationHoldings
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<Holding>(provider =>
        {
            var seals = provider.GetRequiredService<ApplicationSeals>();
            return Holding.Of((db, who) => db.Households.Where(row => row.Id == who.Household))
                .Opening(row => row.IbanSealed, row => seals.OpenIban(row.Id, row.IbanSealed))
                .Opening(row => row.MobileSealed, row => seals.OpenMobile(row.Id, row.MobileSealed));
        });
        services.AddSingleton<Holding>(provider =>
        {
            var seals = provider.GetRequiredService<ApplicationSeals>();
            return Holding.Of((db, who) => db.Members.Where(row => row.HouseholdId == who.Household
                    || (row.HouseholdId == who.Listed.Household && row.Position == who.Listed.Member)))
                .Opening(row => row.IdentitySealed, seals.OpenIdentity)
                .Leaving(row => row.NationalIdIndex).Leaving(row => row.CountedIndex);
        });
        services.AddSingleton<Holding>(provider =>
        {
            var seals = provider.GetRequiredService<ApplicationSeals>();
            return Holding.Of((db, who) => db.Applications.Where(
                    row => row.HouseholdId == who.Household || row.HouseholdId == who.Listed.Household))
                .Opening(row => row.ContentSealed, (row, who) => PartOf(seals.Open(row.HouseholdId, row.ContentSealed),
                    row.HouseholdId == who.Household ? null : who.Listed.Member));
        });
        services.AddSingleton<Holding>(provider =>
        {
            var seals = provider.GetRequiredService<ApplicationSeals>();
            return Holding.Of((db, who) => db.ApplicationEvents.Where(row => row.HouseholdId == who.Household
                    || (row.HouseholdId == who.Listed.Household && row.Member == who.Listed.Member)))
                .Opening(row => row.DetailSealed, row => seals.OpenDetail(
                    row.HouseholdId, row.Number, row.DetailSealed!));
        });
        services.AddSingleton<Holding>(
            Holding.Of((db, who) => db.HouseholdFacts.Where(row => row.HouseholdId == who.Household))
                .Opening(row => row.Facts, row => HeldFacts.Of(row.Facts))
                .Opening(row => row.Positions, row => row.Positions!.Select(position => (int)position)));
    }

    private static object? PartOf(Application application, int? member) =>
        member is { } position ? application.Find(position) : application;
}

/// <summary>Facts of a version, to be read without the rules.</summary>
internal static class HeldFacts
{
    public static object Of(byte[] bytes)
    {
        var facts = FactsCodec.Read(bytes, new FactsBuffer());
        return new { facts.Header, Members = facts.Members.ToArray(), Incomes = facts.Incomes.ToArray() };
    }
}
