using Grpc.AspNetCore.Server;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>The gRPC services this process has mapped.</summary>
internal static class MappedServices
{
    /// <summary>Their full names, such as <c>citizenaccount.system.v1.SystemService</c>, sorted.</summary>
    public static IReadOnlyList<string> NamesIn(EndpointDataSource endpoints) =>
    [
        .. endpoints.Endpoints
            .Select(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.ServiceName)
            .OfType<string>()
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];
}
