using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Service.Platform.Calls;
using Grpc.Core;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Proposed policies tried on the population of a month. Puts nothing in force.</summary>
internal sealed partial class CycleRpc
{
    public override async Task<SimulatePolicyResponse> SimulatePolicy(
        SimulatePolicyRequest request, ServerCallContext context)
    {
        var parsed = SimulationRequest.Parse(request);
        var write = WriteRequest.Of(context, request, Keep.Forever);
        return await writes.FindEarlierAsync<SimulatePolicyResponse>(write, context.CancellationToken)
            ?? await simulating.RunAsync(write, parsed, context.CancellationToken);
    }
}
