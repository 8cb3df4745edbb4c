using CitizenAccount.Service.Platform.Health;
using CitizenAccount.Service.Platform.Hosting;

namespace CitizenAccount.Service.Tests.Calls;

public sealed class ReadinessTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Fact]
    public void A_process_is_ready_only_between_start_and_stop()
    {
        var readiness = new Readiness();
        Assert.False(readiness.IsServing);
        readiness.Start();
        Assert.True(readiness.IsServing);
        readiness.Stop();
        Assert.False(readiness.IsServing);
        Assert.Equal(ReadinessPhase.Draining, readiness.Phase);
        readiness.Close();
        Assert.Equal(ReadinessPhase.Drained, readiness.Phase);
    }

    [Fact]
    public void What_is_told_to_stop_does_not_become_ready_again()
    {
        var readiness = new Readiness();
        readiness.Stop();
        readiness.Start();
        Assert.Equal(ReadinessPhase.Draining, readiness.Phase);
    }

    [Fact]
    public async Task A_change_that_already_happened_is_told_at_once()
    {
        var readiness = new Readiness();
        readiness.Start();
        Assert.Equal(
            ReadinessPhase.Serving,
            await readiness.WaitForChangeAsync(ReadinessPhase.Starting, CancellationToken.None).WaitAsync(Limit));
    }

    [Fact]
    public async Task Everyone_who_waits_is_told_of_a_change()
    {
        var readiness = new Readiness();
        readiness.Start();
        var waiting = Enumerable.Range(0, 3)
            .Select(_ => readiness.WaitForChangeAsync(ReadinessPhase.Serving, CancellationToken.None)).ToList();
        Assert.All(waiting, wait => Assert.False(wait.IsCompleted));
        readiness.Stop();
        Assert.All(await Task.WhenAll(waiting).WaitAsync(Limit), phase => Assert.Equal(ReadinessPhase.Draining, phase));
    }

    [Fact]
    public async Task A_wait_ends_with_its_caller()
    {
        using var gone = new CancellationTokenSource();
        var waiting = new Readiness().WaitForChangeAsync(ReadinessPhase.Starting, gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Limit));
    }

    [Fact]
    public async Task Health_says_not_serving_before_the_process_stops_and_waits_for_the_drain()
    {
        var readiness = new Readiness();
        var gate = new DrainGate(readiness, new ListenOptions { DrainSeconds = 300 }, TimeProvider.System);
        await gate.StartedAsync(CancellationToken.None);
        Assert.True(readiness.IsServing);

        // The drain of five minutes is cut short by the host's own limit, which is no failure.
        using var limit = new CancellationTokenSource();
        var stopping = gate.StoppingAsync(limit.Token);
        Assert.Equal(ReadinessPhase.Draining, readiness.Phase);
        Assert.False(stopping.IsCompleted);
        await limit.CancelAsync();
        await stopping.WaitAsync(Limit);
        Assert.Equal(ReadinessPhase.Drained, readiness.Phase);
    }

    [Fact]
    public async Task Without_a_drain_the_stop_goes_on_at_once()
    {
        var readiness = new Readiness();
        var gate = new DrainGate(readiness, new ListenOptions { DrainSeconds = 0 }, TimeProvider.System);
        await gate.StoppingAsync(CancellationToken.None).WaitAsync(Limit);
        Assert.Equal(ReadinessPhase.Drained, readiness.Phase);
    }
}
