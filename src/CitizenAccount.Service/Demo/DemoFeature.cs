namespace CitizenAccount.Service.Demo;

/// <summary>What the demo needs beside the rooms it shows.</summary>
internal static class DemoFeature
{
    public static IServiceCollection AddDemo(this IServiceCollection services)
    {
        services.AddSingleton<PopulationLoading>();
        services.AddSingleton<DemoStore>();
        return services;
    }
}
