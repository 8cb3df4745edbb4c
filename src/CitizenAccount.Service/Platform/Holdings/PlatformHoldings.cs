using System.Text.Json.Nodes;
using CitizenAccount.Service.Platform.Audit;

namespace CitizenAccount.Service.Platform.Holdings;

/// <summary>What is held on a person beside the rooms: who looked, and what was changed by whom.</summary>
internal static class PlatformHoldings
{
    public static IServiceCollection AddHoldings(this IServiceCollection services)
    {
        services.AddSingleton<PersonExport>();
        services.AddSingleton<Holding>(Holding.Of(
            (db, who) => db.AccessRecords.Where(row => row.HouseholdId == who.Household)));

        // Who else was in a list is nothing of this person.
        services.AddSingleton<Holding>(Holding.Of(
            (db, who) => db.AccessListHouseholds.Where(link => link.HouseholdId == who.Household)
                .Join(db.AccessLists, link => link.AccessListId, list => list.Id, (_, list) => list))
            .Leaving(row => row.Households));
        services.AddSingleton<Holding>(provider =>
        {
            var reading = provider.GetRequiredService<AuditReading>();
            return Holding.Of((db, who) => db.AuditEntries.Where(row => row.HouseholdId == who.Household))
                .Opening(row => row.ContentSealed, row => JsonNode.Parse(reading.ContentOf(row)!));
        });
        return services;
    }
}
