namespace CitizenAccount.Service.Operations;

/// <summary>Registers what the commands of an operator work with.</summary>
internal static class OperationsFeature
{
    public static IServiceCollection AddOperations(this IServiceCollection services, RetentionOptions retention)
    {
        services.AddSingleton(retention);
        services.AddSingleton<RetentionPurge>();
        return services;
    }
}
