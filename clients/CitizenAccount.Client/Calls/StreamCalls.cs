using CitizenAccount.Contracts.Errors.V1;
using Grpc.Core;

namespace CitizenAccount.Client.Calls;

/// <summary>Streams on their way: opened with deadline and credentials, and failing with the same exceptions as other
/// calls. An access token may have to be renewed first, so the stream is opened behind what is handed out at once.
/// </summary>
internal static class StreamCalls
{
    public static AsyncServerStreamingCall<TResponse> Server<TResponse>(
        CallPath path, CallRule? rule, string name, CallOptions given,
        Func<CallOptions, (AsyncServerStreamingCall<TResponse> Call, Attached Attached)> open)
        where TResponse : class
    {
        var reader = new ServerStream<TResponse>(path, rule, name, path.WithDeadline(rule, given), open);
        return new AsyncServerStreamingCall<TResponse>(
            reader,
            static state => ((ServerStream<TResponse>)state).HeadersAsync(),
            static state => ((ServerStream<TResponse>)state).Call?.GetStatus() ?? Status.DefaultCancelled,
            static state => ((ServerStream<TResponse>)state).Call?.GetTrailers() ?? [],
            static state => ((ServerStream<TResponse>)state).Dispose(),
            reader);
    }

    public static AsyncClientStreamingCall<TRequest, TResponse> Client<TRequest, TResponse>(
        CallPath path, CallRule? rule, string name, CallOptions given,
        Func<CallOptions, AsyncClientStreamingCall<TRequest, TResponse>> open)
        where TRequest : class
        where TResponse : class
    {
        var stop = given.CancellationToken;
        var sent = new SentToken();
        var opening = OpenAsync(path, path.WithDeadline(rule, given), sent, open);
        return new AsyncClientStreamingCall<TRequest, TResponse>(
            new StreamWriter<TRequest>(OfAsync(opening, call => call.RequestStream), rule, name, stop),
            AnswerAsync(path, rule, name, opening, sent, stop),
            HeadersAsync(opening, call => call.ResponseHeadersAsync),
            () => Opened(opening)?.GetStatus() ?? Status.DefaultCancelled,
            () => Opened(opening)?.GetTrailers() ?? [],
            () => DisposeOf(opening));
    }

    public static AsyncDuplexStreamingCall<TRequest, TResponse> Duplex<TRequest, TResponse>(
        CallPath path, CallRule? rule, string name, CallOptions given,
        Func<CallOptions, AsyncDuplexStreamingCall<TRequest, TResponse>> open)
        where TRequest : class
        where TResponse : class
    {
        var stop = given.CancellationToken;
        var opening = OpenAsync(path, path.WithDeadline(rule, given), new SentToken(), open);
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(
            new StreamWriter<TRequest>(OfAsync(opening, call => call.RequestStream), rule, name, stop),
            new StreamReader<TResponse>(OfAsync(opening, call => call.ResponseStream), rule, name, stop),
            HeadersAsync(opening, call => call.ResponseHeadersAsync),
            () => Opened(opening)?.GetStatus() ?? Status.DefaultCancelled,
            () => Opened(opening)?.GetTrailers() ?? [],
            () => DisposeOf(opening));
    }

    private static async Task<TCall> OpenAsync<TCall>(
        CallPath path, CallOptions options, SentToken sent, Func<CallOptions, TCall> open)
    {
        sent.Value = await path.AccessTokenAsync(options).ConfigureAwait(false);
        return open(CallPath.WithToken(options, sent.Value));
    }

    private static async Task<TPart> OfAsync<TCall, TPart>(Task<TCall> opening, Func<TCall, TPart> part) =>
        part(await opening.ConfigureAwait(false));

    private static async Task<Metadata> HeadersAsync<TCall>(Task<TCall> opening, Func<TCall, Task<Metadata>> headers) =>
        await headers(await opening.ConfigureAwait(false)).ConfigureAwait(false);

    private static async Task<TResponse> AnswerAsync<TRequest, TResponse>(
        CallPath path, CallRule? rule, string name, Task<AsyncClientStreamingCall<TRequest, TResponse>> opening,
        SentToken sent, CancellationToken stop)
        where TRequest : class
        where TResponse : class
    {
        try
        {
            var response = await (await opening.ConfigureAwait(false)).ResponseAsync.ConfigureAwait(false);
            path.Retries.Answered();
            return response;
        }
        catch (RpcException failure)
        {
            var failed = CallPath.Failed(rule, name, failure, stop);

            // What was sent cannot be sent again from here; who has it still may, with another token.
            if (failed is SignInRequiredException { Reason: ErrorReason.TokenExpired } && sent.Value is { } refused)
            {
                await path.RenewAsync(refused, stop).ConfigureAwait(false);
            }

            throw failed;
        }
    }

    private static TCall? Opened<TCall>(Task<TCall> opening)
        where TCall : class => opening.IsCompletedSuccessfully ? opening.Result : null;

    private static void DisposeOf<TCall>(Task<TCall> opening)
        where TCall : class, IDisposable =>
        opening.ContinueWith(
            opened => opened.Result.Dispose(), CancellationToken.None,
            TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

    /// <summary>The access token a stream was opened with.</summary>
    private sealed class SentToken
    {
        public string? Value { get; set; }
    }
}

/// <summary>The writing half of a stream that may still be opening.</summary>
internal sealed class StreamWriter<T>(
    Task<IClientStreamWriter<T>> opening, CallRule? rule, string name, CancellationToken stop) : IClientStreamWriter<T>
    where T : class
{
    public WriteOptions? WriteOptions { get; set; }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        try
        {
            var writer = await opening.ConfigureAwait(false);
            writer.WriteOptions = WriteOptions;
            await writer.WriteAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException failure)
        {
            throw CallPath.Failed(rule, name, failure, stop);
        }
    }

    public async Task CompleteAsync()
    {
        try
        {
            await (await opening.ConfigureAwait(false)).CompleteAsync().ConfigureAwait(false);
        }
        catch (RpcException failure)
        {
            throw CallPath.Failed(rule, name, failure, stop);
        }
    }
}

/// <summary>The reading half of a stream that may still be opening.</summary>
internal sealed class StreamReader<T>(
    Task<IAsyncStreamReader<T>> opening, CallRule? rule, string name, CancellationToken stop) : IAsyncStreamReader<T>
    where T : class
{
    private T? _current;

    public T Current => _current ?? throw new InvalidOperationException("No message has been read yet.");

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        try
        {
            var reader = await opening.ConfigureAwait(false);
            var more = await reader.MoveNext(cancellationToken).ConfigureAwait(false);
            _current = more ? reader.Current : null;
            return more;
        }
        catch (RpcException failure)
        {
            throw CallPath.Failed(
                rule, name, failure, cancellationToken.IsCancellationRequested ? cancellationToken : stop);
        }
    }
}
