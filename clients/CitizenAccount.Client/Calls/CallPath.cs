using CitizenAccount.Client.Refusals;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using Google.Protobuf;
using Grpc.Core;

namespace CitizenAccount.Client.Calls;

/// <summary>The way every call of a client takes: deadline, request_id, purpose, consistency, credentials, then the
/// socket; retries on the way back. Streams get the same but for retries, which are the business of whoever reads them.
/// </summary>
internal sealed class CallPath(
    CallInvoker socket, CitizenAccountClientOptions options, RetryPolicy retries, CallerCredentials credentials,
    Purpose? purpose)
    : CallInvoker
{
    private const string AuthorizationHeader = "authorization";
    private const string BearerPrefix = "Bearer ";

    // Sessions are renewed as nobody: the access token is what has run out.
    private readonly AccountService.AccountServiceClient _accounts = credentials is CitizenSession
        ? new(new CallPath(socket, options, retries, CallerCredentials.None, null))
        : new(socket);

    public CallInvoker Socket => socket;

    public RetryPolicy Retries => retries;

    public CitizenAccountClientOptions Options => options;

    public CallerCredentials Credentials => credentials;

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        new UnaryCall<TRequest, TResponse>(this, method, host, options, request).Start();

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        // Nothing on the way needs the thread that waits here.
        using var call = AsyncUnaryCall(method, host, options, request);
        return call.ResponseAsync.GetAwaiter().GetResult();
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var rule = CallRules.Find(method.FullName);
        return StreamCalls.Server(this, rule, method.FullName, options, given =>
        {
            var sent = Prepare(rule, request, out var attached);
            return (socket.AsyncServerStreamingCall(method, host, given, sent), attached);
        });
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => StreamCalls.Client(
            this, CallRules.Find(method.FullName), method.FullName, options,
            given => socket.AsyncClientStreamingCall(method, host, given));

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => StreamCalls.Duplex(
            this, CallRules.Find(method.FullName), method.FullName, options,
            given => socket.AsyncDuplexStreamingCall(method, host, given));

    /// <summary>The deadline of a call: the caller's, or the one configured.</summary>
    public CallOptions WithDeadline(CallRule? rule, CallOptions given) => given.Deadline is null
        ? given.WithDeadline(TimeProvider.System.GetUtcNow().UtcDateTime + options.DeadlineOf(rule))
        : given;

    /// <summary>Gives a request what it left out. The caller's message is changed by its request_id only; anything else
    /// goes into a copy, because it holds for this sending alone.</summary>
    public TRequest Prepare<TRequest>(CallRule? rule, TRequest request, out Attached attached)
        where TRequest : class
    {
        attached = default;
        if (rule is null || request is not IMessage message)
        {
            return request;
        }

        rule.GiveRequestId(message);
        var key = options.Memory is null ? null : rule.MemoryKeyOf(message);
        if (key is not null)
        {
            var (entry, sentAt) = options.Memory!.Look(key);
            attached = new Attached(key, sentAt, rule.TakesConsistency(message) ? entry : null);
        }

        var states = purpose is not null && rule.TakesPurpose(message);
        if ((!states && attached.Entry is null) || request is not IDeepCloneable<TRequest> original)
        {
            return request;
        }

        var clone = original.Clone();
        var copy = (IMessage)clone;
        if (states)
        {
            rule.SetPurpose(copy, purpose!);
        }

        if (attached.Entry is { } known)
        {
            rule.SetConsistency(copy, known.Token.Length > 0
                ? new Consistency { AtLeastAsFresh = known.Token }
                : new Consistency { FullyConsistent = true });
        }

        return clone;
    }

    /// <summary>Remembers the token of an answer.</summary>
    public void Remember(CallRule? rule, in Attached attached, object response)
    {
        if (rule is null || attached.Key is null || rule.TokenOf((IMessage)response) is not { } token)
        {
            return;
        }

        if (rule.IsRead)
        {
            options.Memory!.KeepRead(attached.Key, token, attached.SentAt);
        }
        else
        {
            options.Memory!.KeepWrite(attached.Key, token, attached.SentAt);
        }
    }

    /// <summary>The caller's access token; null when the call carries credentials of its own, or there are
    /// none.</summary>
    public ValueTask<string?> AccessTokenAsync(CallOptions given) =>
        given.Headers?.Get(AuthorizationHeader) is null
            ? credentials.GetAccessTokenAsync(_accounts, given.CancellationToken)
            : new((string?)null);

    public ValueTask<bool> RenewAsync(string refused, CancellationToken stop) =>
        credentials.RenewAsync(refused, _accounts, stop);

    /// <summary>The call's headers with the access token.</summary>
    public static CallOptions WithToken(CallOptions given, string? accessToken)
    {
        if (accessToken is null)
        {
            return given;
        }

        var headers = new Metadata();
        foreach (var entry in given.Headers ?? [])
        {
            headers.Add(entry);
        }

        headers.Add(AuthorizationHeader, BearerPrefix + accessToken);
        return given.WithHeaders(headers);
    }

    /// <summary>The exception of a failed call; cancelled by its own caller it is a cancellation like any
    /// other.</summary>
    public static Exception Failed(CallRule? rule, string path, RpcException failure, CancellationToken stop) =>
        failure.StatusCode == StatusCode.Cancelled && stop.IsCancellationRequested
            ? new OperationCanceledException(failure.Message, failure, stop)
            : RefusalReading.Read(rule?.FullName ?? path, failure);
}

/// <summary>What of the memory went with a call.</summary>
/// <param name="Key">Where its answer's token is kept; null when nowhere.</param>
/// <param name="SentAt">The memory's instant when it was sent.</param>
/// <param name="Entry">What was attached; null when nothing was.</param>
internal readonly record struct Attached(string? Key, long SentAt, ConsistencyMemory.Entry? Entry);
