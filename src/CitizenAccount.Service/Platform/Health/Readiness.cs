namespace CitizenAccount.Service.Platform.Health;

/// <summary>How far this process has come, in the order it lives through.</summary>
internal enum ReadinessPhase
{
    /// <summary>Not listening yet.</summary>
    Starting = 1,

    /// <summary>Ready for calls.</summary>
    Serving = 2,

    /// <summary>Stopping: calls are still served, and no new ones should be sent.</summary>
    Draining = 3,

    /// <summary>Drained: streams that only tell the state end now.</summary>
    Drained = 4,
}

/// <summary>Whether this process is ready for calls. It only moves forward: what stops does not become ready again.
/// </summary>
internal sealed class Readiness
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = NewSignal();
    private ReadinessPhase _phase = ReadinessPhase.Starting;

    public ReadinessPhase Phase
    {
        get
        {
            lock (_gate)
            {
                return _phase;
            }
        }
    }

    public bool IsServing => Phase == ReadinessPhase.Serving;

    /// <summary>The process listens.</summary>
    public void Start() => MoveTo(ReadinessPhase.Serving);

    /// <summary>The process is about to stop: tell everyone, and go on serving.</summary>
    public void Stop() => MoveTo(ReadinessPhase.Draining);

    /// <summary>Everyone has had the time to notice.</summary>
    public void Close() => MoveTo(ReadinessPhase.Drained);

    /// <summary>Waits until the phase is another than the one seen, and gives it. A phase that passed while nobody
    /// looked is not told.</summary>
    public async Task<ReadinessPhase> WaitForChangeAsync(ReadinessPhase seen, CancellationToken stop)
    {
        Task changed;
        lock (_gate)
        {
            if (_phase != seen)
            {
                return _phase;
            }

            changed = _changed.Task;
        }

        await changed.WaitAsync(stop);
        return Phase;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void MoveTo(ReadinessPhase phase)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            if (phase <= _phase)
            {
                return;
            }

            _phase = phase;
            changed = _changed;
            _changed = NewSignal();
        }

        changed.SetResult();
    }
}
