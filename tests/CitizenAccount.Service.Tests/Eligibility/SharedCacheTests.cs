using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Standins;
using Grpc.Core;
using StackExchange.Redis;
using Role = CitizenAccount.Contracts.Type.V1.Role;

namespace CitizenAccount.Service.Tests.Eligibility;

/// <summary>The hot lookup in front of a real Redis that is empty, warm, killed, frozen, emptied and lying: the answers
/// are those of the database every time, and only their source and their time differ.</summary>
public sealed class SharedCacheTests(RedisServer redis) : IClassFixture<RedisServer>, IAsyncLifetime
{
    private const string Redis = "redis-server";
    private const int Households = 40;

    // A call that waits for Redis instead of its budget would not come back in this time.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private RunningService _service = null!;

    public async Task InitializeAsync()
    {
        if (Needs.Missing(Redis) is null)
        {
            _service = await StartAsync(redis);
        }
    }

    public async Task DisposeAsync()
    {
        if (_service is not null)
        {
            await _service.DisposeAsync();
            Assert.Empty(_service.Log.Errors);
        }
    }

    [NeedsFact(Redis)]
    public async Task An_answer_comes_from_the_database_first_and_from_redis_afterwards_and_is_the_same()
    {
        await AssertAnswersAsync(_service);
        await WarmAllAsync();
        Assert.Equal(0, await AssertAnswersAsync(_service));
    }

    [NeedsFact(Redis)]
    public async Task Who_asks_for_the_database_gets_the_database()
    {
        await WarmAsync(_service, RunningService.HouseholdAt(0));
        var answer = await ReadAsync(_service, 0, new Consistency { FullyConsistent = true });
        Assert.Equal(FreshnessSource.Database, answer.Freshness.Source);
    }

    [NeedsFact(Redis)]
    public async Task A_publication_leaves_the_old_entries_behind()
    {
        await WarmAsync(_service, RunningService.HouseholdAt(0));
        var january = RunningService.Month.AddMonths(1);
        _service.MovePastCutOffOf(january);
        await _service.PublishAsync(january);
        var first = await ReadAsync(_service, 0);
        Assert.Equal(("cycles/2027-01", FreshnessSource.Database), (first.Eligibility.Cycle, first.Freshness.Source));
        var warm = await WarmAsync(_service, RunningService.HouseholdAt(0));
        Assert.Equal(first.Eligibility, warm.Eligibility);
    }

    [NeedsFact(Redis)]
    public async Task An_emptied_redis_is_filled_again()
    {
        await WarmAsync(_service, RunningService.HouseholdAt(0));
        await using var client = await ConnectAsync();
        await client.GetServer(client.GetEndPoints()[0]).ExecuteAsync("FLUSHALL");
        Assert.Equal(FreshnessSource.Database, (await ReadAsync(_service, 0)).Freshness.Source);
        await AssertAnswersAsync(_service);
        await WarmAsync(_service, RunningService.HouseholdAt(0));
    }

    [NeedsFact(Redis)]
    public async Task A_lying_redis_is_not_believed()
    {
        await WarmAllAsync();
        await using var client = await ConnectAsync();
        var store = client.GetDatabase();
        var keys = Keys(client);
        var values = keys.Select(key => (byte[])store.StringGet(key)!).ToList();
        Func<int, byte[]>[] lies =
        [
            index => values[(index + 1) % values.Count], // the sound value of another household
            index => new byte[values[index].Length],
            index => [.. Enumerable.Repeat((byte)0xFF, values[index].Length)],
            index => values[index][..^1],
            index => [.. values[index], 0],
            _ => [],
            _ => new byte[1_000_000],
            index => Changed(values[index], 0), // the MAC
            index => Changed(values[index], 17),
            index => Changed(values[index], values[index].Length - 1),
        ];
        foreach (var lie in lies)
        {
            for (var index = 0; index < keys.Count; index++)
            {
                await store.StringSetAsync(keys[index], lie(index));
            }

            // Each is read once, before the truth is put back under its key. A late write of the service may have put
            // it back under one or two already.
            Assert.InRange(await AssertAnswersAsync(_service), Households - 2, Households);
            await WarmAllAsync();
        }
    }

