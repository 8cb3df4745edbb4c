namespace Pipelines.Sockets.Unofficial;

/// <summary>What ended a connection first. Only the numbers that are known for certain are declared.</summary>
public enum PipeShutdownKind
{
    None = 0,

    /// <summary>The peer closed its side.</summary>
    ReadEndOfStream = 100,

    /// <summary>Our client asked the peer to close.</summary>
    ProtocolExitClient = 400,
}
