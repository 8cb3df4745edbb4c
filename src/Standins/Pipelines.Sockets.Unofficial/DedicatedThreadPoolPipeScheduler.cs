using System.IO.Pipelines;
using System.Runtime.ExceptionServices;

namespace Pipelines.Sockets.Unofficial;

/// <summary>
/// Runs pipe callbacks on threads of its own, so that a busy thread pool does not hold up the connections.
/// When too many wait, further ones go to the thread pool.
/// </summary>
public sealed class DedicatedThreadPoolPipeScheduler : PipeScheduler, IDisposable
{
    private readonly Queue<(Action<object?> Callback, object? State)> _waiting = new();
    private readonly int _waitingMax;
    private int _available;
    private long _servicedByQueue;
    private long _servicedByPool;
    private bool _disposed;

    public DedicatedThreadPoolPipeScheduler(
        string? name = null,
        int workerCount = 5,
        int useThreadPoolQueueLength = 10,
        ThreadPriority priority = ThreadPriority.Normal)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workerCount);
        name = string.IsNullOrWhiteSpace(name) ? nameof(DedicatedThreadPoolPipeScheduler) : name;
        _waitingMax = useThreadPoolQueueLength;
        WorkerCount = workerCount;
        for (var number = 1; number <= workerCount; number++)
        {
            new Thread(Work) { Name = $"{name}:{number}", IsBackground = true, Priority = priority }.Start();
        }
    }

    public int WorkerCount { get; }

    /// <summary>The threads that have nothing to do.</summary>
    public int AvailableCount => Volatile.Read(ref _available);

    public long TotalServicedByQueue => Volatile.Read(ref _servicedByQueue);

    public long TotalServicedByPool => Volatile.Read(ref _servicedByPool);

    public override void Schedule(Action<object?> action, object? state)
    {
        ArgumentNullException.ThrowIfNull(action);
        lock (_waiting)
        {
            if (!_disposed && _waiting.Count < _waitingMax)
            {
                _waiting.Enqueue((action, state));
                Monitor.Pulse(_waiting);
                return;
            }
        }

        Interlocked.Increment(ref _servicedByPool);
        System.Threading.ThreadPool.UnsafeQueueUserWorkItem(action, state, preferLocal: false);
    }

    /// <summary>Lets the threads finish what waits and end. Callbacks scheduled later go to the thread pool.</summary>
    public void Dispose()
    {
        lock (_waiting)
        {
            _disposed = true;
            Monitor.PulseAll(_waiting);
        }
    }

    private void Work()
    {
        while (Next() is { } next)
        {
            try
            {
                next.Callback(next.State);
            }
            catch (Exception failure)
            {
                RaiseOnThreadPool(failure);
            }

            Interlocked.Increment(ref _servicedByQueue);
        }
    }

    private (Action<object?> Callback, object? State)? Next()
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0)
            {
                if (_disposed)
                {
                    return null;
                }

                _available++;
                Monitor.Wait(_waiting);
                _available--;
            }

            return _waiting.Dequeue();
        }
    }

    // A callback that throws is a bug. It is raised where the thread pool would have raised it, as an unhandled
    // exception that ends the process or reaches its handler; this thread lives on for the callbacks behind it.
    private static void RaiseOnThreadPool(Exception failure)
    {
        var captured = ExceptionDispatchInfo.Capture(failure);
        System.Threading.ThreadPool.UnsafeQueueUserWorkItem(static info => info.Throw(), captured, preferLocal: false);
    }
}
