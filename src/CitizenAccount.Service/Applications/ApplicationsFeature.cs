namespace CitizenAccount.Service.Applications;

/// <summary>The room of households and what is known about them. Its calls are not built yet; its facts are.</summary>
internal static class ApplicationsFeature
{
    public static IServiceCollection AddApplications(this IServiceCollection services)
    {
        services.AddSingleton<HouseholdsStore>();
        services.AddSingleton<ApplicationsApi>();
        return services;
    }
}
