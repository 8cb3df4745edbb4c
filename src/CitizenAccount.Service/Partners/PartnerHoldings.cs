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
            return Holding.Of((db, who) => ReportedOf(db.IncomeRecords, applications.IndexOf(who.NationalId)))
                .Leaving(row => row.RecordIndex).Leaving(row => row.PersonIndex);
        });
        services.AddSingleton<Holding>(
            Holding.Of((db, who) => db.VerificationQuestions.Where(row => row.HouseholdId == who.Household
                    || (row.HouseholdId == who.Listed.Household && row.Member == who.Listed.Member)))
                .Leaving(row => row.AnswerIndex));
    }

    private static IQueryable<Submissions.IncomeRecordRow> ReportedOf(
        IQueryable<Submissions.IncomeRecordRow> records, byte[] person) =>
        records.Where(row => row.PersonIndex == person);
}
