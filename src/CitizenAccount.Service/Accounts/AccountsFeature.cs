namespace CitizenAccount.Service.Accounts;

/// <summary>The room of registration, sign-in, sessions, contact data, and who looked at a person's data.</summary>
internal static class AccountsFeature
{
    public static IServiceCollection AddAccounts(this IServiceCollection services, AccountsOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<AccountSeals>();
        services.AddSingleton<AccountsStore>();
        services.AddSingleton<AccountsApi>();
        services.AddSingleton<AccountWire>();
        services.AddSingleton<AccountTokens>();
        services.AddSingleton<AccessRecordList>();
        services.AddSingleton<Codes>();
        services.AddSingleton<OwnPasswords>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<PresentPassword>();
        services.AddSingleton<Registrations>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<TemporaryPasswords>();
        services.AddSingleton<Throttle>();
        services.AddSingleton<Guesses>();

        // Until the rooms of payments are there, nothing stands in the way of closing an account.
        services.AddSingleton<ClosureBlock>((_, _) => Task.FromResult<string?>(null));
        services.AddSingleton<AccountsCleaning>();
        services.AddHostedService(provider => provider.GetRequiredService<AccountsCleaning>());
        services.AddSingleton<AccessRecordCalls>();
        services.AddSingleton<AccountCalls>();
        services.AddSingleton<ContactCalls>();
        services.AddSingleton<PasswordCalls>();
        services.AddSingleton<RecoveryCalls>();
        services.AddSingleton<RefreshCalls>();
        services.AddSingleton<RegistrationCalls>();
        services.AddSingleton<SessionCalls>();
        services.AddSingleton<SignInCalls>();
        AccountHoldings.Add(services);
        services.AddSingleton<AccountsRpc>();
        return services;
    }

    public static void MapAccounts(this IEndpointRouteBuilder routes) => routes.MapGrpcService<AccountsRpc>();
}
