using System.IO.Pipelines;
using System.Net.Sockets;
using Pipelines.Sockets.Unofficial.Connections;

namespace Pipelines.Sockets.Unofficial;

/// <summary>A connected socket as a pipe each way. Disposing it closes the socket.</summary>
public abstract class SocketConnection : IMeasuredDuplexPipe, IDisposable
{
    private readonly SocketTransport _transport;
    private readonly DuplexPump _pump;

    private protected SocketConnection(Socket socket, PipeOptions? sendPipeOptions, PipeOptions? receivePipeOptions)
    {
        _transport = new SocketTransport(socket);
        _pump = new DuplexPump(_transport, sendPipeOptions, receivePipeOptions);
    }

    public PipeReader Input => _pump.Input;

    public PipeWriter Output => _pump.Output;

    public long BytesRead => _pump.BytesRead;

    public long BytesSent => _pump.BytesSent;

    long IMeasuredDuplexPipe.TotalBytesReceived => BytesRead;

    long IMeasuredDuplexPipe.TotalBytesSent => BytesSent;

    /// <summary>The bytes of the latest receive; 0 once the peer has closed.</summary>
    public int LastReceived => _pump.LastReceived;

    public PipeShutdownKind ShutdownKind => _transport.ShutdownKind;

    /// <summary>The first error of the socket.</summary>
    public SocketError SocketError => _transport.SocketError;

    public static SocketConnection Create(
        Socket socket,
        PipeOptions? sendPipeOptions = null,
        PipeOptions? receivePipeOptions = null,
        SocketConnectionOptions socketConnectionOptions = SocketConnectionOptions.None,
        string? name = null)
    {
        ArgumentNullException.ThrowIfNull(socket);
        _ = (socketConnectionOptions, name);
        return new Connected(socket, sendPipeOptions, receivePipeOptions);
    }

    /// <summary>Everything needed is part of .NET.</summary>
    public static void AssertDependencies()
    {
    }

    public static void SetRecommendedClientOptions(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        if (socket.ProtocolType == ProtocolType.Tcp)
        {
            socket.NoDelay = true;
        }
    }

    /// <summary>Notes that our side ends the connection; false when something else ended it before.</summary>
    public bool TrySetProtocolShutdown(PipeShutdownKind kind) => _transport.TrySetShutdown(kind);

    public Counters GetCounters() =>
        new(_transport.BytesAvailable, _pump.BytesWaitingToBeRead, _pump.BytesWaitingToBeSent);

    public void Dispose()
    {
        _pump.Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>Where bytes are waiting at one moment.</summary>
    public readonly struct Counters
    {
        internal Counters(long availableOnSocket, long waitingToBeRead, long waitingToBeSent)
        {
            BytesAvailableOnSocket = availableOnSocket;
            BytesWaitingToBeRead = waitingToBeRead;
            BytesWaitingToBeSent = waitingToBeSent;
        }

        public long BytesAvailableOnSocket { get; }

        public long BytesWaitingToBeRead { get; }

        public long BytesWaitingToBeSent { get; }
    }

    private sealed class Connected(Socket socket, PipeOptions? send, PipeOptions? receive)
        : SocketConnection(socket, send, receive);
}
