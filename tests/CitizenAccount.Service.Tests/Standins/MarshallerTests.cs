using System.Text;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Standins;

public sealed class MarshallerTests
{
    [Fact]
    public void A_pair_over_arrays_also_works_through_contexts()
    {
        var marshaller = Marshallers.Create<string>(Encoding.UTF8.GetBytes, Encoding.UTF8.GetString);
        var written = new Written();

        marshaller.ContextualSerializer("مرحبا", written);

        Assert.Equal(Encoding.UTF8.GetBytes("مرحبا"), written.Payload);
        Assert.Equal("مرحبا", marshaller.ContextualDeserializer(new Received(written.Payload!)));
    }

    [StandinFact(typeof(Marshaller<>))]
    public void A_pair_over_contexts_also_works_with_arrays()
    {
        var marshaller = Marshallers.Create<string>(
            static (text, context) =>
            {
                context.SetPayloadLength(Encoding.UTF8.GetByteCount(text));
                Encoding.UTF8.GetBytes(text, context.GetBufferWriter());
                context.Complete();
            },
            static context => Encoding.UTF8.GetString(context.PayloadAsReadOnlySequence()));

        Assert.Equal(Encoding.UTF8.GetBytes("مرحبا"), marshaller.Serializer("مرحبا"));
        Assert.Equal("مرحبا", marshaller.Deserializer(Encoding.UTF8.GetBytes("مرحبا")));
    }

    [StandinFact(typeof(Marshaller<string>))]
    public void A_serializer_that_never_completes_is_found_out()
    {
        var marshaller = Marshallers.Create<string>(static (_, _) => { }, static _ => "");

        Assert.Throws<InvalidOperationException>(() => marshaller.Serializer("text"));
    }

    [Fact]
    public void The_ready_made_marshaller_of_text_is_utf8()
    {
        Assert.Equal([0xD9, 0x85], Marshallers.StringMarshaller.Serializer("م"));
        Assert.Equal("م", Marshallers.StringMarshaller.Deserializer([0xD9, 0x85]));
    }

    [Fact]
    public void The_full_name_of_a_method_is_its_path()
    {
        var text = Marshallers.StringMarshaller;
        var method = new Method<string, string>(MethodType.DuplexStreaming, "a.b.Service", "Do", text, text);

        Assert.Equal("/a.b.Service/Do", method.FullName);
        Assert.Equal(3, (int)method.Type);
    }

    private sealed class Written : SerializationContext
    {
        public byte[]? Payload { get; private set; }

        public override void Complete(byte[] payload) => Payload = payload;
    }

    private sealed class Received(byte[] payload) : DeserializationContext
    {
        public override int PayloadLength => payload.Length;

        public override byte[] PayloadAsNewBuffer() => payload;
    }
}
