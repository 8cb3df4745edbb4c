using CitizenAccount.Service.Platform.Hosting;

namespace CitizenAccount.Service.Partners.Submissions;

/// <summary>Wakes the worker when a submission is whole.</summary>
internal sealed class SubmissionSignal : WorkSignal;

/// <summary>Takes over on every replica what partners submitted, and gives up what they did not go on with. A failure
/// is told and tried again; it holds up no other submission.</summary>
internal sealed partial class SubmissionWorker(
    SubmissionSignal signal, SubmissionStore store, SubmissionChecking checking, PartnersOptions options,
    ILogger<SubmissionWorker> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await TryAsync(RoundAsync, stoppingToken);
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
        await store.AbandonAsync(TimeSpan.FromDays(options.ContinueDays), stop);
        foreach (var id in await store.ListToCheckAsync(stop))
        {
            await TryAsync(
                async stopping =>
                {
                    while (await checking.StepAsync(id, stopping))
                    {
                        // Each part is a transaction: whoever waits to write comes between two of them.
                    }
                },
                stop);
        }
    }

    private async Task TryAsync(Func<CancellationToken, Task> work, CancellationToken stop)
    {
        try
        {
            await work(stop);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            // Texts of exceptions may quote what they are about: only kind and place are told.
            LogFailed(log, failure.GetType().Name, failure.StackTrace);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The process stops.
        }
    }

    [LoggerMessage(
        4801, LogLevel.Error, "A submission could not be taken over and is tried again: {Failure} {Stack}")]
    private static partial void LogFailed(ILogger log, string failure, string? stack);
}
