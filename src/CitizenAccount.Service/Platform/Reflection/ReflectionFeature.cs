namespace CitizenAccount.Service.Platform.Reflection;

/// <summary>Reflection over the contract, for tools that discover services. It needs no registration.</summary>
internal static class ReflectionFeature
{
    public static IEndpointRouteBuilder MapReflection(this IEndpointRouteBuilder routes)
    {
        routes.MapGrpcService<ReflectionRpc>();
        return routes;
    }
}
