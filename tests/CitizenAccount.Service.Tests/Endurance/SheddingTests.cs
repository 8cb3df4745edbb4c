using System.Collections.Concurrent;
using System.Diagnostics;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using Xunit.Abstractions;

namespace CitizenAccount.Service.Tests.Endurance;

/// <summary>At twice of what the service can do, what it takes on is answered about as fast as before, and the rest is
/// told at once to come again. Seconds of each half: CITIZENACCOUNT_SHED_SECONDS, two without it. Only the long run
/// asserts times, on a service that is a process of its own.</summary>
public sealed class SheddingTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string SecondsVariable = "CITIZENACCOUNT_SHED_SECONDS";
    private const int RatioMax = 3;

    // Until the runtime has made its best of the code: what it can do then is its capacity.
    private const int WarmUpSeconds = 20;

    private static readonly bool IsLong = EnduranceRun.IsLong(SecondsVariable);
    private static readonly int Seconds = EnduranceRun.Setting(SecondsVariable, 2);

    // In the short run the service has one place: on a busy machine a client hardly gets more than two calls under way
    // at once. The long one has as many callers as keep it busy.
    private static readonly int Callers = IsLong ? 16 : 1;

    private ShedService _service = null!;

    public async Task InitializeAsync()
    {
        _service = await ShedService.StartAsync(ownProcess: IsLong, places: IsLong ? 5_000 : Callers);
        await AtCapacityAsync(IsLong ? WarmUpSeconds : 1);

        // Many at once, so that connections stand and refusing has been done before it is measured.
        var (accepted, refused) = (new ConcurrentQueue<double>(), new ConcurrentQueue<(double, RpcException)>());
        await Task.WhenAll(Enumerable.Range(0, IsLong ? 3_000 : 20).Select(_ => OneAsync(accepted, refused)));
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task At_twice_the_capacity_accepted_calls_go_on_and_the_rest_is_refused_at_once()
    {
        var (full, early) = await AtCapacityAsync(Seconds);
        var rate = full.Count / (double)Seconds;
        var (once, _) = await OfferAsync(rate);
        var (accepted, refused) = await OfferAsync(2 * rate);
        var (p99, p99Once) = (EnduranceRun.Percentile(full, 0.99), EnduranceRun.Percentile(once, 0.99));
        var p99Double = EnduranceRun.Percentile(accepted, 0.99);
        var p99Refused = EnduranceRun.Percentile(refused.Select(one => one.Took), 0.99);
        output.Say($"capacity: {rate:F0} calls/s, p99 {p99:F1} ms of {Callers} callers that wait for each other ({early} refused) and {p99Once:F1} ms "
            + $"of calls that come by the clock; offered {2 * rate:F0}/s for {Seconds} s: accepted {accepted.Count / (double)Seconds:F0}/s, "
            + $"p99 {p99Double:F1} ms (x {p99Double / p99:F2} and x {p99Double / p99Once:F2}); refused {refused.Count / (double)Seconds:F0}/s, "
            + $"median {EnduranceRun.Percentile(refused.Select(one => one.Took), 0.5):F1} ms, p99 {p99Refused:F1} ms");
        Assert.NotEmpty(accepted);
        Assert.NotEmpty(refused);
        foreach (var (_, failure) in refused)
        {
            var read = Refused.Read(failure);
            Assert.Equal((StatusCode.ResourceExhausted, "OVERLOADED"), (read.Code, read.Reason));
            Assert.True(read.Retry!.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
        }

        // What was shed has left nothing behind: as many places as before.
        _service.AssertIdle();
        await CallAsync();
        if (IsLong)
        {
            Assert.True(p99Double <= RatioMax * p99, $"p99 went from {p99:F1} to {p99Double:F1} ms.");
            Assert.True(p99Refused <= RatioMax * p99, $"A refusal took {p99Refused:F1} ms.");
            Assert.True(accepted.Count >= full.Count / 2, "Shedding took the place of serving.");
        }
    }

    // As many callers as there are places, each with its next call as soon as it has an answer.
    private async Task<(ConcurrentQueue<double> Times, int Refused)> AtCapacityAsync(int seconds)
    {
        var (times, refused) = (new ConcurrentQueue<double>(), new ConcurrentQueue<(double Took, RpcException Failure)>());
        var since = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (since.Elapsed.TotalSeconds < seconds)
            {
                await OneAsync(times, refused);
            }
        })));
        return (times, refused.Count);
    }

    // Calls begin by the clock, whether or not earlier ones are answered.
    private async Task<(ConcurrentQueue<double> Accepted, ConcurrentQueue<(double Took, RpcException Failure)> Refused)> OfferAsync(double rate)
    {
        var (accepted, refused) = (new ConcurrentQueue<double>(), new ConcurrentQueue<(double Took, RpcException Failure)>());
        var (since, begun) = (Stopwatch.StartNew(), new List<Task>());
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (since.Elapsed.TotalSeconds < Seconds)
        {
            while (begun.Count < rate * since.Elapsed.TotalSeconds)
            {
                begun.Add(OneAsync(accepted, refused));
            }

            await ticks.WaitForNextTickAsync();
        }

        await Task.WhenAll(begun);
        return (accepted, refused);
    }

    private async Task OneAsync(ConcurrentQueue<double> accepted, ConcurrentQueue<(double Took, RpcException Failure)> refused)
    {
        var since = Stopwatch.GetTimestamp();
        try
        {
            accepted.Enqueue(await CallAsync());
        }
        catch (RpcException failure)
        {
            refused.Enqueue((Stopwatch.GetElapsedTime(since).TotalMilliseconds, failure));
        }
    }

    private async Task<double> CallAsync()
    {
        var since = Stopwatch.GetTimestamp();
        await _service.ExplainAsync();
        return Stopwatch.GetElapsedTime(since).TotalMilliseconds;
    }
}
