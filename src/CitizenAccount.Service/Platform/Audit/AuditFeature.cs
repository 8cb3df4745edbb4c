using CitizenAccount.Service.Platform.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Platform.Audit;

/// <summary>Registers the audit of changes.</summary>
internal static class AuditFeature
{
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddSingleton<AuditCapture>();
        services.AddSingleton<AuditReading>();
        services.AddSingleton<AuditChaining>();
        services.AddHostedService(provider => provider.GetRequiredService<AuditChaining>());
        services.AddSingleton(ServiceGauge.OfDatabase(
            "citizen_account_audit_waiting_seconds", "Age of the oldest change that is not in the audit's chain yet.",
            async (db, now, stop) => await db.AuditEntries.Where(row => row.Number == null)
                .OrderBy(row => row.Id).Select(row => (DateTime?)row.At).FirstOrDefaultAsync(stop) is { } oldest
                ? Math.Max(0, (now - oldest).TotalSeconds)
                : 0));
        return services;
    }
}