    [NeedsFact(Redis)]
    public async Task A_key_of_another_kind_is_passed_over()
    {
        await WarmAllAsync();
        await using var client = await ConnectAsync();
        var store = client.GetDatabase();
        foreach (var key in Keys(client))
        {
            await store.KeyDeleteAsync(key);
            await store.ListLeftPushAsync(key, "no value");
        }

        Assert.Equal(Households, await AssertAnswersAsync(_service));
    }

    [NeedsFact(Redis)]
    public async Task Redis_killed_in_the_middle_costs_nobody_an_answer_and_is_used_again_when_it_is_back()
    {
        using var own = await RedisServer.StartAsync();
        await using var service = await StartAsync(own);
        await WarmAsync(service, RunningService.HouseholdAt(0));
        var reading = Task.Run(() => AssertAnswersAsync(service));
        own.Kill();
        await reading;
        Assert.Equal(Households, await AssertAnswersAsync(service));
        await own.RestartAsync();
        await WarmAsync(service, RunningService.HouseholdAt(0));
        await AssertAnswersAsync(service);
        Assert.Empty(service.Log.Errors);
    }

    [NeedsFact(Redis)]
    public async Task A_frozen_redis_costs_the_budget_and_no_answer()
    {
        using var own = await RedisServer.StartAsync();
        await using var service = await StartAsync(own, budgetMs: 25);
        await WarmAsync(service, RunningService.HouseholdAt(0));
        own.Stall();
        try
        {
            Assert.Equal(Households, await AssertAnswersAsync(service));

            // Many at once wait no longer than one.
            await Task.WhenAll(Enumerable.Range(0, Households).Select(async index =>
                AssertAnswer(index, await ReadAsync(service, index))));
        }
        finally
        {
            own.Resume();
        }

        Assert.Contains(service.Log.Events, logged => logged.Id == 1100 && logged.Level == LogLevel.Warning);
        await WarmAsync(service, RunningService.HouseholdAt(0));
    }

    [NeedsFact(Redis)]
    public async Task A_redis_that_was_never_there_costs_nobody_an_answer()
    {
        using var own = await RedisServer.StartAsync();
        own.Kill();
        await using var service = await StartAsync(own);
        Assert.Equal(Households, await AssertAnswersAsync(service));
    }

