namespace CitizenAccount.Service.Partners.Submissions;

/// <summary>Wakes the worker of this process when a submission is whole. Only a hint: it also looks by itself.
/// </summary>
internal sealed class SubmissionSignal : IDisposable
{
    private readonly SemaphoreSlim _raised = new(0, 1);

    /// <summary>Says that there is something to do.</summary>
    public void Raise()
    {
        try
        {
            _raised.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    /// <summary>Waits for the next <see cref="Raise"/>, or so long at most.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken stop) => _raised.WaitAsync(atMost, stop);

    public void Dispose() => _raised.Dispose();
}

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
