using CitizenAccount.Service.Platform.Hosting;

namespace CitizenAccount.Service.Platform.Health;

/// <summary>Says "ready" once the process listens, and "not ready" first of all when it is told to stop. Calls are
/// served on while it waits, so that a load balancer that has noticed sends nothing into a closing process.</summary>
internal sealed class DrainGate(Readiness readiness, ListenOptions listen, TimeProvider clock) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        readiness.Start();
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        readiness.Stop();

        // The host's time to stop may run out first; then the drain is over early, and nothing has failed.
        await Task.Delay(TimeSpan.FromSeconds(listen.DrainSeconds), clock, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        readiness.Close();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
