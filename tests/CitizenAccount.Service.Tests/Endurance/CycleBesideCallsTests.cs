using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit.Abstractions;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Tests.Endurance;

/// <summary>A month is decided by the same service that answers calls: those who ask meanwhile are answered, not turned
/// away. Households: CITIZENACCOUNT_BESIDE_HOUSEHOLDS; only the long run turns calls away and asserts how many, because
/// the small one shares its processors with other tests.</summary>
public sealed class CycleBesideCallsTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string HouseholdsVariable = "CITIZENACCOUNT_BESIDE_HOUSEHOLDS";
    private const int Callers = 4;

    private static readonly bool IsLong = EnduranceRun.IsLong(HouseholdsVariable);
    private static readonly int Households = EnduranceRun.Setting(HouseholdsVariable, 6_000);

    // The process goes by the real clock: the cut-off of this month has passed whenever it is.
    private static readonly YearMonth Month = YearMonth.Of(TimeProvider.System.GetUtcNow());

    private readonly ConcurrentQueue<double> _answered = new();
    private ServedFolder _folder = null!;
    private ServiceProcess _process = null!;
    private GrpcChannel _channel = null!;
    private int _turnedAway;

    public async Task InitializeAsync()
    {
        _folder = await ServedFolder.LoadedAsync(Month, Households);
        var wait = (IsLong ? new LimitOptions().QueueDelayMaxMilliseconds : 60_000).ToString(CultureInfo.InvariantCulture);
        _process = _folder.Serve(0, $"Limits:QueueDelayMaxMilliseconds={wait}");
        _channel = GrpcChannel.ForAddress(await _process.AddressAsync());
    }

    public async Task DisposeAsync()
    {
        _channel.Dispose();
        await _process.DisposeAsync();
        await _folder.DisposeAsync();
    }

    [Fact]
    public async Task While_a_month_is_decided_those_who_ask_are_answered()
    {
        using var decided = new CancellationTokenSource();
        var asking = Enumerable.Range(0, Callers).Select(_ => Task.Run(() => AskAsync(decided.Token))).ToArray();
        await SecondsAsync(IsLong ? 20 : 0);
        var (before, beforeAway) = (_answered.ToArray(), Interlocked.Exchange(ref _turnedAway, 0));
        _answered.Clear();
        var since = Stopwatch.StartNew();
        await StartAsync();
        while (await StateAsync() is not Service.Eligibility.CycleState.InReview)
        {
            Assert.True(since.Elapsed < TimeSpan.FromMinutes(5), $"The month is not decided. {_process.Errors}");
            await SecondsAsync(0.05);
        }

        var took = since.Elapsed.TotalSeconds;
        await decided.CancelAsync();
        await Task.WhenAll(asking);
        output.Say($"{Households} households decided in {took:F1} s beside {Callers} callers: {_answered.Count / took:F0}/s answered, "
            + $"p50 {EnduranceRun.Percentile(_answered, 0.5):F1} ms, p99 {EnduranceRun.Percentile(_answered, 0.99):F1} ms, {_turnedAway} turned "
            + $"away; before: {before.Length / 20.0:F0}/s, p50 {EnduranceRun.Percentile(before, 0.5):F1} ms, "
            + $"p99 {EnduranceRun.Percentile(before, 0.99):F1} ms, {beforeAway} turned away");
        Assert.NotEmpty(_answered);
        if (IsLong)
        {
            Assert.True(_turnedAway <= _answered.Count / 100, $"{_turnedAway} calls were turned away, {_answered.Count} answered.");
        }
    }

    private async Task AskAsync(CancellationToken until)
    {
        var client = new EligibilityService.EligibilityServiceClient(_channel);
        var credentials = Credentials(Role.CaseWorker);
        while (!until.IsCancellationRequested)
        {
            var since = Stopwatch.GetTimestamp();
            try
            {
                await client.GetPolicyAsync(new GetPolicyRequest(), Clients.By(credentials));
                _answered.Enqueue(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            }
            catch (RpcException failure) when (failure.StatusCode == StatusCode.ResourceExhausted)
            {
                Interlocked.Increment(ref _turnedAway);
                await SecondsAsync(0.05);
            }
        }
    }

    // Until it is let in, as a client of ours does.
    private async Task StartAsync()
    {
        var (client, start) = (new CycleService.CycleServiceClient(_channel), CycleDesk.StartOf(Month, confirm: true));
        await CycleDesk.UntilAsync(async () =>
        {
            try
            {
                await client.StartCycleAsync(start, Clients.By(Credentials(Role.Operator)));
                return true;
            }
            catch (RpcException failure) when (failure.StatusCode == StatusCode.ResourceExhausted)
            {
                return false;
            }
        });
    }

    private async Task<Service.Eligibility.CycleState?> StateAsync()
    {
        await using var db = await _folder.OpenAsync();
        return (Service.Eligibility.CycleState?)db.Cycles.Select(row => (int?)row.State).SingleOrDefault();
    }

    private Metadata Credentials(Role role) => new() { { "authorization", $"Bearer {_folder.Token(role)}" } };

    private static async Task SecondsAsync(double seconds)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(Math.Max(0.001, seconds)));
        await tick.WaitForNextTickAsync();
    }
}
