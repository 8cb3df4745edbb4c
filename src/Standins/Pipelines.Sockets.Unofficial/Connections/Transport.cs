namespace Pipelines.Sockets.Unofficial.Connections;

/// <summary>What a pump reads from and writes to.</summary>
internal abstract class Transport
{
    /// <summary>The bytes received; 0 at the end.</summary>
    public abstract ValueTask<int> ReadAsync(Memory<byte> buffer);

    public abstract ValueTask WriteAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>Called when what was written so far should be on its way.</summary>
    public abstract ValueTask FlushAsync();

    /// <summary>Called when nothing more will be written.</summary>
    public abstract void EndWriting();

    /// <summary>Called once when the peer closed its side.</summary>
    public abstract void PeerClosed();

    /// <summary>What the pipe's user is told of a failure.</summary>
    public abstract Exception Explain(Exception failure);

    /// <summary>Ends reads and writes under way, and those to come.</summary>
    public abstract void Stop();

    /// <summary>Called once when no read or write is under way any more and none will come.</summary>
    public abstract void Release();
}
