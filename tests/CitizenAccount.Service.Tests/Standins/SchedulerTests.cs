using System.Runtime.ExceptionServices;
using Pipelines.Sockets.Unofficial;

namespace CitizenAccount.Service.Tests.Standins;

public sealed class SchedulerTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    // The process has one handler for unhandled exceptions; this one takes only those made by the test below.
    private static readonly TaskCompletionSource<Deliberate> Unhandled =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_callback_runs_on_a_thread_of_the_scheduler_with_its_state()
    {
        using var scheduler = new DedicatedThreadPoolPipeScheduler("Redis", 2);
        var ran = new TaskCompletionSource<(string? Thread, object? State)>();

        scheduler.Schedule(state => ran.SetResult((Thread.CurrentThread.Name, state)), "state");

        var (thread, state) = await ran.Task.WaitAsync(Limit);
        Assert.StartsWith("Redis", thread, StringComparison.Ordinal);
        Assert.Equal("state", state);
        await Poll.UntilAsync("the callback is counted", () => scheduler.TotalServicedByQueue == 1, Limit);
        Assert.Equal(0, scheduler.TotalServicedByPool);
        Assert.Equal(2, scheduler.WorkerCount);
    }

    [StandinFact(typeof(DedicatedThreadPoolPipeScheduler))]
    public async Task When_too_many_wait_the_thread_pool_takes_the_rest()
    {
        using var scheduler = new DedicatedThreadPoolPipeScheduler("Redis", 1, 2);
        using var gate = new ManualResetEventSlim();
        await Poll.UntilAsync("the thread is ready", () => scheduler.AvailableCount == 1, Limit);
        scheduler.Schedule(_ => gate.Wait(Limit), null);
        await Poll.UntilAsync("the thread is busy", () => scheduler.AvailableCount == 0, Limit);
        var pooled = new TaskCompletionSource<bool>();

        scheduler.Schedule(_ => { }, null);
        scheduler.Schedule(_ => { }, null);
        scheduler.Schedule(_ => pooled.SetResult(Thread.CurrentThread.IsThreadPoolThread), null);

        Assert.True(await pooled.Task.WaitAsync(Limit));
        Assert.Equal(1, scheduler.TotalServicedByPool);
        gate.Set();
        await Poll.UntilAsync("the queue is served", () => scheduler.TotalServicedByQueue == 3, Limit);
    }

    [Fact]
    public async Task After_dispose_the_queue_is_finished_and_later_callbacks_still_run()
    {
        using var gate = new ManualResetEventSlim();
        var ran = 0;
        var scheduler = new DedicatedThreadPoolPipeScheduler("Redis", 1, 100);
        scheduler.Schedule(_ => gate.Wait(Limit), null);
        for (var count = 0; count < 10; count++)
        {
            scheduler.Schedule(_ => Interlocked.Increment(ref ran), null);
        }

        scheduler.Dispose();
        scheduler.Schedule(_ => Interlocked.Increment(ref ran), null);
        gate.Set();

        await Poll.UntilAsync("all callbacks ran", () => Volatile.Read(ref ran) == 11, Limit);
    }

    [StandinFact(typeof(DedicatedThreadPoolPipeScheduler))]
    public async Task A_callback_that_throws_is_an_unhandled_exception_and_the_thread_lives_on()
    {
        ExceptionHandling.SetUnhandledExceptionHandler(
            failure => failure is Deliberate deliberate && Unhandled.TrySetResult(deliberate));
        using var scheduler = new DedicatedThreadPoolPipeScheduler("Redis", 1);
        var next = new TaskCompletionSource<string?>();

        scheduler.Schedule(_ => throw new Deliberate(), null);
        scheduler.Schedule(_ => next.SetResult(Thread.CurrentThread.Name), null);

        var raised = await Unhandled.Task.WaitAsync(Limit);
        Assert.Contains(nameof(SchedulerTests), raised.StackTrace, StringComparison.Ordinal);
        Assert.StartsWith("Redis", await next.Task.WaitAsync(Limit), StringComparison.Ordinal);
    }

    [StandinFact(typeof(DedicatedThreadPoolPipeScheduler))]
    public async Task Many_callbacks_from_many_threads_all_run_once()
    {
        using var scheduler = new DedicatedThreadPoolPipeScheduler("Redis", 3);
        var ran = 0;

        Parallel.For(0, 20_000, _ => scheduler.Schedule(_ => Interlocked.Increment(ref ran), null));

        await Poll.UntilAsync("all callbacks ran", () => Volatile.Read(ref ran) >= 20_000, Limit);
        Assert.Equal(20_000, ran);
        await Poll.UntilAsync(
            "all are counted", () => scheduler.TotalServicedByQueue + scheduler.TotalServicedByPool == 20_000, Limit);
    }

    private sealed class Deliberate() : Exception("Thrown on purpose by a test.");
}
