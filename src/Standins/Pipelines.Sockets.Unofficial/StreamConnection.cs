using System.IO.Pipelines;
using Pipelines.Sockets.Unofficial.Connections;

namespace Pipelines.Sockets.Unofficial;

/// <summary>Streams as pipes.</summary>
public static class StreamConnection
{
    /// <summary>A pipe each way; disposing it closes the stream, as does the end of both directions.</summary>
    public static IDuplexPipe GetDuplex(
        Stream stream, PipeOptions? sendPipeOptions = null, PipeOptions? receivePipeOptions = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _ = name;
        return new Duplex(new DuplexPump(new StreamTransport(stream), sendPipeOptions, receivePipeOptions));
    }

    /// <summary>Reads the stream as asked; completing the reader closes the stream.</summary>
    public static PipeReader GetReader(Stream stream, PipeOptions? pipeOptions = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _ = name;
        pipeOptions ??= PipeOptions.Default;
        return PipeReader.Create(stream, new StreamPipeReaderOptions(pipeOptions.Pool, pipeOptions.MinimumSegmentSize));
    }

    private sealed class Duplex(DuplexPump pump) : IMeasuredDuplexPipe, IDisposable
    {
        public PipeReader Input => pump.Input;

        public PipeWriter Output => pump.Output;

        public long TotalBytesSent => pump.BytesSent;

        public long TotalBytesReceived => pump.BytesRead;

        public void Dispose() => pump.Close();
    }
}
