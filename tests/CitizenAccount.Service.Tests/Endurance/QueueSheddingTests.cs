using System.Collections.Concurrent;
using CitizenAccount.Contracts.Grpc.Health.V1;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Endurance;

/// <summary>Calls that hold a thread from end to end never fill the places; it is their waiting for a thread that is
/// seen.</summary>
public sealed class QueueSheddingTests
{
    [Fact]
    public async Task Calls_are_turned_away_while_work_waits_for_threads_and_questions_after_health_are_not()
    {
        await using var service = await ShedService.StartAsync(ownProcess: true, places: 5_000, delay: 1);
        var refused = new ConcurrentQueue<RpcException>();

        // A client on a busy machine may be too slow to be too much at once, and a service that is cold too slow for any.
        await CycleDesk.UntilAsync(async () =>
        {
            var calls = Enumerable.Range(0, 2_000).Select(_ => TryAsync(service, refused)).ToArray();
            var health = Enumerable.Range(0, 20).Select(_ => service.HealthAsync()).ToArray();
            Assert.All(await Task.WhenAll(health), answer => Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, answer.Status));
            var served = await Task.WhenAll(calls);
            return served.Contains(true) && served.Contains(false);
        });
        Assert.All(refused, failure =>
        {
            var read = Refused.Read(failure);
            Assert.Equal((StatusCode.ResourceExhausted, "OVERLOADED"), (read.Code, read.Reason));
            Assert.True(read.Retry!.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
        });

        // When nothing waits any more, everybody is served again.
        await CycleDesk.UntilAsync(() => TryAsync(service, []));
    }

    private static async Task<bool> TryAsync(ShedService service, ConcurrentQueue<RpcException> refused)
    {
        try
        {
            await service.ExplainAsync();
            return true;
        }
        catch (RpcException failure) when (failure.StatusCode == StatusCode.ResourceExhausted)
        {
            refused.Enqueue(failure);
            return false;
        }
    }
}
