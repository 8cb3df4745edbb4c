using System.Security.Cryptography;
using StackExchange.Redis;

namespace CitizenAccount.Service.Tests.Standins;

/// <summary>The Redis client on its stand-ins against a real server: what it does when all is well.</summary>
public sealed class RedisTests(RedisServer server) : IClassFixture<RedisServer>, IAsyncLifetime
{
    private const string Redis = "redis-server";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private ConnectionMultiplexer? _connection;

    public async Task InitializeAsync()
    {
        if (server.Port != 0)
        {
            _connection = await ConnectionMultiplexer.ConnectAsync(server.Client()).WaitAsync(Limit);
        }
    }

    public async Task DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }

    [NeedsFact(Redis)]
    public async Task Pipelined_commands_are_answered_each_with_its_own_answer()
    {
        var counted = await AllAsync(10_000, _ => Store.StringIncrementAsync("counter"));
        Assert.Equal(Enumerable.Range(1, 10_000).Select(number => (long)number), counted);

        await AllAsync(5_000, number => Store.StringSetAsync($"key {number}", $"قيمة {number}"));
        var values = await AllAsync(5_000, number => Store.StringGetAsync($"key {number}"));
        Assert.Equal(Enumerable.Range(0, 5_000).Select(number => (RedisValue)$"قيمة {number}"), values);
    }

    [NeedsFact(Redis)]
    public async Task Many_threads_share_one_connection()
    {
        await Parallel.ForAsync(0, 2_000, async (number, _) =>
        {
            Assert.True(await Store.HashSetAsync("shared", number, number * 2));
            Assert.Equal(number * 2, await Store.HashGetAsync("shared", number));
        }).WaitAsync(Limit);

        Assert.Equal(2_000, Store.HashLength("shared"));
    }

    [NeedsFact(Redis)]
    public async Task Values_of_three_megabytes_come_back_whole()
    {
        var values = Enumerable.Range(0, 5).Select(_ => RandomNumberGenerator.GetBytes(3_000_000)).ToList();

        await AllAsync(5, number => Store.StringSetAsync($"large {number}", values[number]));
        var read = await AllAsync(5, number => Store.StringGetAsync($"large {number}"));

        Assert.All(read.Index(), value => Assert.Equal(values[value.Index], (byte[]?)value.Item));
    }

    [NeedsFact(Redis)]
    public async Task A_reply_of_fifty_thousand_elements_comes_back_in_order()
    {
        RedisValue[] values = [.. Enumerable.Range(0, 50_000).Select(number => (RedisValue)number)];
        await Store.ListRightPushAsync("list", values).WaitAsync(Limit);

        for (var round = 0; round < 3; round++)
        {
            Assert.Equal(values, await Store.ListRangeAsync("list").WaitAsync(Limit));
        }
    }

    [NeedsFact(Redis)]
    public async Task Replies_within_replies_keep_their_shape()
    {
        var reply = await Store.ScriptEvaluateAsync("return {1, {2, {'ثلاثة'}, {}}, '4'}").WaitAsync(Limit);
        var outer = (RedisResult[])reply!;
        var inner = (RedisResult[])outer[1]!;

        Assert.Equal((1, "4"), ((int)outer[0], (string?)outer[2]));
        Assert.Equal(2, (int)inner[0]);
        Assert.Equal("ثلاثة", (string?)Assert.Single((RedisResult[])inner[1]!));
        Assert.Empty((RedisResult[])inner[2]!);
    }

    [NeedsFact(Redis)]
    public async Task Published_messages_arrive_in_order_at_every_subscriber()
    {
        await using var other = await ConnectionMultiplexer.ConnectAsync(server.Client()).WaitAsync(Limit);
        var channel = RedisChannel.Literal("news");
        var queues = new[] { _connection!, other };
        var heard = new List<ChannelMessageQueue>();
        foreach (var connection in queues)
        {
            heard.Add(await connection.GetSubscriber().SubscribeAsync(channel).WaitAsync(Limit));
        }

        for (var number = 0; number < 1000; number++)
        {
            await other.GetSubscriber().PublishAsync(channel, number, CommandFlags.FireAndForget);
        }

        foreach (var queue in heard)
        {
            for (var number = 0; number < 1000; number++)
            {
                Assert.Equal(number, (await queue.ReadAsync().AsTask().WaitAsync(Limit)).Message);
            }
        }
    }

    [NeedsFact(Redis)]
    public async Task A_handler_among_several_on_a_channel_can_leave_alone()
    {
        var channel = RedisChannel.Literal("handlers");
        var subscriber = _connection!.GetSubscriber();
        var heard = new List<string>();
        var last = new TaskCompletionSource();
        void First(RedisChannel from, RedisValue text) => heard.Add($"first {text}");
        void Second(RedisChannel from, RedisValue text)
        {
            heard.Add($"second {text}");
            if (text == "b")
            {
                last.SetResult();
            }
        }

        await subscriber.SubscribeAsync(channel, First);
        await subscriber.SubscribeAsync(channel, Second);
        await subscriber.PublishAsync(channel, "a");
        await Poll.UntilAsync("both heard it", () => heard.Count == 2, Limit);
        await subscriber.UnsubscribeAsync(channel, First);
        await subscriber.PublishAsync(channel, "b");

        await last.Task.WaitAsync(Limit);
        Assert.Equal(["first a", "second a", "second b"], heard);
    }

    [NeedsFact(Redis)]
    public async Task A_script_runs_with_keys_and_values_and_again_by_its_hash()
    {
        var script = LuaScript.Prepare("redis.call('set', @key, @value) return redis.call('strlen', @key)");
        var loaded = await script.LoadAsync(_connection!.GetServer(server.ConnectionString)).WaitAsync(Limit);

        for (var length = 1; length <= 3; length++)
        {
            var arguments = new { key = (RedisKey)"lua", value = new string('x', length) };
            Assert.Equal(length, (int)await loaded.EvaluateAsync(Store, arguments).WaitAsync(Limit));
        }

        var failed = await Assert.ThrowsAsync<RedisServerException>(
            () => Store.ScriptEvaluateAsync("return redis.error_reply('لا')").WaitAsync(Limit));
        Assert.Contains("لا", failed.Message, StringComparison.Ordinal);
    }

    [NeedsFact(Redis)]
    public async Task A_transaction_happens_whole_or_not_at_all()
    {
        var lawful = Store.CreateTransaction();
        lawful.AddCondition(Condition.KeyNotExists("balance"));
        var set = lawful.StringSetAsync("balance", 10);
        var added = lawful.StringIncrementAsync("balance", 5);
        Assert.True(await lawful.ExecuteAsync().WaitAsync(Limit));
        Assert.True(await set);
        Assert.Equal(15, await added);

        var refused = Store.CreateTransaction();
        refused.AddCondition(Condition.KeyNotExists("balance"));
        var never = refused.StringSetAsync("balance", 0);
        Assert.False(await refused.ExecuteAsync().WaitAsync(Limit));
        await Assert.ThrowsAsync<TaskCanceledException>(() => never);
        Assert.Equal(15, await Store.StringGetAsync("balance"));
    }

    [NeedsFact(Redis)]
    public async Task The_thread_pool_may_serve_the_connection_as_well()
    {
        var options = server.Client();
        options.SocketManager = SocketManager.ThreadPool;
        await using var connection = await ConnectionMultiplexer.ConnectAsync(options).WaitAsync(Limit);

        await connection.GetDatabase().StringSetAsync("pooled", "1");

        Assert.Equal("1", connection.GetDatabase().StringGet("pooled"));
    }

    private IDatabase Store => _connection!.GetDatabase();

    /// <summary>Sends all commands before it awaits the first answer.</summary>
    private static Task<T[]> AllAsync<T>(int count, Func<int, Task<T>> command) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(command).ToList()).WaitAsync(Limit);
}
