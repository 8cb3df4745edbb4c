namespace CitizenAccount.Service.Accounts;

/// <summary>The room of registration, sign-in, sessions, contact data, and who looked at a person's data.</summary>
internal static class AccountsFeature
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddSingleton<AccountSeals>();
        services.AddSingleton<AccountsApi>();
        return services;
    }
}
