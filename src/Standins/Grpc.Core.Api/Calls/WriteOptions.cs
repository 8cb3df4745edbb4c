namespace Grpc.Core;

/// <summary>How messages are written to a stream.</summary>
public class WriteOptions(WriteFlags flags = 0)
{
    public static readonly WriteOptions Default = new();

    public WriteFlags Flags { get; } = flags;
}
