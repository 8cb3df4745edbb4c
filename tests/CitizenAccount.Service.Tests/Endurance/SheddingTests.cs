using System.Collections.Concurrent;
using System.Diagnostics;
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
        var answers = new Answers();
        await Task.WhenAll(Enumerable.Range(0, IsLong ? 3_000 : 20).Select(_ => OneAsync(answers)));
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task At_twice_the_capacity_accepted_calls_go_on_and_the_rest_is_refused_at_once()
    {
        var full = await AtCapacityAsync(Seconds);
        var rate = full.Accepted.Count / (double)Seconds;
        var once = await OfferAsync(rate);
        var twice = await OfferAsync(2 * rate);
        var (p99, p99Once) = (EnduranceRun.Percentile(full.Accepted, 0.99), EnduranceRun.Percentile(once.Accepted, 0.99));
        var (p99Double, p99Refused) = (EnduranceRun.Percentile(twice.Accepted, 0.99), EnduranceRun.Percentile(twice.Refused, 0.99));
        output.Say($"capacity: {rate:F0} calls/s, p99 {p99:F1} ms of {Callers} callers that wait for each other ({full.Refused.Count} refused) and {p99Once:F1} ms "
            + $"of calls that come by the clock; offered {2 * rate:F0}/s for {Seconds} s: accepted {twice.Accepted.Count / (double)Seconds:F0}/s, "
            + $"p99 {p99Double:F1} ms (x {p99Double / p99:F2} and x {p99Double / p99Once:F2}); refused {twice.Refused.Count / (double)Seconds:F0}/s, "
            + $"median {EnduranceRun.Percentile(twice.Refused, 0.5):F1} ms, p99 {p99Refused:F1} ms; "
            + $"the client's clock stood still for {once.LongestPause:F0} and {twice.LongestPause:F0} ms at the longest");
        Assert.NotEmpty(twice.Accepted);
        Assert.NotEmpty(twice.Refused);
        Assert.All([full, once, twice], answers => Assert.Empty(answers.Wrong));

        // What was shed has left nothing behind: as many places as before.
        _service.AssertIdle();
        await _service.ExplainAsync();
        if (IsLong)
        {
            Assert.True(p99Double <= RatioMax * p99, $"p99 went from {p99:F1} to {p99Double:F1} ms.");
            Assert.True(p99Refused <= RatioMax * p99, $"A refusal took {p99Refused:F1} ms.");
            Assert.True(twice.Accepted.Count >= full.Accepted.Count / 2, "Shedding took the place of serving.");
        }
    }

    // As many callers as there are places, each with its next call as soon as it has an answer.
    private async Task<Answers> AtCapacityAsync(int seconds)
    {
        var (answers, since) = (new Answers(), Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (since.Elapsed.TotalSeconds < seconds)
            {
                await OneAsync(answers);
            }
        })));
        return answers;
    }

    // Calls begin by the clock, whether or not earlier ones are answered.
    private async Task<Answers> OfferAsync(double rate)
    {
        var (answers, since, begun) = (new Answers(), Stopwatch.StartNew(), new List<Task>());
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        for (var last = TimeSpan.Zero; since.Elapsed.TotalSeconds < Seconds; last = since.Elapsed)
        {
            while (begun.Count < rate * since.Elapsed.TotalSeconds)
            {
                begun.Add(OneAsync(answers));
            }

            await ticks.WaitForNextTickAsync();
            answers.LongestPause = Math.Max(answers.LongestPause, (since.Elapsed - last).TotalMilliseconds);
        }

        await Task.WhenAll(begun);
        return answers;
    }

    private async Task OneAsync(Answers answers)
    {
        var since = Stopwatch.GetTimestamp();
        try
        {
            await _service.ExplainAsync();
            answers.Accepted.Enqueue(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        }
        catch (RpcException failure)
        {
            answers.Refused.Enqueue(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            answers.Check(failure);
        }
    }

    // Times in milliseconds. Refusals are looked at as they come and not kept: a heap full of them stops the client for
    // as long as an answer takes.
    private sealed class Answers
    {
        public ConcurrentQueue<double> Accepted { get; } = [];

        public ConcurrentQueue<double> Refused { get; } = [];

        public ConcurrentQueue<string> Wrong { get; } = [];

        public double LongestPause { get; set; }

        public void Check(RpcException failure)
        {
            var read = Hosting.Refused.Read(failure);
            if ((read.Code, read.Reason) != (StatusCode.ResourceExhausted, "OVERLOADED") || !(read.Retry?.RetryDelay.ToTimeSpan() > TimeSpan.Zero))
            {
                Wrong.Enqueue($"{read.Code} {read.Reason}, again in {read.Retry?.RetryDelay}");
            }
        }
    }
}
