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
    private const int Rounds = 7;
    private const int Calls = 20_000;
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

        var (own, floor) = (new List<double>(), new List<double>());
        for (var round = -2; round < Rounds; round++)
        {
            var (one, other) = round % 2 == 0
                ? (await PerSecondAsync(ByLibraryAsync), await PerSecondAsync(ByBareAsync))
                : Swapped(await PerSecondAsync(ByBareAsync), await PerSecondAsync(ByLibraryAsync));
            if (round >= 0)
            {
                own.Add(one);
                floor.Add(other);
            }
        }

        var ratios = own.Zip(floor, (one, other) => one / other).Order().ToList();
        var cost = 1 - ratios[ratios.Count / 2];
        Console.WriteLine($"against {server}, {Callers} callers, median of {Rounds} rounds of {Calls:N0} calls each:");
        Console.WriteLine($"  {Median(own):N0}/s by the library");
        Console.WriteLine($"  {Median(floor):N0}/s by the bare generated client");
        Console.WriteLine(
            $"  ratio {1 - cost:F3} (median of the rounds; {ratios[0]:F3} to {ratios[^1]:F3}): {cost:P1} cost, at most {CostMost:P0}: "
            + (cost <= CostMost ? "reached" : "NOT reached"));
    }

    private static (double, double) Swapped(double floor, double own) => (own, floor);

    private static double Median(List<double> figures) => figures.Order().ElementAt(figures.Count / 2);

    private static async Task<double> PerSecondAsync(Func<Task> call)
    {
        var left = Calls;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await call();
            }
        })));
        return Calls / watch.Elapsed.TotalSeconds;
    }
}
