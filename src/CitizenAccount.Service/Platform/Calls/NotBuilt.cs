using CitizenAccount.Contracts.Errors.V1;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>Answers calls of services that are not mapped. A call of the contract is refused with CALL_NOT_BUILT like
/// any other refusal; a call the contract does not know gets a bare UNIMPLEMENTED. Calls of mapped services do not come
/// here: the gate answers those.</summary>
internal static class NotBuilt
{
    /// <summary>Maps the answer behind every other endpoint.</summary>
    /// <exception cref="InvalidOperationException">The library still answers unknown calls itself, and would hide this.
    /// </exception>
    public static IEndpointConventionBuilder MapNotBuilt(this IEndpointRouteBuilder routes)
    {
        var options = routes.ServiceProvider.GetRequiredService<IOptions<GrpcServiceOptions>>().Value;
        if (options.IgnoreUnknownServices != true)
        {
            throw new InvalidOperationException("Set GrpcServiceOptions.IgnoreUnknownServices for calls not built.");
        }

        return routes.MapPost("/{service}/{method}", AnswerAsync)
            .WithOrder(int.MaxValue)
            .WithDisplayName("gRPC - not built");
    }

    private static Task AnswerAsync(HttpContext http)
    {
        if (http.Request.ContentType?.StartsWith(TrailersOnly.ContentType, StringComparison.OrdinalIgnoreCase) != true)
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return Task.CompletedTask;
        }

        var path = http.Request.Path.Value ?? "";
        var policies = http.RequestServices.GetRequiredService<CallPolicies>();
        if (policies.Knows(path))
        {
            TrailersOnly.Write(
                http.Response, Refusal.Of(ErrorReason.CallNotBuilt).With("call", policies.Of(path).FullName));
        }
        else
        {
            TrailersOnly.Write(http.Response, StatusCode.Unimplemented, "The service has no such call.");
        }

        return Task.CompletedTask;
    }
}
