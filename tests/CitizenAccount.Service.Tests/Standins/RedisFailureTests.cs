using System.Diagnostics;
using StackExchange.Redis;

namespace CitizenAccount.Service.Tests.Standins;

/// <summary>The Redis client on its stand-ins when the server dies, hangs, or is left a hundred times.</summary>
[Collection(nameof(Undisturbed))]
public sealed class RedisFailureTests
{
    private const string Redis = "redis-server";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [NeedsFact(Redis)]
    public async Task After_a_kill_calls_fail_and_after_a_restart_they_work_again_by_themselves()
    {
        using var server = await RedisServer.StartAsync();
        var options = Impatient(server);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(options).WaitAsync(Limit);
        var store = connection.GetDatabase();
        await store.StringSetAsync("before", "1");
        var restored = new TaskCompletionSource();
        connection.ConnectionRestored += (_, _) => restored.TrySetResult();

        server.Kill();
        await AssertFailsAsync(store.StringSetAsync("during", "1"));
        await server.RestartAsync();

        await Poll.UntilAsync("a call works", () => WorksAsync(store), Limit);
        await restored.Task.WaitAsync(Limit);
        Assert.False((await store.StringGetAsync("before")).HasValue);
    }

    [NeedsFact(Redis)]
    public async Task Subscriptions_come_back_after_a_restart()
    {
        using var server = await RedisServer.StartAsync();
        await using var connection = await ConnectionMultiplexer.ConnectAsync(server.Client()).WaitAsync(Limit);
        var heard = new TaskCompletionSource<string?>();
        var channel = RedisChannel.Literal("news");
        await connection.GetSubscriber().SubscribeAsync(channel, (_, text) => heard.TrySetResult(text));

        server.Kill();
        await server.RestartAsync();
        await Poll.UntilAsync("a message finds a subscriber", PublishedAsync, Limit);

        Assert.Equal("again", await heard.Task.WaitAsync(Limit));

        async Task<bool> PublishedAsync()
        {
            try
            {
                return await connection.GetDatabase().PublishAsync(channel, "again") > 0;
            }
            catch (Exception failure) when (IsOfTheClient(failure))
            {
                return false;
            }
        }
    }

    [NeedsFact(Redis)]
    public async Task A_stalled_server_costs_the_timeout_and_no_more()
    {
        using var server = await RedisServer.StartAsync();
        var options = Impatient(server);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(options).WaitAsync(Limit);
        var store = connection.GetDatabase();
        await store.StringSetAsync("before", "1");

        server.Stall();
        var start = TimeProvider.System.GetTimestamp();
        var calls = Enumerable.Range(0, 50).Select(_ => store.StringGetAsync("before")).ToList();
        var blocking = Task.Run(() => store.StringGet("before"));
        var timedOut = await Assert.ThrowsAsync<RedisTimeoutException>(() => calls[0].WaitAsync(Limit));
        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 0.9, 4);
        foreach (var call in calls)
        {
            await AssertFailsAsync(call);
        }

        await AssertFailsAsync(blocking);
        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 0.9, 6);
        Assert.DoesNotContain("in-pipe: -1", timedOut.Message, StringComparison.Ordinal);

        server.Resume();
        await Poll.UntilAsync("a call works", () => WorksAsync(store), Limit);
        Assert.Equal("1", await store.StringGetAsync("before"));
    }

    [NeedsFact(Redis)]
    public async Task A_server_stalled_under_a_flood_of_large_writes_recovers()
    {
        using var server = await RedisServer.StartAsync();
        var options = Impatient(server);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(options).WaitAsync(Limit);
        var store = connection.GetDatabase();
        var large = new byte[500_000];

        server.Stall();
        var writes = Enumerable.Range(0, 100)
            .Select(number => Task.Run(() => store.StringSetAsync($"flood {number}", large)))
            .ToList();
        foreach (var write in writes)
        {
            await AssertFailsAsync(write);
        }

        server.Resume();
        await Poll.UntilAsync("a call works", () => WorksAsync(store), Limit);
    }

    [NeedsFact(Redis)]
    public async Task A_hundred_connections_one_after_another_leave_no_threads_or_handles()
    {
        using var server = await RedisServer.StartAsync();
        for (var warmUp = 0; warmUp < 10; warmUp++)
        {
            await ConnectUseLeaveAsync(server);
        }

        var (threads, handles) = Held();
        for (var round = 0; round < 100; round++)
        {
            await ConnectUseLeaveAsync(server);
        }

        // Every connection has two sockets, so that keeping them would show as 200 handles.
        await Poll.UntilAsync(
            $"threads and handles are back at about {threads} and {handles}",
            () => Held().Threads <= threads + 10 && Held().Handles <= handles + 20,
            Limit);
    }

    // What waits for a connection instead of an answer goes by the synchronous timeout, in asynchronous calls as well.
    private static ConfigurationOptions Impatient(RedisServer server)
    {
        var options = server.Client();
        options.AsyncTimeout = 1000;
        options.SyncTimeout = 1000;
        return options;
    }

    private static async Task ConnectUseLeaveAsync(RedisServer server)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(server.Client()).WaitAsync(Limit);
        Assert.True(await connection.GetDatabase().StringSetAsync("round", "1"));
    }

    private static (int Threads, int Handles) Held()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        var handles = OperatingSystem.IsLinux()
            ? Directory.GetFileSystemEntries("/proc/self/fd").Length
            : process.HandleCount;
        return (process.Threads.Count, handles);
    }

    private static async Task AssertFailsAsync(Task call)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => call.WaitAsync(Limit));
        Assert.True(IsOfTheClient(failure), $"The client gave the failure no form of its own: {failure}");
    }

    // A timeout of the client is a TimeoutException and no RedisException; our own limit is no failure of the client.
    private static bool IsOfTheClient(Exception failure) => failure is RedisException or RedisTimeoutException;

    private static async Task<bool> WorksAsync(IDatabase store)
    {
        try
        {
            return await store.StringSetAsync("after", "1");
        }
        catch (Exception failure) when (IsOfTheClient(failure))
        {
            return false;
        }
    }
}

/// <summary>Tests that measure time, threads or handles of the whole process: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(Undisturbed), DisableParallelization = true)]
public sealed class Undisturbed;
