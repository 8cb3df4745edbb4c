using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Platform.Holdings;

namespace CitizenAccount.Service.Partners;

/// <summary>What this room holds on a person: what partners reported, and what was asked of them.</summary>
internal static class PartnerHoldings
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<Holding>(provider =>
        {
            var applications = provider.GetRequiredService<ApplicationsApi>();
            return Holding.Of((db, who) =>
                {
                    var person = applications.IndexOf(who.NationalId);
                    return db.IncomeRecords.Where(row => row.PersonIndex == person);
                })
                .Leaving(row => row.RecordIndex).Leaving(row => row.PersonIndex);
        });
        services.AddSingleton<Holding>(
            Holding.Of((db, who) => db.VerificationQuestions.Where(row => row.HouseholdId == who.Household
                    || (row.HouseholdId == who.Listed.Household && row.Member == who.Listed.Member)))
                .Leaving(row => row.AnswerIndex));
    }
}
