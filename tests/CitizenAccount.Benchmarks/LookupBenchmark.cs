using System.Diagnostics;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using Google.Protobuf;
using Grpc.Core;
using StackExchange.Redis;
using Role = CitizenAccount.Contracts.Type.V1.Role;

namespace CitizenAccount.Benchmarks;

/// <summary>GetEligibility with authentication, limits, access records and log all on, against bare servers in the same
/// run, by turns.</summary>
internal static class LookupBenchmark
{
    private const string Call = "/citizenaccount.eligibility.v1.EligibilityService/GetEligibility";
    private const string BatchCall = "/citizenaccount.eligibility.v1.EligibilityService/BatchGetEligibility";
    private const int Rounds = 5;
    private const string Load = "-c 4 -m 50 -n 100000";

    private static readonly HouseholdId Household = LookupStage.HouseholdAt(1);
    private static readonly GetEligibilityRequest Request = new() { Household = Household.Name };

    /// <summary>From the memory of the process.</summary>
    public static async Task RunAsync()
    {
        await using var stage = await LookupStage.StartAsync();
        var bare = await stage.StartBareAsync(new BareEcho(await AnswerAsync(stage)));
        await CompareAsync(stage, bare, "bare echo of the same answer", 0.70);
    }

    /// <summary>From Redis, the memory switched off.</summary>
    public static async Task RunRedisAsync()
    {
        using var redis = RedisProcess.Start();
        await using var stage = await LookupStage.StartAsync(
            ("Lookup:MemoryEntries", "0"), ("Redis:Configuration", redis.Address), ("Redis:BudgetMs", "2000"));
        await using var client = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        var answer = await AnswerAsync(stage);
        await client.GetDatabase().StringSetAsync("bare", answer.ToByteArray());
        var bare = await stage.StartBareAsync(new BareRedis(client.GetDatabase(), "bare"));
        await CompareAsync(stage, bare, "bare handler of one Redis GET", 0.50);
        answer = await AnswerAsync(stage);
        Console.WriteLine($"source of the last answer: {answer.Freshness.Source}");
    }

    /// <summary>The peak of a payday, held: as many a second whether or not the ones before were answered, while the
    /// next month is decided, published and told. Most lookups are a partner's, a thousand in a call.</summary>
    public static async Task RunHeldAsync()
    {
        await using var stage = await LookupStage.StartAsync();
        var (token, partner) = (stage.TokenOf(Household), stage.TokenOf(Role.CaseWorker));
        var many = ManyOf(0);
        await H2Load.RunAsync(stage.Address, Call, Request, token, Load);
        await H2Load.RunAsync(stage.Address, BatchCall, many, partner, "-c 4 -m 1 -w 24 -W 24 -n 400");
        var before = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var single = Task.Run(() => H2Load.RunAsync(stage.Address, Call, Request, token, "-c 8 -m 50 --rps 1250 -D 60"));
        var batches = Task.Run(() => H2Load.RunAsync(stage.Address, BatchCall, many, partner, "-c 4 -m 4 -w 24 -W 24 --rps 10 -D 60"));
        // The month begins while the load is steady, and its telling ends before the load does.
        await Task.Delay(TimeSpan.FromSeconds(15), TimeProvider.System);
        var took = await stage.DecideNextAsync();
        Console.WriteLine($"{LookupStage.Households:N0} households decided and published beside them in {took.TotalSeconds:F1} s");
        var (one, thousand) = (await single, await batches);
        var cores = (Environment.CpuUsage.TotalTime - before) / watch.Elapsed / Environment.ProcessorCount;
        Console.WriteLine($"{one.PerSecond + (1_000 * thousand.PerSecond):N0} lookups/s for 60 s, {one.Failed + thousand.Failed} failed, "
            + $"{cores:P0} of the cores taken by the service (target 50,000/s, p99 50 ms, none failed)");
        Console.WriteLine($"  {one.PerSecond:N0}/s alone: p50 {one.P50Micros / 1_000:N1} ms, p99 {one.P99Micros / 1_000:N1} ms");
        Console.WriteLine($"  {thousand.PerSecond:N1}/s of a thousand: p50 {thousand.P50Micros / 1_000:N1} ms, p99 {thousand.P99Micros / 1_000:N1} ms");
    }

