using CitizenAccount.Service.Platform.Hosting;

namespace CitizenAccount.Service.Partners;

/// <summary>The room of partner systems: what they may ask of persons, and the proof of what was answered.</summary>
internal static class PartnersFeature
{
    public static IServiceCollection AddPartners(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(OptionsReader.Read<PartnersOptions>(configuration, PartnersOptions.Section));
        services.AddSingleton<PartnerAgreements>();
        services.AddSingleton<PartnerReceipts>();
        services.AddSingleton<PersonsAsked>();
        services.AddSingleton<IncomeComparison>();
        services.AddSingleton<PartnersRpc>();
        return services;
    }

    public static void MapPartners(this IEndpointRouteBuilder routes) => routes.MapGrpcService<PartnersRpc>();
}
