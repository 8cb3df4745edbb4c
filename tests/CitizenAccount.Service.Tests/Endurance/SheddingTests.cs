using System.Collections.Concurrent;
using System.Diagnostics;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using Xunit.Abstractions;

namespace CitizenAccount.Service.Tests.Endurance;

/// <summary>At twice of what the service can do, what it takes on is answered about as fast as before, and the rest is
/// told at once to come again. Seconds of each half: CITIZENACCOUNT_SHED_SECONDS, two without it; only a run with it
/// asserts times.</summary>
public sealed class SheddingTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string SecondsVariable = "CITIZENACCOUNT_SHED_SECONDS";
    private const int RatioMax = 3;

    // On a busy machine a client hardly gets eight calls under way at once; two it does, and one of them is too many.
    private static readonly int Places = EnduranceRun.IsLong(SecondsVariable) ? 8 : 1;

    private static readonly int Seconds = EnduranceRun.Setting(SecondsVariable, 2);

    private RunningService _service = null!;
    private Metadata _citizen = null!;

    public async Task InitializeAsync()
    {
        _service = await RunningService.StartDecidedAsync(20, DecidedService.Seed, new Dictionary<string, string?>
        {
            ["Limits:CallsBurst"] = "1000000",
            ["Limits:CallsPerSecond"] = "1000000",
            ["Limits:ConcurrentCallsMax"] = $"{Places}",
            ["Limits:QueueDelayMaxMilliseconds"] = EnduranceRun.IsLong(SecondsVariable) ? "100" : "60000",
        });
        _citizen = _service.AsCitizen(RunningService.HouseholdAt(1));
        for (var call = 0; call < 200; call++)
        {
            await CallAsync();
        }
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        Assert.Empty(_service.Log.Errors);
    }

    [Fact]
    public async Task At_twice_the_capacity_accepted_calls_go_on_and_the_rest_is_refused_at_once()
    {
        var full = await AtCapacityAsync();
        var rate = full.Count / (double)Seconds;
        var accepted = new ConcurrentQueue<double>();
        var refused = new ConcurrentQueue<(double Took, RpcException Failure)>();
        await OfferAsync(2 * rate, accepted, refused);

        var (p99, p99Double) = (EnduranceRun.Percentile(full, 0.99), EnduranceRun.Percentile(accepted, 0.99));
        var p99Refused = EnduranceRun.Percentile(refused.Select(one => one.Took), 0.99);
        output.Say($"capacity: {rate:F0} calls/s of {Places} at once, p99 {p99:F1} ms; offered {2 * rate:F0}/s for {Seconds} s: "
            + $"accepted {accepted.Count / (double)Seconds:F0}/s, p99 {p99Double:F1} ms (x {p99Double / p99:F2}); "
            + $"refused {refused.Count / (double)Seconds:F0}/s, median {EnduranceRun.Percentile(refused.Select(one => one.Took), 0.5):F1} ms, p99 {p99Refused:F1} ms");
        Assert.NotEmpty(accepted);
        Assert.NotEmpty(refused);
        foreach (var (_, failure) in refused)
        {
            var read = Refused.Read(failure);
            Assert.Equal((StatusCode.ResourceExhausted, "OVERLOADED"), (read.Code, read.Reason));
            Assert.True(read.Retry!.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
        }

        // What was shed has left nothing behind: as many places as before.
        Assert.Equal(0, _service.Services.GetRequiredService<Platform.Calls.CallLimits>().Serving);
        await CallAsync();
        if (EnduranceRun.IsLong(SecondsVariable))
        {
            Assert.True(p99Double <= RatioMax * p99, $"p99 went from {p99:F1} to {p99Double:F1} ms.");
            Assert.True(p99Refused <= RatioMax * p99, $"A refusal took {p99Refused:F1} ms.");
            Assert.True(accepted.Count >= full.Count / 2, "Shedding took the place of serving.");
        }
    }

    // As many callers as there are places, each with its next call as soon as it has an answer.
    private async Task<ConcurrentQueue<double>> AtCapacityAsync()
    {
        var times = new ConcurrentQueue<double>();
        var since = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Places).Select(_ => Task.Run(async () =>
        {
            while (since.Elapsed.TotalSeconds < Seconds)
            {
                times.Enqueue(await CallAsync());
            }
        })));
        return times;
    }

    // Calls begin by the clock, whether or not earlier ones are answered.
    private async Task OfferAsync(double rate, ConcurrentQueue<double> accepted, ConcurrentQueue<(double Took, RpcException Failure)> refused)
    {
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
        await _service.Eligibility().ExplainDecisionAsync(
            new ExplainDecisionRequest { Name = $"{RunningService.HouseholdAt(1).Name}/decisions/2026-12" }, Clients.By(_citizen));
        return Stopwatch.GetElapsedTime(since).TotalMilliseconds;
    }
}
