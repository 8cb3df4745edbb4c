using System.Buffers;
using System.IO.Pipelines;

namespace Pipelines.Sockets.Unofficial.Connections;

/// <summary>A reader that knows how many bytes its user has consumed.</summary>
internal sealed class CountingPipeReader(PipeReader inner) : PipeReader
{
    private ReadOnlySequence<byte> _buffer;
    private long _bytesConsumed;

    public long BytesConsumed => Volatile.Read(ref _bytesConsumed);

    public override bool TryRead(out ReadResult result)
    {
        var any = inner.TryRead(out result);
        if (any)
        {
            _buffer = result.Buffer;
        }

        return any;
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var reading = inner.ReadAsync(cancellationToken);
        return reading.IsCompletedSuccessfully ? new(Remember(reading.Result)) : Awaited(reading);

        async ValueTask<ReadResult> Awaited(ValueTask<ReadResult> pending) =>
            Remember(await pending.ConfigureAwait(false));
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        // Counted before the pipe takes its memory back. The position of an empty buffer belongs to no memory.
        var count = _buffer.IsEmpty || consumed.GetObject() is null ? 0 : _buffer.Slice(0, consumed).Length;
        _buffer = default;
        inner.AdvanceTo(consumed, examined);
        Interlocked.Add(ref _bytesConsumed, count);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    private ReadResult Remember(ReadResult result)
    {
        _buffer = result.Buffer;
        return result;
    }
}
