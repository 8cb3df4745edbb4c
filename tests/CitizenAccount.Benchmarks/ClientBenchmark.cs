using System.Diagnostics;
using CitizenAccount.Client;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Service.Kernel;
using Grpc.Core;
using Grpc.Net.Client;

namespace CitizenAccount.Benchmarks;

/// <summary>What the client library costs over a bare generated client: the same call, the same number of callers, by
/// turns in one run; once against the service and once against a server that does nothing else.</summary>
internal static class ClientBenchmark
{
    private const int Rounds = 60;
    private const int Calls = 4_000;
    private const int Callers = 32;
    private const double CostMost = 0.15;

    private static readonly HouseholdId Household = LookupStage.HouseholdAt(1);

    public static async Task RunAsync()
    {
        await using var stage = await LookupStage.StartAsync();
        var token = stage.TokenOf(Household);
        var request = new GetEligibilityRequest { Household = Household.Name };
        var by = new Metadata { { "authorization", $"Bearer {token}" } };
        var answer = await new EligibilityService.EligibilityServiceClient(stage.Channel).GetEligibilityAsync(
            request, by, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(10));
        await CompareAsync("the service", stage.Address, token);
        await CompareAsync("a bare echo of its answer", await stage.StartBareAsync(new BareEcho(answer)), token);
    }

    private static async Task CompareAsync(string server, Uri address, string token)
    {
        using var channel = GrpcChannel.ForAddress(address);
        var bare = new EligibilityService.EligibilityServiceClient(channel);
        using var library = new CitizenAccountClient(new CitizenAccountClientOptions
        {
            Address = address,
            ClientName = "benchmark",
            Credentials = CallerCredentials.FromToken(token),
        });

        // As a program writes it without the library: its own token and deadline on every call.
        async Task ByBareAsync() => await bare.GetEligibilityAsync(
            new GetEligibilityRequest { Household = Household.Name },
            new Metadata { { "authorization", "Bearer " + token } },
            TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(5));
        async Task ByLibraryAsync() => await library.Eligibility.GetEligibilityAsync(
            new GetEligibilityRequest { Household = Household.Name });

        var (own, floor) = (new List<Round>(), new List<Round>());
        for (var round = -20; round < Rounds; round++)
        {
            // By turns, and each of the two first as often as the other.
            var first = await CallAsync(round % 2 == 0 ? ByLibraryAsync : ByBareAsync);
            var second = await CallAsync(round % 2 == 0 ? ByBareAsync : ByLibraryAsync);
            if (round >= 0)
            {
                own.Add(round % 2 == 0 ? first : second);
                floor.Add(round % 2 == 0 ? second : first);
            }
        }

        var costs = own.Zip(floor, (one, other) => (one.MicrosEach / other.MicrosEach) - 1).Order().ToList();
        var cost = costs[costs.Count / 2];
        Console.WriteLine($"against {server}, {Callers} callers, median of {Rounds} rounds of {Calls:N0} calls each:");
        Tell("the library", own);
        Tell("the bare generated client", floor);
        Console.WriteLine(
            $"  cost in processor time, client and server together: {cost:P1} ({costs[0]:P1} to {costs[^1]:P1}), at most {CostMost:P0}: "
            + (cost <= CostMost ? "reached" : "NOT reached"));
    }

    private static void Tell(string by, List<Round> rounds) => Console.WriteLine(
        $"  {Median(rounds, round => round.PerSecond),7:N0}/s, {Median(rounds, round => round.MicrosEach):N1} us of processor a call: {by}");

    private static double Median(List<Round> rounds, Func<Round, double> of) =>
        rounds.Select(of).Order().ElementAt(rounds.Count / 2);

    // Calls a second depend on what else the machine does; processor time much less.
    private static async Task<Round> CallAsync(Func<Task> call)
    {
        var (left, before, watch) = (Calls, Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await call();
            }
        })));
        var used = Environment.CpuUsage.TotalTime - before;
        return new Round(Calls / watch.Elapsed.TotalSeconds, used.TotalMicroseconds / Calls);
    }

    private sealed record Round(double PerSecond, double MicrosEach);
}
