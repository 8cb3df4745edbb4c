namespace CitizenAccount.Service.Platform.Health;

/// <summary>Health, and the drain before a stop.</summary>
internal static class HealthFeature
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<Readiness>();
        services.AddHostedService<DrainGate>();
        return services;
    }

    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGrpcService<HealthRpc>();
        return routes;
    }
}
