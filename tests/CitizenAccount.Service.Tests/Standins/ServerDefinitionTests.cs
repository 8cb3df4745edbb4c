using Grpc.Core;

namespace CitizenAccount.Service.Tests.Standins;

public sealed class ServerDefinitionTests
{
    [Fact]
    public void Methods_are_bound_in_the_order_added()
    {
        var definition = ServerServiceDefinition.CreateBuilder()
            .AddMethod(Named(MethodType.Unary, "A"), (UnaryServerMethod<string, string>?)null!)
            .AddMethod(Named(MethodType.ClientStreaming, "B"), (ClientStreamingServerMethod<string, string>?)null!)
            .AddMethod(Named(MethodType.ServerStreaming, "C"), (ServerStreamingServerMethod<string, string>?)null!)
            .AddMethod(Named(MethodType.DuplexStreaming, "D"), (DuplexStreamingServerMethod<string, string>?)null!)
            .Build();
        var binder = new Noting();

        definition.BindService(binder);

        Assert.Equal(["/Service/A", "/Service/B", "/Service/C", "/Service/D"], binder.Bound);
    }

    [Fact]
    public void A_name_comes_only_once()
    {
        var builder = ServerServiceDefinition.CreateBuilder()
            .AddMethod(Named(MethodType.Unary, "A"), (UnaryServerMethod<string, string>?)null!);

        Assert.Throws<ArgumentException>(() => builder.AddMethod(
            Named(MethodType.ServerStreaming, "A"), (ServerStreamingServerMethod<string, string>?)null!));
    }

    [Fact]
    public async Task A_writer_that_knows_no_cancellation_takes_only_a_token_that_cannot_be_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var plain = new PlainWriter();
        IServerStreamWriter<string> writer = plain;

        await writer.WriteAsync("a", CancellationToken.None);

        Assert.Equal(["a"], plain.Written);
        await Assert.ThrowsAsync<NotSupportedException>(() => writer.WriteAsync("b", stop.Token));
    }

    private static Method<string, string> Named(MethodType type, string name) =>
        new(type, "Service", name, Marshallers.StringMarshaller, Marshallers.StringMarshaller);

    private sealed class Noting : ServiceBinderBase
    {
        public List<string> Bound { get; } = [];

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
            Bound.Add(method.FullName);

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) =>
            Bound.Add(method.FullName);

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
            Bound.Add(method.FullName);

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
            Bound.Add(method.FullName);
    }

    private sealed class PlainWriter : IServerStreamWriter<string>
    {
        public List<string> Written { get; } = [];

        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(string message)
        {
            Written.Add(message);
            return Task.CompletedTask;
        }
    }
}
