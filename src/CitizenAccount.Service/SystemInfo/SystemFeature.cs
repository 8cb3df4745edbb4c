namespace CitizenAccount.Service.SystemInfo;

/// <summary>The room that says what the service is and how people reach the programme.</summary>
internal static class SystemFeature
{
    public static IServiceCollection AddSystemInfo(this IServiceCollection services)
    {
        services.AddSingleton<ServiceIdentity>();
        services.AddSingleton(ContactChannels.Published);
        services.AddSingleton<ChannelPages>();
        return services;
    }

    /// <exception cref="Platform.Hosting.StartRefused">The environment's name is none of ours.</exception>
    public static IEndpointRouteBuilder MapSystemInfo(this IEndpointRouteBuilder routes)
    {
        // Read now, so that what cannot be told stops the start and not the first call.
        routes.ServiceProvider.GetRequiredService<ServiceIdentity>();
        routes.MapGrpcService<SystemRpc>();
        return routes;
    }
}
