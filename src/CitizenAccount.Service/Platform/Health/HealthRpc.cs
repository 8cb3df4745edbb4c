using CitizenAccount.Contracts.Grpc.Health.V1;
using CitizenAccount.Service.Platform.Calls;
using Grpc.Core;
using Contract = CitizenAccount.Contracts.Grpc.Health.V1.Health;
using ServingStatus = CitizenAccount.Contracts.Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace CitizenAccount.Service.Platform.Health;

/// <summary>The standard health contract: for the whole server, which is the empty name, and for each service it has
/// mapped. All are ready together.</summary>
internal sealed class HealthRpc(Readiness readiness, EndpointDataSource endpoints) : Contract.HealthBase
{
    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) =>
        Knows(request.Service)
            ? Task.FromResult(Answer(StatusOf(readiness.Phase)))
            : throw new RpcException(new Status(StatusCode.NotFound, "The server has no such service."));

    public override async Task Watch(
        HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        var known = Knows(request.Service);
        var told = ServingStatus.Unknown;
        var phase = readiness.Phase;
        while (true)
        {
            var status = known ? StatusOf(phase) : ServingStatus.ServiceUnknown;
            if (status != told)
            {
                await responseStream.WriteAsync(Answer(status), context.CancellationToken);
                told = status;
            }

            // Not before: a client that is ended while the server drains would come back at once, again and again.
            if (phase == ReadinessPhase.Drained)
            {
                return;
            }

            phase = await readiness.WaitForChangeAsync(phase, context.CancellationToken);
        }
    }

    public override Task<HealthListResponse> List(HealthListRequest request, ServerCallContext context)
    {
        var response = new HealthListResponse { Statuses = { [""] = Answer(StatusOf(readiness.Phase)) } };
        foreach (var service in MappedServices.NamesIn(endpoints))
        {
            response.Statuses[service] = response.Statuses[""];
        }

        return Task.FromResult(response);
    }

    private static ServingStatus StatusOf(ReadinessPhase phase) =>
        phase == ReadinessPhase.Serving ? ServingStatus.Serving : ServingStatus.NotServing;

    private static HealthCheckResponse Answer(ServingStatus status) => new() { Status = status };

    private bool Knows(string service) =>
        service.Length == 0 || MappedServices.NamesIn(endpoints).Contains(service, StringComparer.Ordinal);
}
