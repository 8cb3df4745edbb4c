using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Contracts.Voice.V1;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Voice;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit.Abstractions;

namespace CitizenAccount.Service.Tests.Endurance;

/// <summary>A service in a process of its own under a steady load: what a minute costs at the end is what it cost at the
/// start. Minutes: CITIZENACCOUNT_SOAK_MINUTES, without it a few seconds that only show that the run works; share of the
/// capacity in percent: CITIZENACCOUNT_SOAK_LOAD, 60 without it.</summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    private const string MinutesVariable = "CITIZENACCOUNT_SOAK_MINUTES";
    private const int Households = 300;
    private const int AtOnce = 8;

    // How much worse the last third may be than the first, by the medians of their minutes.
    private const double LatencyFactor = 1.5;
    private const double LatencyMargin = 5;
    private const double MemoryFactor = 1.2;
    private const double MemoryMargin = 32;
    private const double HandlesMargin = 30;

    private static readonly bool IsLong = EnduranceRun.IsLong(MinutesVariable);
    private static readonly int Minutes = EnduranceRun.Setting(MinutesVariable, 3);
    private static readonly TimeSpan Minute = IsLong ? TimeSpan.FromMinutes(1) : TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Calibration = IsLong ? TimeSpan.FromSeconds(15) : TimeSpan.FromSeconds(2);
    private static readonly double Share = EnduranceRun.Setting("CITIZENACCOUNT_SOAK_LOAD", 60) / 100.0;

    private readonly ConcurrentDictionary<string, int> _failures = new();

    [Fact]
    public async Task Latency_memory_and_handles_of_a_service_under_steady_load_stay_as_they_are()
    {
        await using var folder = await ServedFolder.MakeAsync(Households);
        await using var service = folder.Serve();
        using var channel = GrpcChannel.ForAddress(await service.AddressAsync());
        var mix = new Mix(folder, channel);
        await CapacityAsync(mix);
        var capacity = await CapacityAsync(mix);
        var rate = capacity * Share;
        output.Say($"{capacity:F0} calls/s at capacity ({AtOnce} at once); {rate:F0}/s for {Minutes} x {Minute.TotalSeconds:F0} s, {Households} households");
        output.Say("minute | calls | p50 ms | p95 ms | p99 ms | RSS MiB | handles | threads | most open");
        var minutes = new List<Measured>();
        for (var at = 1; at <= Minutes; at++)
        {
            minutes.Add(await MinuteAsync(service, mix, rate));
            output.Say($"{at,6} | {minutes[^1]}");
        }

        Assert.True(_failures.IsEmpty, string.Join(", ", _failures.Select(one => $"{one.Key}: {one.Value}")) + service.Errors);
        Assert.All(minutes, minute => Assert.True(minute.Calls > 0));
        if (IsLong)
        {
            AssertFlat(minutes);
        }

        await service.TerminateAsync();
        Assert.Equal(0, await service.EndAsync());
    }

    private void AssertFlat(List<Measured> minutes)
    {
        var third = Math.Max(1, minutes.Count / 3);
        Flat("p95 ms", minutes, third, minute => minute.P95, LatencyFactor, LatencyMargin);
        Flat("RSS MiB", minutes, third, minute => minute.Memory, MemoryFactor, MemoryMargin);
        Flat("handles", minutes, third, minute => minute.Handles, 1, HandlesMargin);
    }

    private void Flat(string what, List<Measured> minutes, int third, Func<Measured, double> of, double factor, double margin)
    {
        var first = EnduranceRun.Percentile(minutes.Take(third).Select(of), 0.5);
        var last = EnduranceRun.Percentile(minutes.TakeLast(third).Select(of), 0.5);
        output.Say($"{what}: first third {first:F1}, last third {last:F1}, allowed {(first * factor) + margin:F1}");
        Assert.True(last <= (first * factor) + margin, $"{what} went from {first:F1} to {last:F1}.");
    }

    // As many callers as are at once, each with its next call as soon as it has an answer.
    private async Task<double> CapacityAsync(Mix mix)
    {
        var (since, calls) = (Stopwatch.StartNew(), 0);
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
        {
            while (since.Elapsed < Calibration)
            {
                await OneAsync(mix, []);
                Interlocked.Increment(ref calls);
            }
        })));
        return calls / since.Elapsed.TotalSeconds;
    }

    // Calls begin by the clock, whether or not earlier ones are answered.
    private async Task<Measured> MinuteAsync(ServiceProcess service, Mix mix, double rate)
    {
        mix.Renew();
        var (since, begun, open, most) = (Stopwatch.StartNew(), 0, new List<Task>(), 0);
        var times = new ConcurrentQueue<double>();
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (since.Elapsed < Minute)
        {
            for (; begun < rate * since.Elapsed.TotalSeconds; begun++)
            {
                open.Add(OneAsync(mix, times));
            }

            open.RemoveAll(task => task.IsCompleted);
            most = Math.Max(most, open.Count);
            await ticks.WaitForNextTickAsync();
        }

        await Task.WhenAll(open);
        var status = await File.ReadAllLinesAsync($"/proc/{service.Id}/status");
        return new Measured(
            times.Count, EnduranceRun.Percentile(times, 0.5), EnduranceRun.Percentile(times, 0.95), EnduranceRun.Percentile(times, 0.99),
            Number(status, "VmRSS:") / 1_024.0, Directory.GetFiles($"/proc/{service.Id}/fd").Length, (int)Number(status, "Threads:"), most);
    }

    private async Task OneAsync(Mix mix, ConcurrentQueue<double> times)
    {
        var since = Stopwatch.GetTimestamp();
        try
        {
            await mix.CallAsync();
            times.Enqueue(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        }
        catch (RpcException failure)
        {
            _failures.AddOrUpdate($"{failure.StatusCode} {failure.Status.Detail}", 1, (_, count) => count + 1);
        }
    }

    private static long Number(string[] status, string key) => long.Parse(
        status.Single(line => line.StartsWith(key, StringComparison.Ordinal))[key.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture);

    private sealed record Measured(int Calls, double P50, double P95, double P99, double Memory, int Handles, int Threads, int MostOpen)
    {
        public override string ToString() =>
            $"{Calls} | {P50:F1} | {P95:F1} | {P99:F1} | {Memory:F0} | {Handles} | {Threads} | {MostOpen}";
    }

    // What people do on an ordinary day: mostly reads, one call in twenty writes.
    private sealed class Mix(ServedFolder folder, GrpcChannel channel)
    {
        private readonly EligibilityService.EligibilityServiceClient _eligibility = new(channel);
        private readonly PaymentService.PaymentServiceClient _payments = new(channel);
        private readonly VoiceService.VoiceServiceClient _voice = new(channel);
        private Metadata[] _people = People(folder);
        private int _calls;

        /// <summary>Fresh tokens: a soak outlives them.</summary>
        public void Renew() => _people = People(folder);

        public async Task CallAsync()
        {
            var number = Interlocked.Increment(ref _calls) & int.MaxValue;
            var at = number % Households;
            var (household, by) = (RunningService.HouseholdAt(at), Clients.By(_people[at]));
            switch (number % 20)
            {
                case 0:
                    await _voice.OpenTicketAsync(TicketStoryTests.Opening(), Clients.By());
                    break;
                case 1 or 2:
                    await _eligibility.ExplainDecisionAsync(new() { Name = $"{household.Name}/decisions/2026-12" }, by);
                    break;
                case 3 or 4 or 5:
                    await _payments.ListPaymentsAsync(new() { Parent = household.Name, PageSize = 10 }, by);
                    break;
                case 6 or 7 or 8:
                    await _eligibility.ListDecisionsAsync(new() { Parent = household.Name, PageSize = 10 }, by);
                    break;
                case 9:
                    await _eligibility.EstimateSupportAsync(WorkingCalls.SoundEstimate, Clients.By());
                    break;
                default:
                    await _eligibility.GetEligibilityAsync(new() { Household = household.Name }, by);
                    break;
            }
        }

        private static Metadata[] People(ServedFolder folder) =>
        [
            .. Enumerable.Range(0, Households).Select(RunningService.HouseholdAt).Select(household => new Metadata
            {
                { "authorization", $"Bearer {folder.Token(Role.Citizen, household)}" },
            }),
        ];
    }
}