    /// <summary>A thousand at once, warm.</summary>
    public static async Task RunBatchAsync()
    {
        const int size = 1_000;
        const int calls = 200;
        const int atOnce = 4;
        await using var stage = await LookupStage.StartAsync();
        var by = new Metadata { { "authorization", $"Bearer {stage.TokenOf(Role.CaseWorker)}" } };
        var client = new EligibilityService.EligibilityServiceClient(stage.Channel);
        var requests = Enumerable.Range(0, LookupStage.Households / size).Select(ManyOf).ToArray();
        foreach (var request in requests.Concat(requests))
        {
            await client.BatchGetEligibilityAsync(request, by, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(30));
        }

        var watch = Stopwatch.StartNew();
        var times = (await Task.WhenAll(Enumerable.Range(0, atOnce).Select(lane => Task.Run(async () =>
        {
            var taken = new List<double>();
            for (var i = lane; i < calls; i += atOnce)
            {
                var one = Stopwatch.StartNew();
                await client.BatchGetEligibilityAsync(
                    requests[i % requests.Length], by, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(30));
                taken.Add(one.Elapsed.TotalMilliseconds);
            }

            return taken;
        })))).SelectMany(taken => taken).Order().ToArray();
        var perSecond = (double)calls * size / watch.Elapsed.TotalSeconds;
        Console.WriteLine(
            $"{perSecond:N0} households/s in calls of {size:N0}, {atOnce} at once, the client on the same cores; p50 "
            + $"{times[times.Length / 2]:N1} ms, p99 {times[(int)(times.Length * 0.99)]:N1} ms; target 200,000/s, 50 ms");
        var (token, many) = (stage.TokenOf(Role.CaseWorker), "-c 4 -m 1 -w 24 -W 24 -n 1200");
        await H2Load.RunAsync(stage.Address, BatchCall, requests[0], token, many);
        var figures = await H2Load.RunAsync(stage.Address, BatchCall, requests[0], token, many);
        Console.WriteLine(
            $"{figures.PerSecond * size:N0} households/s to a client that reads the bytes and no message, "
            + $"{figures.CpuMicros / size:N2} us of the server's processor time each; p50 "
            + $"{figures.P50Micros / 1_000:N1} ms, p99 {figures.P99Micros / 1_000:N1} ms, {figures.Failed} failed");
        var held = await H2Load.RunAsync(stage.Address, BatchCall, requests[0], token, "-c 4 -m 4 -w 24 -W 24 --rps 50 -D 20");
        Console.WriteLine(
            $"{held.PerSecond * size:N0} households/s held for 20 s: p50 {held.P50Micros / 1_000:N1} ms, p99 {held.P99Micros / 1_000:N1} ms, "
            + $"{held.Failed} failed");
    }

    private static BatchGetEligibilityRequest ManyOf(int part)
    {
        var request = new BatchGetEligibilityRequest { Purpose = new() { Code = PurposeCode.Review } };
        request.Households.Add(Enumerable.Range(part * 1_000, 1_000).Select(index => LookupStage.HouseholdAt(index).Name));
        return request;
    }

    private static async Task<GetEligibilityResponse> AnswerAsync(LookupStage stage)
    {
        var client = new EligibilityService.EligibilityServiceClient(stage.Channel);
        var by = new Metadata { { "authorization", $"Bearer {stage.TokenOf(Household)}" } };
        return await client.GetEligibilityAsync(Request, by, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(10));
    }

    private static async Task CompareAsync(LookupStage stage, Uri bare, string floor, double target)
    {
        var token = stage.TokenOf(Household);
        var (own, others, shown) = (new List<LoadFigures>(), new List<LoadFigures>(), new List<LoadFigures>());
        for (var round = -2; round < Rounds; round++)
        {
            var one = await H2Load.RunAsync(stage.Address, Call, Request, token, Load);
            var other = await H2Load.RunAsync(bare, Call, Request, null, Load);

            // h2load sends a token in full with every call, as any careful client does; reading it is Kestrel's work.
            var third = await H2Load.RunAsync(bare, Call, Request, token, Load);
            if (round >= 0)
            {
                shown.Add(third);
                own.Add(one);
                others.Add(other);
            }
        }

        var (figure, base1) = (Median(own), Median(others));
        Console.WriteLine(
            $"{figure.PerSecond:N0}/s, p50 {figure.P50Micros:N0} us, p99 {figure.P99Micros:N0} us, failed {own.Sum(one => one.Failed)}, "
            + $"{figure.CpuMicros:N1} us of the server's processor time a call");
        Console.WriteLine(
            $"{base1.PerSecond:N0}/s, p50 {base1.P50Micros:N0} us, p99 {base1.P99Micros:N0} us, {base1.CpuMicros:N1} us a call: {floor}");
        Console.WriteLine(
            $"{Median(shown).PerSecond:N0}/s, {Median(shown).CpuMicros:N1} us a call: the same floor, sent the same token of "
            + $"{token.Length} letters");
        Console.WriteLine(
            $"ratio {figure.PerSecond / base1.PerSecond:F2} (target {target:F2}), p99 {figure.P99Micros / base1.P99Micros:F2} x (target 2)");
    }

    private static LoadFigures Median(List<LoadFigures> figures) =>
        figures.OrderBy(one => one.PerSecond).ElementAt(figures.Count / 2);
}
