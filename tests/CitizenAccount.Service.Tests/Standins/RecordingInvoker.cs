using Grpc.Core;

namespace CitizenAccount.Service.Tests.Standins;

/// <summary>The end of a chain of interceptors: keeps what arrives and answers with fixed calls.</summary>
internal sealed class RecordingInvoker : CallInvoker
{
    public string? Host { get; private set; }

    public CallOptions Options { get; private set; }

    public List<string> Kinds { get; } = [];

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        Keep("blocking", host, options);
        return (TResponse)(object)"answer";
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        Keep("unary", host, options);
        return new(Answer<TResponse>(), NoHeaders, () => Status.DefaultSuccess, () => Metadata.Empty, () => { });
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        Keep("server streaming", host, options);
        return new(null!, NoHeaders, () => Status.DefaultSuccess, () => Metadata.Empty, () => { });
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        Keep("client streaming", host, options);
        return new(
            null!, Answer<TResponse>(), NoHeaders, () => Status.DefaultSuccess, () => Metadata.Empty, () => { });
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        Keep("duplex streaming", host, options);
        return new(null!, null!, NoHeaders, () => Status.DefaultSuccess, () => Metadata.Empty, () => { });
    }

    private static Task<Metadata> NoHeaders { get; } = Task.FromResult(Metadata.Empty);

    private static Task<TResponse> Answer<TResponse>() => Task.FromResult((TResponse)(object)"answer");

    private void Keep(string kind, string? host, CallOptions options)
    {
        Kinds.Add(kind);
        Host = host;
        Options = options;
    }
}
