using System.Buffers;

namespace Grpc.Core;

/// <summary>Turns messages into bytes and back. Made from either pair of functions, it offers both.</summary>
public class Marshaller<T>
{
    public Marshaller(Func<T, byte[]> serializer, Func<byte[], T> deserializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        ArgumentNullException.ThrowIfNull(deserializer);
        Serializer = serializer;
        Deserializer = deserializer;
        ContextualSerializer = (message, context) => context.Complete(serializer(message));
        ContextualDeserializer = context => deserializer(context.PayloadAsNewBuffer());
    }

    public Marshaller(Action<T, SerializationContext> serializer, Func<DeserializationContext, T> deserializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        ArgumentNullException.ThrowIfNull(deserializer);
        ContextualSerializer = serializer;
        ContextualDeserializer = deserializer;
        Serializer = message =>
        {
            var context = new Written();
            serializer(message, context);
            return context.Payload;
        };
        Deserializer = payload => deserializer(new Received(payload));
    }

    public Func<T, byte[]> Serializer { get; }

    public Func<byte[], T> Deserializer { get; }

    public Action<T, SerializationContext> ContextualSerializer { get; }

    public Func<DeserializationContext, T> ContextualDeserializer { get; }

    private sealed class Written : SerializationContext
    {
        private readonly ArrayBufferWriter<byte> _writer = new();
        private byte[]? _payload;

        public byte[] Payload =>
            _payload ?? throw new InvalidOperationException("The serializer did not complete the payload.");

        public override IBufferWriter<byte> GetBufferWriter() => _writer;

        public override void Complete() => Complete(_writer.WrittenSpan.ToArray());

        public override void Complete(byte[] payload)
        {
            ArgumentNullException.ThrowIfNull(payload);
            if (_payload is not null)
            {
                throw new InvalidOperationException("The serializer completed the payload twice.");
            }

            _payload = payload;
        }
    }

    private sealed class Received(byte[] payload) : DeserializationContext
    {
        public override int PayloadLength => payload.Length;

        public override byte[] PayloadAsNewBuffer() => payload;
    }
}
