using CitizenAccount.Service.Eligibility.Risk;
using CitizenAccount.Service.Platform.Hosting;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Wakes the worker of cycles.</summary>
internal sealed class CycleSignal : WorkSignal;

/// <summary>Does on every replica what cycles wait for: seal what is started, evaluate what is sealed, tell the
/// households of what is published, decide again what was asked for, look for signals. A failure is told and tried
/// again.</summary>
internal sealed partial class CycleWorker(
    CycleSignal signal, CycleStore store, CycleRun run, CycleNotices notices, Redeciding redeciding,
    RiskWork risks, ILogger<CycleWorker> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RoundAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(log, failure.GetType().Name, failure.StackTrace);
            }

            try
            {
                await signal.WaitAsync(LookEvery, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                // The process stops.
            }
        }
    }

    private async Task RoundAsync(CancellationToken stop)
    {
        foreach (var cycle in await store.ListToWorkAsync(stop))
        {
            if (cycle.State == CycleState.Published)
            {
                await notices.TellAsync(cycle, stop);
            }
            else
            {
                await run.EvaluateAsync(CycleRun.MonthOf(cycle.Month), null, stop);
            }
        }

        await redeciding.WorkAsync(stop);

        // Last: nobody's money waits for it.
        await risks.WorkAsync(stop);
    }

    [LoggerMessage(4101, LogLevel.Error, "Work on cycles failed and is tried again: {Failure} {Stack}")]
    private static partial void LogFailed(ILogger log, string failure, string? stack);
}
