using CitizenAccount.Service.Platform.Holdings;

namespace CitizenAccount.Service.Accounts;

/// <summary>What this room holds on a person.</summary>
internal static class AccountHoldings
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<Holding>(provider =>
        {
            var seals = provider.GetRequiredService<AccountSeals>();
            return Holding.Of((db, who) => db.Accounts.Where(row => row.Id == who.Account))
                .Opening(row => row.PersonSealed, seals.PersonOf)
                .Opening(row => row.ContactSealed, seals.ContactOf)
                .Opening(row => row.ClosingCauseSealed, seals.CauseOf)
                .Leaving(row => row.PasswordHash).Leaving(row => row.NationalIdIndex).Leaving(row => row.MobileIndex);
        });
        services.AddSingleton<Holding>(Holding.Of(
            (db, who) => db.Sessions.Where(row => row.AccountId == who.Account)));
    }
}
