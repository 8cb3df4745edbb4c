using System.Collections.Concurrent;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>Lets so many at once have a thread, and the others in the order they came. Whoever's turn comes, the first
/// too, stands behind the work that waits for a thread already: short pieces of calls that are nearly answered, and the
/// refusing of those that are too many, go before the next call is begun.</summary>
internal sealed class Turns(int count)
{
    private readonly ConcurrentQueue<Waiter> _waiting = new();

    // Below zero, how many wait.
    private int _free = count;

    /// <summary>Waits for a turn; it has to be passed on.</summary>
    public Task TakeAsync()
    {
        var waiter = new Waiter();
        if (Interlocked.Decrement(ref _free) >= 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(waiter, preferLocal: false);
        }
        else
        {
            _waiting.Enqueue(waiter);
        }

        return waiter.Task;
    }

    /// <summary>Passes a turn on.</summary>
    public void Pass()
    {
        if (Interlocked.Increment(ref _free) > 0)
        {
            return;
        }

        // Somebody has taken a number and may be about to stand in the queue.
        Waiter? next;
        var spin = default(SpinWait);
        while (!_waiting.TryDequeue(out next))
        {
            spin.SpinOnce();
        }

        ThreadPool.UnsafeQueueUserWorkItem(next, preferLocal: false);
    }

    private sealed class Waiter : TaskCompletionSource, IThreadPoolWorkItem
    {
        public void Execute() => SetResult();
    }
}
