using System.Diagnostics;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>Watches how long work waits for a thread. Calls that compute and read a local database hold a thread from
/// end to end, so that of too many calls few are under way and the rest wait unseen; a beat that goes through the same
/// queue every few milliseconds sees it. The time is the machine's: it is no time of the programme.</summary>
internal sealed class QueueWatch : IThreadPoolWorkItem, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly Timer _timer;

    private long _queued = Stopwatch.GetTimestamp();
    private int _lateInARow;
    private bool _isQueued;

    /// <param name="limit">How long work may wait.</param>
    public QueueWatch(TimeSpan limit)
    {
        Limit = limit;
        _timer = new Timer(static watch => ((QueueWatch)watch!).Queue(), this, Pause, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How long work may wait.</summary>
    public TimeSpan Limit { get; }

    /// <summary>Work waits longer than the limit: the beat under way has, or one after the other did. A single late
    /// beat that has had its turn is the pause of a garbage collection, and over.</summary>
    public bool IsLate => Volatile.Read(ref _lateInARow) > 1 || (Volatile.Read(ref _isQueued) && HasWaited);

    private bool HasWaited => Stopwatch.GetElapsedTime(Volatile.Read(ref _queued)) > Limit;

    public void Dispose() => _timer.Dispose();

    /// <summary>The beat: its turn has come.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        Volatile.Write(ref _lateInARow, HasWaited ? Math.Min(_lateInARow + 1, 2) : 0);
        Volatile.Write(ref _isQueued, false);
        try
        {
            _timer.Change(Pause, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // The service has stopped meanwhile.
        }
    }

    // Timers are served before everything else, and so a timer's own lateness would tell nothing.
    private void Queue()
    {
        Volatile.Write(ref _queued, Stopwatch.GetTimestamp());
        Volatile.Write(ref _isQueued, true);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
