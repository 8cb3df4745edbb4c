namespace CitizenAccount.Service.Accounts.Nafath;

/// <summary>Puts sign-in by Nafath together.</summary>
internal static class NafathFeature
{
    private const int AnswerMaxBytes = 64 * 1_024;

    public static IServiceCollection AddNafath(this IServiceCollection services, NafathOptions options)
    {
        services.AddSingleton(options);
        services.AddHttpClient(NafathClient.Name, client => Prepare(client, options))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .RemoveAllLoggers();
        services.AddSingleton<NafathClient>();
        services.AddSingleton<NafathChecks>();
        services.AddSingleton<NafathStore>();
        services.AddSingleton<NafathCalls>();
        return services;
    }

    private static void Prepare(HttpClient client, NafathOptions options)
    {
        client.BaseAddress = new Uri($"{options.BaseUrl.TrimEnd('/')}/");
        client.Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds);
        client.MaxResponseContentBufferSize = AnswerMaxBytes;
        client.DefaultRequestHeaders.Add("APP-ID", options.AppId);
        client.DefaultRequestHeaders.Add("APP-KEY", options.AppKey);
    }
}
