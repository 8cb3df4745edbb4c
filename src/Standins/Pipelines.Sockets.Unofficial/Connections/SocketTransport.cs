using System.Net.Sockets;

namespace Pipelines.Sockets.Unofficial.Connections;

/// <summary>A connected socket, with what is known of its end.</summary>
internal sealed class SocketTransport(Socket socket) : Transport
{
    private int _shutdownKind;
    private int _socketError;

    public PipeShutdownKind ShutdownKind => (PipeShutdownKind)Volatile.Read(ref _shutdownKind);

    public SocketError SocketError => (SocketError)Volatile.Read(ref _socketError);

    public long BytesAvailable
    {
        get
        {
            try
            {
                return socket.Available;
            }
            catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
            {
                // A closed socket has nothing to offer; the caller is about to report the closing itself.
                return 0;
            }
        }
    }

    /// <summary>The first reason stays.</summary>
    public bool TrySetShutdown(PipeShutdownKind kind)
    {
        const int none = (int)PipeShutdownKind.None;
        return Interlocked.CompareExchange(ref _shutdownKind, (int)kind, none) == none;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer) => socket.ReceiveAsync(buffer, SocketFlags.None);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var count = await socket.SendAsync(bytes, SocketFlags.None).ConfigureAwait(false);
            bytes = bytes[count..];
        }
    }

    public override ValueTask FlushAsync() => ValueTask.CompletedTask;

    public override void EndWriting() => socket.Shutdown(SocketShutdown.Send);

    public override void PeerClosed() => TrySetShutdown(PipeShutdownKind.ReadEndOfStream);

    public override Exception Explain(Exception failure)
    {
        if (failure is not SocketException socketFailure)
        {
            return failure;
        }

        var error = socketFailure.SocketErrorCode;
        Interlocked.CompareExchange(ref _socketError, (int)error, (int)SocketError.Success);
        return error is SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown
            ? new ConnectionResetException("The peer cut the connection.", failure)
            : new IOException($"The connection failed: {error}.", failure);
    }

    public override void Stop()
    {
        try
        {
            // Disposing with a receive under way would reset the connection; this ends it in order.
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // It was not connected any more.
        }

        socket.Dispose();
    }

    public override void Release()
    {
        // A socket may be disposed of while it is used, and is by then.
    }
}
