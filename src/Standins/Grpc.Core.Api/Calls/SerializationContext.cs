using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a serializer leaves the bytes of one message: all at once, or through a writer.</summary>
public abstract class SerializationContext
{
    public virtual void Complete(byte[] payload) =>
        throw new NotSupportedException("This context takes no whole payload.");

    public virtual IBufferWriter<byte> GetBufferWriter() =>
        throw new NotSupportedException("This context has no writer.");

    public virtual void SetPayloadLength(int payloadLength)
    {
        // A hint only: a context that has no use for the length ignores it.
    }

    public virtual void Complete() => throw new NotSupportedException("This context has no writer to complete.");
}
