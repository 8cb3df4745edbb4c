using System.Collections.Concurrent;
using System.Diagnostics;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Hosting;
using Google.Protobuf;
using Grpc.Core;
using Xunit.Abstractions;

namespace CitizenAccount.Service.Tests.Endurance;

/// <summary>Spoilt frames to every call, from callers whom the contract admits, through sockets, HTTP/2 and the whole
/// chain. Whatever is sent, the answer is a refusal of ours or an answer, soon, and nothing piles up. Requests:
/// CITIZENACCOUNT_FUZZ_REQUESTS, 3,000 without it; seed: CITIZENACCOUNT_FUZZ_SEED. The same seed sends the same.</summary>
public sealed class FuzzTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string RequestsVariable = "CITIZENACCOUNT_FUZZ_REQUESTS";
    private const int Beside = 8;

    // Who sends nothing more and keeps a stream has it ended by the deadline it asked for.
    private static readonly TimeSpan StreamDeadline = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    private static readonly int Requests = EnduranceRun.Setting(RequestsVariable, 3_000);
    private static readonly int Seed = EnduranceRun.Setting("CITIZENACCOUNT_FUZZ_SEED", 20_261_127);
    private static readonly long GrowthMax = 64 * 1_024 * 1_024;

    private readonly ConcurrentDictionary<string, int> _statuses = new();
    private readonly ConcurrentDictionary<string, int> _calls = new();
    private readonly ConcurrentQueue<(TimeSpan Took, string Call, int Number)> _slow = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private RunningService _service = null!;

    public async Task InitializeAsync() => _service = await RunningService.StartDecidedAsync(
        20, DecidedService.Seed,
        new Dictionary<string, string?> { ["Limits:CallsBurst"] = "1000000", ["Limits:CallsPerSecond"] = "1000000", ["Logging:LogLevel:Grpc"] = "None" });

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Whatever_bytes_a_caller_sends_no_call_fails_as_if_the_fault_were_ours()
    {
        using var wire = new RawWire(_service.App.Urls.First());
        var warm = Math.Min(1_000, Requests / 3);
        await ManyAsync(wire, 0, warm);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var since = Stopwatch.StartNew();
        await ManyAsync(wire, warm, Requests);
        var after = GC.GetTotalMemory(forceFullCollection: true);

        // What the library itself logs of a request that it cannot read is no error of ours.
        var ours = _service.Log.Errors.Where(error => error.Category.StartsWith("CitizenAccount.", StringComparison.Ordinal)).ToList();
        output.Say($"{Requests:N0} requests, seed {Seed}, {since.Elapsed.TotalSeconds:F0} s, {Beside} at once");
        output.Say(string.Join(", ", _statuses.OrderByDescending(one => one.Value).Select(one => $"{one.Key} {one.Value:N0}")));
        output.Say("slowest: " + string.Join(", ", _slow.OrderByDescending(one => one.Took).Take(5)
            .Select(one => $"{one.Took.TotalMilliseconds:F0} ms {one.Call} (number {one.Number})")));
        output.Say($"heap after {warm:N0}: {before / 1_048_576.0:F1} MiB, at the end: {after / 1_048_576.0:F1} MiB; "
            + $"working set {Environment.WorkingSet / 1_048_576.0:F0} MiB");
        Assert.True(_faults.IsEmpty, string.Join('\n', _faults.Take(20).Concat(ours.Take(3).Select(error => error.Text))));
        Assert.Empty(ours);
        Assert.True(after - before < GrowthMax, $"The heap grew by {after - before:N0} bytes.");
        Assert.Equal(WorkingCalls.All.Select(call => call.Name), _calls.Keys.Order(StringComparer.Ordinal));
        if (EnduranceRun.IsLong(RequestsVariable))
        {
            Assert.DoesNotContain(_slow, one => one.Took > Slow);
        }
    }

    private async Task ManyAsync(RawWire wire, int from, int until)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Beside };
        await Parallel.ForEachAsync(Enumerable.Range(from, until - from), options, async (number, _) => await OneAsync(wire, number));
    }

    private async Task OneAsync(RawWire wire, int number)
    {
        var random = new Random(Seed ^ (number * 7919));
        var call = WorkingCalls.All[number % WorkingCalls.All.Count];
        var household = RunningService.HouseholdAt(random.Next(20));
        var caller = random.Next(8) == 0 ? null : CallerOf(call, household, random);
        var frames = FramesOf(call, household, random);
        var streams = call.Descriptor.IsServerStreaming || call.Descriptor.IsClientStreaming;
        using var limit = new CancellationTokenSource(Deadline + Deadline);
        var since = Stopwatch.GetTimestamp();
        var (status, why) = await wire.SendAsync(
            call.Descriptor.Service.FullName, call.Descriptor.Name, frames, caller, streams ? StreamDeadline : Deadline, limit.Token);
        var took = Stopwatch.GetElapsedTime(since);
        _calls.AddOrUpdate(call.Name, 1, (_, count) => count + 1);
        _statuses.AddOrUpdate(status?.ToString() ?? "(broken off)", 1, (_, count) => count + 1);
        _slow.Enqueue((took, call.Name, number));
        while (_slow.Count > 20_000)
        {
            Trim();
        }

        if (IsFault(status, streams))
        {
            _faults.Enqueue($"{number} {call.Name}: {status} {why} to {Convert.ToHexString(frames.AsSpan(0, Math.Min(120, frames.Length)))}");
        }
    }

    // Who sends half a message to a stream and goes is told that its deadline passed; nobody else is.
    private static bool IsFault(StatusCode? status, bool streams) => status switch
    {
        StatusCode.Internal or StatusCode.Unknown or StatusCode.Unimplemented or StatusCode.DataLoss => true,
        StatusCode.DeadlineExceeded or StatusCode.Cancelled => !streams,
        null => !streams,
        _ => false,
    };

    private void Trim()
    {
        var kept = new List<(TimeSpan Took, string Call, int Number)>();
        while (_slow.TryDequeue(out var one))
        {
            kept.Add(one);
        }

        foreach (var one in kept.OrderByDescending(one => one.Took).Take(100))
        {
            _slow.Enqueue(one);
        }
    }

    private Metadata CallerOf(WorkingCall call, Kernel.HouseholdId household, Random random)
    {
        Role[] roles = call.Open ? [Role.Citizen, Role.Agent] : call.Roles;
        var role = roles[random.Next(roles.Length)];
        return role == Role.Citizen ? _service.AsCitizen(household) : _service.As(role);
    }

    private static byte[] FramesOf(WorkingCall call, Kernel.HouseholdId household, Random random)
    {
        var other = RunningService.HouseholdAt(random.Next(20));
        string[] known =
        [
            household.Name, other.Name, $"{household.Name}/decisions/2026-12", $"{other.Name}/payments/2026-12", "cycles/2026-12",
            RunningService.AccountOf(household).Name, RunningService.AccountOf(other).Name, WorkingCalls.SomeObjection, WorkingCalls.SomeTicket,
        ];
        var mutation = new WireMutation(random, known);
        var sound = call.Sound(household, random.Next(3) > 0 ? Clients.Asked : null).ToByteArray();
        using var frames = new MemoryStream();
        frames.Write(mutation.Frame(random.Next(20) == 0 ? sound : mutation.Spoil(sound)));
        for (var more = call.Descriptor.IsClientStreaming ? random.Next(5) : random.Next(40) / 39; more > 0; more--)
        {
            byte[] chunk = [0x12, 0x04, 1, 2, 3, 4];
            frames.Write(mutation.Frame(mutation.Spoil(random.Next(2) == 0 ? sound : chunk)));
        }

        return frames.ToArray();
    }
}
