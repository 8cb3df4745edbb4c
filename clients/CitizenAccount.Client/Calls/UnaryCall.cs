using CitizenAccount.Contracts.Errors.V1;
using Google.Protobuf;
using Grpc.Core;

namespace CitizenAccount.Client.Calls;

/// <summary>One call with one answer, over all its tries.</summary>
internal sealed class UnaryCall<TRequest, TResponse>(
    CallPath path, Method<TRequest, TResponse> method, string? host, CallOptions given, TRequest request) : IDisposable
    where TRequest : class
    where TResponse : class
{
    private readonly CallRule? _rule = CallRules.Find(method.FullName);
    private readonly CancellationTokenSource _disposed = new();
    private CallOptions _options;
    private Task<TResponse>? _response;
    private AsyncUnaryCall<TResponse>? _try;
    private string? _accessToken;
    private Attached _attached;
    private bool _renewed;
    private bool _forgot;
    private int _retries;

    public AsyncUnaryCall<TResponse> Start()
    {
        _options = path.WithDeadline(_rule, given);
        _response = RunAsync();
        return new AsyncUnaryCall<TResponse>(
            _response,
            static state => ((UnaryCall<TRequest, TResponse>)state).HeadersAsync(),
            static state => ((UnaryCall<TRequest, TResponse>)state)._try?.GetStatus() ?? Status.DefaultCancelled,
            static state => ((UnaryCall<TRequest, TResponse>)state)._try?.GetTrailers() ?? [],
            static state => ((UnaryCall<TRequest, TResponse>)state).Dispose(),
            this);
    }

    public void Dispose()
    {
        // Not disposed of itself: a wait between two tries may still look at it, and it holds nothing.
        _disposed.Cancel();
        _try?.Dispose();
    }

    private async Task<TResponse> RunAsync()
    {
        while (true)
        {
            try
            {
                return await TryAsync().ConfigureAwait(false);
            }
            catch (RpcException failure)
            {
                await AfterAsync(failure).ConfigureAwait(false);
            }
        }
    }

    private async Task<TResponse> TryAsync()
    {
        var sent = path.Prepare(_rule, request, out _attached);
        _accessToken = await path.AccessTokenAsync(_options).ConfigureAwait(false);
        _disposed.Token.ThrowIfCancellationRequested();
        _try = path.Socket.AsyncUnaryCall(method, host, CallPath.WithToken(_options, _accessToken), sent);
        var response = await _try.ResponseAsync.ConfigureAwait(false);
        path.Retries.Answered();
        path.Remember(_rule, _attached, response);
        return response;
    }

    // Returns when the call is to be tried again; else it ends here.
    private async Task AfterAsync(RpcException failure)
    {
        var stop = _options.CancellationToken;
        var failed = CallPath.Failed(_rule, method.FullName, failure, stop);
        if (failed is not CitizenAccountException read || _disposed.IsCancellationRequested)
        {
            throw failed;
        }

        if (Forgets(read) || await RenewsAsync(read).ConfigureAwait(false))
        {
            return;
        }

        var left = _options.Deadline!.Value - TimeProvider.System.GetUtcNow().UtcDateTime;
        if (_rule is null || request is not IMessage message || !_rule.MayRepeat(message)
            || path.Retries.WaitBefore(read, ++_retries, left) is not { } wait)
        {
            throw failed;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, _disposed.Token);
        await Task.Delay(wait, either.Token).ConfigureAwait(false);
    }

    // A token of ours that the service does not take is forgotten, and the call made without it.
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

    // A refused access token was refused before anything was done, so every call may be sent again with another one.
    private async ValueTask<bool> RenewsAsync(CitizenAccountException read)
    {
        if (_renewed || _accessToken is null
            || read is not SignInRequiredException { Reason: ErrorReason.TokenExpired or ErrorReason.Unauthenticated })
        {
            return false;
        }

        _renewed = true;
        return await path.RenewAsync(_accessToken, _options.CancellationToken).ConfigureAwait(false);
    }

    private async Task<Metadata> HeadersAsync()
    {
        await ((Task)_response!).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _try is null ? [] : await _try.ResponseHeadersAsync.ConfigureAwait(false);
    }
}
