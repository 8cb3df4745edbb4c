using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Applications.Documents;
using CitizenAccount.Service.Platform.Hosting;

namespace CitizenAccount.Service.Applications;

/// <summary>The room of households, their applications, and what is known about them.</summary>
internal static class ApplicationsFeature
{
    public static IServiceCollection AddApplications(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(OptionsReader.Read<ApplicationOptions>(configuration, ApplicationOptions.Section));
        services.AddSingleton<ApplicationSeals>();
        services.AddSingleton<HouseholdsStore>();
        services.AddSingleton<ApplicationsStore>();
        services.AddSingleton<ApplicationsSaving>();
        services.AddSingleton<ApplicationTransactions>();
        services.AddSingleton<DocumentLinks>();
        services.AddSingleton<FindCase>(provider => provider.GetRequiredService<DocumentLinks>().FindCaseAsync);
        services.AddSingleton<FindRevision>(provider => provider.GetRequiredService<DocumentLinks>().FindRevisionAsync);
        services.AddSingleton<DocumentNoted>(provider => provider.GetRequiredService<DocumentLinks>().NotedAsync);
        services.AddSingleton<MissingThings>();
        services.AddSingleton<EventPages>();
        services.AddSingleton<ApplicationCalls>();
        services.AddSingleton<NoticeSweep>();
        services.AddHostedService<NoticeClock>();
        services.AddSingleton<PayeeReads>();
        services.AddSingleton<TieReads>();
        services.AddSingleton<ApplicationsApi>();
        services.AddSingleton<SourceWaitsApi>();
        services.AddSingleton<AccountClosed>(provider => (db, household, _, stop) =>
            provider.GetRequiredService<ApplicationsApi>().CloseAsync(db, household, stop));
        services.AddSingleton<FindListing>(_ => ApplicationsStore.FindListingAsync);
        ApplicationHoldings.Add(services);
        services.AddSingleton<ApplicationsRpc>();
        return services;
    }

    public static void MapApplications(this IEndpointRouteBuilder routes) => routes.MapGrpcService<ApplicationsRpc>();
}
