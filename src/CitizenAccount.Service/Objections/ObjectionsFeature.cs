using CitizenAccount.Service.Platform.Hosting;

namespace CitizenAccount.Service.Objections;

/// <summary>The room of objections (اعتراض) to decisions and payments, and of the clocks all cases run by.</summary>
internal static class ObjectionsFeature
{
    public static IServiceCollection AddObjections(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(OptionsReader.Read<CaseOptions>(configuration, CaseOptions.Section));
        services.AddSingleton(provider => CaseCalendar.Of(
            provider.GetRequiredService<CaseOptions>(), provider.GetRequiredService<TimeProvider>().GetUtcNow()));
        return services;
    }
}
