namespace CitizenAccount.Service.Accounts;

/// <summary>The room of registration, sign-in, sessions, contact data, and who looked at a person's data.</summary>
internal static class AccountsFeature
{
    public static IServiceCollection AddAccounts(this IServiceCollection services, AccountsOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<AccountSeals>();
        services.AddSingleton<AccountsApi>();
        services.AddSingleton<Sessions>();
        return services;
    }

    public static void MapAccounts(this IEndpointRouteBuilder routes) => routes.MapGrpcService<AccountsRpc>();
}
