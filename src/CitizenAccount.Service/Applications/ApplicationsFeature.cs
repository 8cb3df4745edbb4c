using CitizenAccount.Service.Applications.Documents;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Applications;

/// <summary>The room of households and what is known about them: facts and documents.</summary>
internal static class ApplicationsFeature
{
    public static IServiceCollection AddApplications(this IServiceCollection services)
    {
        services.AddSingleton<HouseholdsStore>();
        services.AddSingleton<ApplicationsApi>();
        services.AddSingleton<ApplicationsRpc>();
        services.AddSingleton<FindRevision>(
            provider => provider.GetRequiredService<HouseholdsStore>().FindRevisionAsync);
        services.AddSingleton<FindCase>(provider => async (household, stop) =>
            await provider.GetRequiredService<HouseholdsStore>().FindRevisionAsync(household, stop) is null
                ? null
                : new DocumentCase());
        services.AddSingleton<DocumentNoted>(_ => RaiseRevisionAsync);
        return services;
    }

    public static void MapApplications(this IEndpointRouteBuilder routes) => routes.MapGrpcService<ApplicationsRpc>();

    private static async Task<long> RaiseRevisionAsync(ServiceDb db, DocumentNote note, CancellationToken stop)
    {
        var rows = db.Households.Where(row => row.Id == note.Household);
        await rows.ExecuteUpdateAsync(row => row.SetProperty(row => row.Revision, row => row.Revision + 1), stop);
        return await rows.Select(row => row.Revision).SingleAsync(stop);
    }
}
