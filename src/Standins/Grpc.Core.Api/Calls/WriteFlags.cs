namespace Grpc.Core;

/// <summary>Hints for one written message.</summary>
[Flags]
public enum WriteFlags
{
    /// <summary>The message may wait for more before it is sent.</summary>
    BufferHint = 1,

    /// <summary>The message is sent uncompressed.</summary>
    NoCompress = 2,
}
