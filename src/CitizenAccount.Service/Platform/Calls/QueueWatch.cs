using System.Diagnostics;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>Watches how long work waits for a thread. Calls that compute and read a local database hold a thread from
/// end to end, so that of too many calls few are under way and the rest wait unseen; a beat that goes through the same
/// queue every few milliseconds sees it. The time is the machine's: it is no time of the programme.</summary>
internal sealed class QueueWatch : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);

    private readonly long _limit;
    private readonly Timer _timer;

    private long _due;
    private int _lateInARow;

    /// <param name="limit">How long work may wait before calls are shed.</param>
    public QueueWatch(TimeSpan limit)
    {
        _limit = (long)(limit.TotalSeconds * Stopwatch.Frequency);
        _timer = new Timer(static watch => ((QueueWatch)watch!).Beats(), this, Timeout.Infinite, Timeout.Infinite);
        WaitForNext();
    }

    /// <summary>Work waits longer than the limit, and has for more than a moment: the pause of a garbage collection
    /// makes one beat late and no more.</summary>
    public bool IsLate
    {
        get
        {
            var late = Volatile.Read(ref _lateInARow);
            return late > 1 || (late == 1 && Stopwatch.GetTimestamp() - Volatile.Read(ref _due) > _limit);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Beats()
    {
        var late = Stopwatch.GetTimestamp() - Volatile.Read(ref _due) > _limit;
        Volatile.Write(ref _lateInARow, late ? Math.Min(_lateInARow + 1, 2) : 0);
        WaitForNext();
    }

    private void WaitForNext()
    {
        Volatile.Write(ref _due, Stopwatch.GetTimestamp() + (long)(Beat.TotalSeconds * Stopwatch.Frequency));
        try
        {
            _timer.Change(Beat, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // The service has stopped meanwhile.
        }
    }
}
