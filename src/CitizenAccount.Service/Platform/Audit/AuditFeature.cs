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
        return services;
    }
}
