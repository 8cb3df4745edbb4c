using CitizenAccount.Service.Partners.Submissions;
using CitizenAccount.Service.Platform.Hosting;

namespace CitizenAccount.Service.Partners;

/// <summary>The room of partner systems: what they may ask of persons, and the proof of what was answered.</summary>
internal static class PartnersFeature
{
    public static IServiceCollection AddPartners(this IServiceCollection services, IConfiguration configuration)
    {
        var options = OptionsReader.Read<PartnersOptions>(configuration, PartnersOptions.Section);
        services.AddSingleton(options);
        services.AddSingleton(new PartnerAgreements(options));
        services.AddSingleton<PartnerReceipts>();
        services.AddSingleton<PersonsAsked>();
        services.AddSingleton<IncomeComparison>();
        services.AddSingleton<RecordChecking>();
        services.AddSingleton<SubmissionStore>();
        services.AddSingleton<SubmissionSignal>();
        services.AddSingleton<SubmissionReceiving>();
        services.AddSingleton<SubmissionChecking>();
        services.AddSingleton<SubmissionCalls>();
        services.AddHostedService<SubmissionWorker>();
        services.AddSingleton<PartnersRpc>();
        return services;
    }

    public static void MapPartners(this IEndpointRouteBuilder routes) => routes.MapGrpcService<PartnersRpc>();
}
