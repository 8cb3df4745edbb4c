using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Payments;
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
        services.AddSingleton(provider => PaymentTies.Of(
            provider.GetRequiredService<PaymentsApi>(), provider.GetRequiredService<PaymentCalendar>()));
        services.AddSingleton<ObjectionSeals>();
        services.AddSingleton<ObjectionsStore>();
        services.AddSingleton<ObjectionSteps>();
        services.AddSingleton<FilingRules>();
        services.AddSingleton<ObjectionFilings>();
        services.AddSingleton<ObjectionWire>();
        services.AddSingleton<ObjectionTokens>();
        services.AddSingleton<ObjectionPages>();
        services.AddSingleton<ObjectionWork>();
        services.AddSingleton<ObjectionChanges>();
        services.AddSingleton<ObjectionDeciding>();
        foreach (var queue in CaseQueue.OfObjections)
        {
            services.AddSingleton(queue);
        }

        services.AddSingleton<Workloads>();
        services.AddSingleton<ObjectionsApi>();
        services.AddSingleton<ObjectionSweep>();
        services.AddHostedService(provider => provider.GetRequiredService<ObjectionSweep>());
        ObjectionHoldings.Add(services);
        services.AddSingleton<ObjectionsRpc>();
        return services;
    }

    public static void MapObjections(this IEndpointRouteBuilder routes) => routes.MapGrpcService<ObjectionsRpc>();
}
