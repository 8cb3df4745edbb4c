using CitizenAccount.Rules.Policies;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Eligibility.Risk;
using CitizenAccount.Service.Platform.Hosting;
using Grpc.AspNetCore.Server.Model;

namespace CitizenAccount.Service.Eligibility;

/// <summary>The room of decisions, explanations, the calculator and the monthly cycle.</summary>
internal static class EligibilityFeature
{
    public static IServiceCollection AddEligibility(
        this IServiceCollection services, PolicyBook policies, LookupOptions lookup, CycleOptions cycles)
    {
        services.AddSingleton(policies);
        services.AddSingleton<EligibilityStore>();
        services.AddSingleton<PersonStandingsApi>();
        services.AddSingleton<EligibilityApi>();
        services.AddSingleton<Publications>();
        services.AddSingleton(lookup);
        services.AddSingleton<LookupDatabase>();
        services.AddSingleton<LookupMemory>();
        services.AddSingleton<HouseholdPresence>();
        services.AddSingleton<EligibilityLookup>();
        services.AddSingleton<EligibilityStream>();
        services.AddSingleton<DecisionReceipts>();
        services.AddSingleton<DecisionHistory>();
        services.AddSingleton<ExplanationApi>();
        services.AddSingleton<Standings>();
        services.AddSingleton<FindStanding>(provider => provider.GetRequiredService<Standings>().FindAsync);
        services.AddSingleton<DecisionWire>();
        services.AddSingleton<SourceWaits>();
        services.AddSingleton(cycles);
        services.AddSingleton<CycleStore>();
        services.AddSingleton<CycleSealing>();
        services.AddSingleton<CycleEvaluation>();
        services.AddSingleton<CycleRun>();
        services.AddSingleton<CycleReads>();
        services.AddSingleton<CycleWire>();
        services.AddSingleton<CycleStream>();
        services.AddSingleton<CycleSignal>();
        services.AddSingleton<CycleNotices>();
        services.AddSingleton<PolicySimulating>();
        services.AddSingleton<RiskStore>();
        services.AddSingleton<RiskSearch>();
        services.AddSingleton<RiskWork>();
        services.AddSingleton<CycleRpc>();
        services.AddSingleton<LateFacts>();

        // Looked up when it is told: applications are asked by the very room that it tells.
        services.AddSingleton<ExitsKnown>(provider => (db, household, day, reference, stop) =>
            provider.GetRequiredService<LateFacts>().AskAsync(db, household, day, reference, stop));
        services.AddSingleton<Redeciding>();
        services.AddHostedService<CycleWorker>();
        EligibilityHoldings.Add(services);
        services.AddSingleton<EligibilityRpc>();
        services.AddSingleton<LookupAnswers>();
        services.AddSingleton<LookupRpc>();
        services.AddSingleton<LookupShortcut>();
        services.AddSingleton<IServiceMethodProvider<LookupRpc>, LookupCalls>();
        return services;
    }

    /// <summary>The policies in force: those of a folder, or the published ones.</summary>
    /// <exception cref="StartRefused">The folder cannot be used.</exception>
    public static PolicyBook ReadPolicies(IConfiguration configuration)
    {
        var folder = configuration["Policies:Directory"];
        try
        {
            return string.IsNullOrEmpty(folder) ? PolicyBook.Published : PolicyBook.Load(PolicyFile.FromFolder(folder));
        }
        catch (PolicyFileException failure)
        {
            throw new StartRefused($"the policies cannot be used: {failure.Message}");
        }
    }

    public static void MapEligibility(this IEndpointRouteBuilder routes)
    {
        LookupCalls.Map(routes);
        routes.MapGrpcService<EligibilityRpc>();
        routes.MapGrpcService<CycleRpc>();
    }
}
