namespace CitizenAccount.Service.Platform.Hosting;

/// <summary>Wakes a worker of this process after a step. Only a hint: it also looks by itself.</summary>
internal abstract class WorkSignal : IDisposable
{
    private readonly SemaphoreSlim _raised = new(0, 1);

    /// <summary>Says that there may be something to do.</summary>
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
