using System.IO.Pipelines;

namespace Pipelines.Sockets.Unofficial.Connections;

/// <summary>Moves bytes between a transport and a pipe each way, and counts them at both ends of each pipe.</summary>
internal sealed class DuplexPump
{
    private readonly Transport _transport;
    private readonly Pipe _sending;
    private readonly Pipe _receiving;
    private readonly CountingPipeWriter _output;
    private readonly CountingPipeReader _input;
    private long _bytesSent;
    private long _bytesRead;
    private int _lastReceived;
    private int _pumping = 2;
    private volatile bool _closed;

    public DuplexPump(Transport transport, PipeOptions? sendOptions, PipeOptions? receiveOptions)
    {
        sendOptions ??= PipeOptions.Default;
        receiveOptions ??= PipeOptions.Default;
        _transport = transport;
        _sending = new Pipe(sendOptions);
        _receiving = new Pipe(receiveOptions);
        _output = new CountingPipeWriter(_sending.Writer);
        _input = new CountingPipeReader(_receiving.Reader);
        sendOptions.ReaderScheduler.Schedule(static pump => _ = ((DuplexPump)pump!).SendAsync(), this);
        receiveOptions.WriterScheduler.Schedule(static pump => _ = ((DuplexPump)pump!).ReceiveAsync(), this);
    }

    public PipeReader Input => _input;

    public PipeWriter Output => _output;

    public long BytesSent => Volatile.Read(ref _bytesSent);

    public long BytesRead => Volatile.Read(ref _bytesRead);

    public int LastReceived => Volatile.Read(ref _lastReceived);

    public long BytesWaitingToBeSent => Math.Max(0, _output.BytesWritten - BytesSent);

    public long BytesWaitingToBeRead => Math.Max(0, BytesRead - _input.BytesConsumed);

    /// <summary>Ends both pumps. The user's ends are left to the user, who may be in the middle of reading.</summary>
    public void Close()
    {
        _closed = true;
        _transport.Stop();
        _sending.Reader.CancelPendingRead();
    }

    private async Task ReceiveAsync()
    {
        var into = _receiving.Writer;
        Exception? failure = null;
        try
        {
            while (true)
            {
                var count = await _transport.ReadAsync(into.GetMemory()).ConfigureAwait(false);
                Volatile.Write(ref _lastReceived, count);
                if (count == 0)
                {
                    _transport.PeerClosed();
                    break;
                }

                Interlocked.Add(ref _bytesRead, count);
                into.Advance(count);
                var flushed = await into.FlushAsync().ConfigureAwait(false);
                if (flushed.IsCompleted || flushed.IsCanceled)
                {
                    break;
                }
            }
        }
        catch (Exception caught)
        {
            failure = _closed ? null : _transport.Explain(caught);
        }

        await into.CompleteAsync(failure).ConfigureAwait(false);
        OnePumpEnded();
    }

    private async Task SendAsync()
    {
        var from = _sending.Reader;
        Exception? failure = null;
        try
        {
            var more = true;
            while (more)
            {
                var read = await from.ReadAsync().ConfigureAwait(false);
                foreach (var piece in read.Buffer)
                {
                    await _transport.WriteAsync(piece).ConfigureAwait(false);
                    Interlocked.Add(ref _bytesSent, piece.Length);
                }

                from.AdvanceTo(read.Buffer.End);
                await _transport.FlushAsync().ConfigureAwait(false);
                more = !read.IsCompleted && !read.IsCanceled;
            }

            _transport.EndWriting();
        }
        catch (Exception caught)
        {
            failure = _closed ? null : _transport.Explain(caught);
        }

        await from.CompleteAsync(failure).ConfigureAwait(false);
        OnePumpEnded();
    }

    private void OnePumpEnded()
    {
        if (Interlocked.Decrement(ref _pumping) == 0)
        {
            _transport.Release();
        }
    }
}
