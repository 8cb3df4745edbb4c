using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Partners.Submissions;
using CitizenAccount.Service.Partners.Verifications;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Security;

namespace CitizenAccount.Service.Partners;

/// <summary>The room of partner systems: what they may ask of persons, and the proof of what was answered.</summary>
internal static class PartnersFeature
{
    public static IServiceCollection AddPartners(
        this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var options = OptionsReader.Read<PartnersOptions>(configuration, PartnersOptions.Section);
        services.AddSingleton(options);
        services.AddSingleton(new PartnerAgreements(options, mustProve: !environment.IsDevelopment()));
        services.AddSingleton<ProvesPartner>(provider => (subject, certificate) => provider
            .GetRequiredService<PartnerAgreements>()
            .Proves(subject, certificate, provider.GetRequiredService<TimeProvider>().GetUtcNow()));
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
        services.AddSingleton<QuestionStore>();
        services.AddSingleton<VerificationAnswering>();
        services.AddSingleton<VerificationServing>();
        services.AddHostedService<VerificationAsking>();
        services.AddSingleton<FindWaits>(provider => provider.GetRequiredService<QuestionStore>().FindWaitsAsync);
        PartnerHoldings.Add(services);
        services.AddSingleton<PartnersRpc>();
        return services;
    }

    public static void MapPartners(this IEndpointRouteBuilder routes) => routes.MapGrpcService<PartnersRpc>();
}
