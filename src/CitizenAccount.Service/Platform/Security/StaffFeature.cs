namespace CitizenAccount.Service.Platform.Security;

/// <summary>Puts tokens of staff and partners among the kinds that are accepted, where an issuer is configured.
/// </summary>
internal static class StaffFeature
{
    private const int AnswerMaxBytes = 256 * 1_024;

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddStaffTokens(
        this IServiceCollection services, StaffOptions options, bool development)
    {
        options.Check(development);
        if (!options.IsConfigured)
        {
            return services;
        }

        services.AddSingleton(options);
        services.AddHttpClient(StaffTokens.Name, client =>
            {
                client.Timeout = AnswerWithin;
                client.MaxResponseContentBufferSize = AnswerMaxBytes;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .RemoveAllLoggers();
        services.AddSingleton<StaffTokens>();
        services.AddSingleton(provider => provider.GetRequiredService<StaffTokens>().Kind);
        return services;
    }
}