    [Theory]
    [InlineData("127.0.0.1:6379,nonsense=1")]
    [InlineData("127.0.0.1:6379,ssl=perhaps")]
    public async Task A_configuration_nobody_can_read_stops_the_start(string configuration)
    {
        var refused = await Assert.ThrowsAsync<StartRefused>(() => RunningService.StartAsync(
            new Dictionary<string, string?> { ["Redis:Configuration"] = configuration }));
        Assert.StartsWith("configuration: Redis:Configuration", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [NeedsFact(Redis)]
    public async Task Nothing_in_redis_tells_who_anybody_is()
    {
        await WarmAllAsync();
        await using var client = await ConnectAsync();
        var store = client.GetDatabase();
        var keys = Keys(client);
        Assert.True(keys.Count >= Households);
        byte[][] kept =
            [.. keys.SelectMany(key => new[] { (byte[])key!, (byte[])store.StringGet(key)!, store.KeyDump(key)! })];
        foreach (var household in DecidedService.People.Take(Households))
        {
            var persons = household.Persons;
            var numbers = persons.Select(person => person.NationalId.Value).Append(household.Mobile.Value[^9..]);
            var texts = numbers.Append(household.Iban.Value).Concat(persons.Select(person => person.GivenName));
            Assert.All(texts.Select(Encoding.UTF8.GetBytes), text => AssertAbsent(text, kept));
            Assert.All(numbers.Select(long.Parse).SelectMany(AsBytes), number => AssertAbsent(number, kept));
        }

        // The search itself works: the household's id is there, in the key.
        Assert.Contains(kept, bytes => bytes.AsSpan().IndexOf(RunningService.HouseholdAt(0).ToBytes()) >= 0);
    }

    private static IEnumerable<byte[]> AsBytes(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        yield return bytes;
        yield return [.. bytes.Reverse()];
    }

    private static void AssertAbsent(byte[] sought, byte[][] kept) =>
        Assert.All(kept, bytes =>
            Assert.True(bytes.AsSpan().IndexOf(sought) < 0, $"{Encoding.UTF8.GetString(sought)} is in Redis."));

    private static byte[] Changed(byte[] value, int at)
    {
        var changed = (byte[])value.Clone();
        changed[at] ^= 1;
        return changed;
    }

    private static List<RedisKey> Keys(ConnectionMultiplexer client) =>
        [.. client.GetServer(client.GetEndPoints()[0]).Keys(pageSize: 1_000)];

    // The budget is generous where a busy machine might use up the real one, which is meant for the tests of failures.
    private static Task<RunningService> StartAsync(RedisServer redis, int budgetMs = 2_000) =>
        RunningService.StartDecidedAsync(Households, DecidedService.Seed, new Dictionary<string, string?>
        {
            // The memory of the process would answer before Redis is asked.
            ["Lookup:MemoryEntries"] = "0",
            ["Redis:Configuration"] = redis.ConnectionString,
            ["Redis:BudgetMs"] = budgetMs.ToString(CultureInfo.InvariantCulture),
        });

    private static async Task<GetEligibilityResponse> ReadAsync(
        RunningService service, int index, Consistency? consistency = null)
    {
        var household = RunningService.HouseholdAt(index);
        return await service.Eligibility().GetEligibilityAsync(
            new() { Household = household.Name, Consistency = consistency, Purpose = Clients.Asked },
            new CallOptions(service.As(Role.Agent), TimeProvider.System.GetUtcNow().UtcDateTime + Patience));
    }

    /// <summary>Reads every household once, and counts the answers that the database gave.</summary>
    private static async Task<int> AssertAnswersAsync(RunningService service)
    {
        var fromDatabase = 0;
        for (var index = 0; index < Households; index++)
        {
            var answer = await ReadAsync(service, index);
            AssertAnswer(index, answer);
            fromDatabase += answer.Freshness.Source == FreshnessSource.Database ? 1 : 0;
        }

        return fromDatabase;
    }

    private static void AssertAnswer(int index, GetEligibilityResponse answer)
    {
        Assert.Equal(RunningService.HouseholdAt(index).Name, answer.Eligibility.Household);
        GetEligibilityTests.AssertSays(DecidedService.DecisionOn(index), answer.Eligibility);
    }

    // The service keeps an answer behind the call, and connects and reconnects behind the calls too.
    private static async Task<GetEligibilityResponse> WarmAsync(RunningService service, HouseholdId household)
    {
        GetEligibilityResponse? answer = null;
        await Poll.UntilAsync($"{household} is answered from Redis", AskAsync, Soon.Limit);
        return answer!;

        async Task<bool> AskAsync()
        {
            answer = await service.Eligibility().GetEligibilityAsync(
                new GetEligibilityRequest { Household = household.Name, Purpose = Clients.Asked },
                Clients.By(service.As(Role.Agent)));
            return answer.Freshness.Source == FreshnessSource.SharedCache;
        }
    }

    private async Task WarmAllAsync()
    {
        for (var index = 0; index < Households; index++)
        {
            await WarmAsync(_service, RunningService.HouseholdAt(index));
        }
    }

    private Task<ConnectionMultiplexer> ConnectAsync()
    {
        var options = redis.Client();
        options.AllowAdmin = true;
        return ConnectionMultiplexer.ConnectAsync(options).WaitAsync(Soon.Limit);
    }
}
