namespace Pipelines.Sockets.Unofficial.Connections;

/// <summary>
/// A stream, such as TLS over a socket. Streams need not bear to be disposed of in the middle of a read or write, so
/// those are cancelled first. A stream that heeds no cancellation ends when what is beneath it does.
/// </summary>
#pragma warning disable CA1001 // The source has no timer and no handle, and may be asked to cancel after the release.
internal sealed class StreamTransport(Stream stream) : Transport
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _stop = new();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer) => stream.ReadAsync(buffer, _stop.Token);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes) => stream.WriteAsync(bytes, _stop.Token);

    public override ValueTask FlushAsync() => new(stream.FlushAsync(_stop.Token));

    public override void EndWriting()
    {
        // A stream cannot close one direction only.
    }

    public override void PeerClosed()
    {
    }

    public override Exception Explain(Exception failure) => failure;

    public override void Stop() => _stop.Cancel();

    public override void Release() => stream.Dispose();
}
