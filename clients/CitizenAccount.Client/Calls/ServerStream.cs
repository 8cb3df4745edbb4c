using CitizenAccount.Contracts.Errors.V1;
using Grpc.Core;

namespace CitizenAccount.Client.Calls;

/// <summary>The answers of a server stream. Until the first one came it is opened again like any other read: after a
/// renewal of the session, or when the service could not be reached.</summary>
internal sealed class ServerStream<T>(
    CallPath path, CallRule? rule, string name, CallOptions options,
    Func<CallOptions, (AsyncServerStreamingCall<T> Call, Attached Attached)> open) : IAsyncStreamReader<T>
    where T : class
{
    private string? _accessToken;
    private Attached _attached;
    private bool _began;
    private bool _renewed;
    private bool _forgot;
    private volatile bool _disposed;
    private int _retries;

    public AsyncServerStreamingCall<T>? Call { get; private set; }

    public T Current => Call is null
        ? throw new InvalidOperationException("No message has been read yet.")
        : Call.ResponseStream.Current;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await MoveOnceAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (RpcException failure)
            {
                await AfterAsync(failure, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public async Task<Metadata> HeadersAsync() =>
        await (await OpenedAsync().ConfigureAwait(false)).ResponseHeadersAsync.ConfigureAwait(false);

    public void Dispose()
    {
        _disposed = true;
        Call?.Dispose();
    }

    private async Task<bool> MoveOnceAsync(CancellationToken stop)
    {
        var call = await OpenedAsync().ConfigureAwait(false);
        var more = await call.ResponseStream.MoveNext(stop).ConfigureAwait(false);
        _began = true;
        if (more)
        {
            path.Remember(rule, _attached, call.ResponseStream.Current);
        }

        return more;
    }

    private async Task<AsyncServerStreamingCall<T>> OpenedAsync()
    {
        if (Call is null)
        {
            _accessToken = await path.AccessTokenAsync(options).ConfigureAwait(false);
            (Call, _attached) = open(CallPath.WithToken(options, _accessToken));
            if (_disposed)
            {
                Call.Dispose();
            }
        }

        return Call;
    }

    // Returns when the stream is to be opened again; else it ends here.
    private async Task AfterAsync(RpcException failure, CancellationToken stop)
    {
        var failed = CallPath.Failed(
            rule, name, failure, stop.IsCancellationRequested ? stop : options.CancellationToken);
        if (_began || _disposed || failed is not CitizenAccountException read)
        {
            throw failed;
        }

        if (Forgets(read) || await RenewsAsync(read, stop).ConfigureAwait(false))
        {
            Call = null;
            return;
        }

        var left = options.Deadline!.Value - TimeProvider.System.GetUtcNow().UtcDateTime;
        if (rule is not { IsRead: true } || path.Retries.WaitBefore(read, ++_retries, left) is not { } wait)
        {
            throw failed;
        }

        Call = null;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, options.CancellationToken);
        await Task.Delay(wait, either.Token).ConfigureAwait(false);
    }

    private bool Forgets(CitizenAccountException read)
    {
        if (_forgot || _attached is not { Entry: not null, Key: { } key }
            || read is not RefusedException { Reason: ErrorReason.ConsistencyTokenInvalid })
        {
            return false;
        }

        path.Options.Memory!.Forget(key);
        return _forgot = true;
    }

    private async ValueTask<bool> RenewsAsync(CitizenAccountException read, CancellationToken stop)
    {
        if (_renewed || _accessToken is null
            || read is not SignInRequiredException { Reason: ErrorReason.TokenExpired or ErrorReason.Unauthenticated })
        {
            return false;
        }

        _renewed = true;
        return await path.RenewAsync(_accessToken, stop).ConfigureAwait(false);
    }
}
