using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Pipelines.Sockets.Unofficial;

/// <summary>Socket operations, one after another, that can be awaited and given up from outside.</summary>
public class SocketAwaitableEventArgs(PipeScheduler? ioScheduler = null)
    : SocketAsyncEventArgs, ICriticalNotifyCompletion
{
    private static readonly Action Done = static () => { };

    private Action? _continuation;
    private int _abortedWith;

    public bool IsCompleted => ReferenceEquals(Volatile.Read(ref _continuation), Done);

    public SocketAwaitableEventArgs GetAwaiter() => this;

    /// <summary>The bytes transferred; a failed or aborted operation throws. Then the next may start.</summary>
    public int GetResult()
    {
        Volatile.Write(ref _continuation, null);
        var error = (SocketError)Interlocked.Exchange(ref _abortedWith, (int)SocketError.Success);
        if (error == SocketError.Success)
        {
            error = SocketError;
        }

        return error == SocketError.Success ? BytesTransferred : throw new SocketException((int)error);
    }

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        var before = Interlocked.CompareExchange(ref _continuation, continuation, null);
        if (ReferenceEquals(before, Done))
        {
            Run(continuation);
        }
        else if (before is not null)
        {
            throw new InvalidOperationException("The operation is awaited already.");
        }
    }

    /// <summary>Ends the waiting. Called for an operation that finished at once; later calls change nothing.</summary>
    public void Complete()
    {
        var waiting = Interlocked.Exchange(ref _continuation, Done);
        if (waiting is not null && !ReferenceEquals(waiting, Done))
        {
            Run(waiting);
        }
    }

    /// <summary>Ends the waiting with an error, unless the operation finished before.</summary>
    public void Abort(SocketError error = SocketError.OperationAborted)
    {
        if (!IsCompleted)
        {
            Interlocked.CompareExchange(ref _abortedWith, (int)error, (int)SocketError.Success);
            Complete();
        }
    }

    protected override void OnCompleted(SocketAsyncEventArgs e) => Complete();

    private void Run(Action continuation)
    {
        if (ioScheduler is null)
        {
            continuation();
        }
        else
        {
            ioScheduler.Schedule(static state => ((Action)state!)(), continuation);
        }
    }
}
