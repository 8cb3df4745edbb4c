using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Hosting;

/// <summary>Calls by descriptor and with any bytes as request, as a client could send that is not generated from our
/// contract, or not honest.</summary>
internal static class RawCalls
{
    /// <summary>Makes a call of any kind to its end, with one message sent.</summary>
    /// <returns>The last message received; null when a stream had none.</returns>
    public static async Task<IMessage?> SendAsync(
        this RunningService service, MethodDescriptor call, byte[] request, CallOptions options)
    {
        var invoker = service.Channel.CreateCallInvoker();
        var method = MethodOf(call);
        switch (method.Type)
        {
            case MethodType.Unary:
                return await invoker.AsyncUnaryCall(method, null, options, request);
            case MethodType.ServerStreaming:
                using (var down = invoker.AsyncServerStreamingCall(method, null, options, request))
                {
                    return await LastAsync(down.ResponseStream, endless: call.Name.StartsWith("Watch", StringComparison.Ordinal));
                }

            case MethodType.ClientStreaming:
                using (var up = invoker.AsyncClientStreamingCall(method, null, options))
                {
                    await TrySendAsync(up.RequestStream, request);
                    return await up.ResponseAsync;
                }

            default:
                using (var both = invoker.AsyncDuplexStreamingCall(method, null, options))
                {
                    await TrySendAsync(both.RequestStream, request);
                    return await LastAsync(both.ResponseStream);
                }
        }
    }

    public static Task<IMessage?> SendAsync(
        this RunningService service, MethodDescriptor call, IMessage request, CallOptions options) =>
        service.SendAsync(call, request.ToByteArray(), options);

    private static Method<byte[], IMessage> MethodOf(MethodDescriptor call) => new(
        (call.IsClientStreaming, call.IsServerStreaming) switch
        {
            (false, false) => MethodType.Unary,
            (false, true) => MethodType.ServerStreaming,
            (true, false) => MethodType.ClientStreaming,
            (true, true) => MethodType.DuplexStreaming,
        },
        call.Service.FullName,
        call.Name,
        Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes),
        Marshallers.Create<IMessage>(_ => throw new NotSupportedException(), call.OutputType.Parser.ParseFrom));

    // The server may have answered before it read anything; its answer is what counts.
    private static async Task TrySendAsync(IClientStreamWriter<byte[]> stream, byte[] request)
    {
        try
        {
            await stream.WriteAsync(request);
            await stream.CompleteAsync();
        }
        catch (Exception failure) when (failure is RpcException or InvalidOperationException or IOException)
        {
            // The status of the call says why.
        }
    }

    // What goes on without end is left after its first message.
    private static async Task<IMessage?> LastAsync(IAsyncStreamReader<IMessage> stream, bool endless = false)
    {
        IMessage? last = null;
        while (!(endless && last is not null) && await stream.MoveNext(CancellationToken.None))
        {
            last = stream.Current;
        }

        return last;
    }
}
