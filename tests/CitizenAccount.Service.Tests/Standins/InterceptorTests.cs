using Grpc.Core;
using Grpc.Core.Interceptors;

namespace CitizenAccount.Service.Tests.Standins;

public sealed class InterceptorTests
{
    private static readonly Method<string, string> Method =
        new(MethodType.Unary, "Service", "Do", Marshallers.StringMarshaller, Marshallers.StringMarshaller);

    private readonly RecordingInvoker _end = new();
    private readonly List<string> _seen = [];

    [Fact]
    public void Of_several_interceptors_the_first_sees_the_call_first()
    {
        CallEveryKind(_end.Intercept(new Noting("a", _seen), new Noting("b", _seen), new Noting("c", _seen)));

        Assert.Equal(Enumerable.Repeat<string[]>(["a", "b", "c"], 5).SelectMany(order => order), _seen);
    }

    [Fact]
    public void Of_interceptors_put_on_one_by_one_the_last_sees_the_call_first()
    {
        CallEveryKind(_end.Intercept(new Noting("a", _seen)).Intercept(new Noting("b", _seen)));

        Assert.Equal(Enumerable.Repeat<string[]>(["b", "a"], 5).SelectMany(order => order), _seen);
    }

    [Fact]
    public void Every_kind_of_call_reaches_the_end_with_its_host_and_options()
    {
        CallEveryKind(_end.Intercept(new Noting("a", _seen)));

        Assert.Equal(["blocking", "unary", "server streaming", "client streaming", "duplex streaming"], _end.Kinds);
        Assert.Equal("host", _end.Host);
        Assert.True(_end.Options.IsWaitForReady);
    }

    [Fact]
    public async Task An_interceptor_may_change_request_and_options()
    {
        var invoker = _end.Intercept(new Patient());

        using var call = invoker.AsyncUnaryCall(Method, null, default, "request");

        Assert.Equal("answer", await call);
        Assert.True(_end.Options.IsWaitForReady);
    }

    [Fact]
    public void A_function_of_the_headers_sees_those_given_or_none()
    {
        var counts = new List<int>();
        var invoker = _end.Intercept(headers =>
        {
            counts.Add(headers.Count);
            return [.. headers, new Metadata.Entry("added", "1")];
        });

        invoker.BlockingUnaryCall(Method, null, default, "request");
        invoker.BlockingUnaryCall(Method, null, new CallOptions(new Metadata { { "own", "2" } }), "request");

        Assert.Equal([0, 1], counts);
        Assert.Equal(["own", "added"], _end.Options.Headers!.Select(entry => entry.Key));
    }

    [Fact]
    public void A_channel_is_intercepted_like_its_invoker()
    {
        var channel = new FixedChannel(_end);
        channel.Intercept(new Noting("a", _seen), new Noting("b", _seen))
            .BlockingUnaryCall(Method, null, default, "request");

        Assert.Equal(["a", "b"], _seen);
        Assert.Equal("target", channel.Target);
    }

    [Fact]
    public void A_client_with_a_host_puts_it_on_calls_and_leaves_the_first_client_as_it_was()
    {
        var plain = new PlainClient(_end);
        var hosted = plain.WithHost("other.example");

        Assert.Equal("answer", hosted.Do("request"));
        Assert.Equal("other.example", _end.Host);
        plain.Do("request");
        Assert.Null(_end.Host);
    }

    [Fact]
    public async Task On_the_server_what_is_not_overridden_passes_through()
    {
        var nothing = new Nothing();

        Assert.Equal("a!", await nothing.UnaryServerHandler<string, string>(
            "a", null!, (a, _) => Task.FromResult(a + "!")));
        Assert.Equal("b", await nothing.ClientStreamingServerHandler<string, string>(
            null!, null!, (_, _) => Task.FromResult("b")));
        var ran = 0;
        await nothing.ServerStreamingServerHandler<string, string>("a", null!, null!, (_, _, _) => Count());
        await nothing.DuplexStreamingServerHandler<string, string>(null!, null!, null!, (_, _, _) => Count());
        Assert.Equal(2, ran);

        Task Count()
        {
            ran++;
            return Task.CompletedTask;
        }
    }

    private static void CallEveryKind(CallInvoker invoker)
    {
        var options = new CallOptions().WithWaitForReady();
        invoker.BlockingUnaryCall(Method, "host", options, "request");
        invoker.AsyncUnaryCall(Method, "host", options, "request").Dispose();
        invoker.AsyncServerStreamingCall(Method, "host", options, "request").Dispose();
        invoker.AsyncClientStreamingCall(Method, "host", options).Dispose();
        invoker.AsyncDuplexStreamingCall(Method, "host", options).Dispose();
    }

    private sealed class Nothing : Interceptor;

    private sealed class Patient : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
            continuation(request, new(context.Method, context.Host, context.Options.WithWaitForReady()));
    }

    private sealed class Noting(string name, List<string> seen) : Interceptor
    {
        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            seen.Add(name);
            return base.BlockingUnaryCall(request, context, continuation);
        }

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            seen.Add(name);
            return base.AsyncUnaryCall(request, context, continuation);
        }

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            seen.Add(name);
            return base.AsyncServerStreamingCall(request, context, continuation);
        }

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            seen.Add(name);
            return base.AsyncClientStreamingCall(context, continuation);
        }

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            seen.Add(name);
            return base.AsyncDuplexStreamingCall(context, continuation);
        }
    }

    private sealed class FixedChannel(CallInvoker invoker) : ChannelBase("target")
    {
        public override CallInvoker CreateCallInvoker() => invoker;
    }

    private sealed class PlainClient : ClientBase<PlainClient>
    {
        public PlainClient(CallInvoker invoker)
            : base(invoker)
        {
        }

        private PlainClient(ClientBaseConfiguration configuration)
            : base(configuration)
        {
        }

        public string Do(string request) => CallInvoker.BlockingUnaryCall(Method, null, default, request);

        protected override PlainClient NewInstance(ClientBaseConfiguration configuration) => new(configuration);
    }
}
