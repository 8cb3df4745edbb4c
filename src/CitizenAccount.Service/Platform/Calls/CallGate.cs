using System.Diagnostics;
using System.Globalization;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Telemetry;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>The one gate every call passes. <see cref="EnterAsync"/> lists what happens before a call, in order;
/// <see cref="Leave"/> what happens after it. One interceptor rather than eight, so that the order is read in one
/// place and a hot call pays for one.</summary>
internal sealed class CallGate(
    Authentication authentication,
    CallLimits limits,
    AccessRecords accessRecords,
    ServiceMetrics metrics,
    ILogger<CallGate> log) : Interceptor
{
    // All that a session opened with a temporary password may do.
    private static readonly HashSet<string> WithTemporaryPassword = new(StringComparer.Ordinal)
    {
        "citizenaccount.account.v1.AccountService.ChangePassword",
        "citizenaccount.account.v1.AccountService.SignOut",
    };

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var state = Arrived(context);
        try
        {
            await EnterAsync(state, context);
            var response = await continuation(request, context);
            Leave(state, StatusCode.OK);
            return response;
        }
        catch (Exception failure)
        {
            throw Refuse(state, context, failure);
        }
    }

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        Streamed(context, () => continuation(requestStream, context));

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        Streamed(context, async () =>
        {
            await continuation(request, responseStream, context);
            return true;
        });

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        Streamed(context, async () =>
        {
            await continuation(requestStream, responseStream, context);
            return true;
        });

    private async Task<T> Streamed<T>(ServerCallContext context, Func<Task<T>> serve)
    {
        var state = Arrived(context);
        try
        {
            await EnterAsync(state, context);
            var result = await serve();
            Leave(state, StatusCode.OK);
            return result;
        }
        catch (Exception failure)
        {
            throw Refuse(state, context, failure);
        }
    }

    private static CallState Arrived(ServerCallContext context)
    {
        var state = context.State();
        CallState.Current = state;
        Arrived(state);
        return state;
    }

    private static void Arrived(CallState state)
    {
        state.CameToGate = true;
        if (Activity.Current is { IsAllDataRequested: true } trace)
        {
            trace.DisplayName = state.Policy.FullName;
        }
    }

    private async ValueTask EnterAsync(CallState state, ServerCallContext context)
    {
        if (!state.Policy.IsStandardTool)
        {
            limits.RequireInTime(state.CameInAt);
        }

        await CountAsync(state, context);
        if (WhyNot(state.Policy, state.Caller) is { } refusal)
        {
            throw refusal.ToException();
        }

        // gRPC reckons deadlines by the machine's clock, whatever clock the rules are given.
        RequireDeadline(state.Policy, context.Deadline == DateTime.MaxValue
            ? null : context.Deadline - TimeProvider.System.GetUtcNow().UtcDateTime);
        limits.Enter();
        state.Entered = true;
    }

    /// <summary>The caller, where the gate stands open: known from before, admitted to this call, in time, and with a
    /// deadline that is not too long. Null where anything is to be asked or refused; <see cref="EnterAsync"/> does
    /// that. Nothing is counted yet.</summary>
    public Caller? Recognise(CallState state, HttpContext http) =>
        authentication.Recall(http) is { } caller
        && WhyNot(state.Policy, caller) is null
        && limits.IsInTime(state.CameInAt)
        && GrpcTimeout.TryRead(http.Request.Headers.GrpcTimeout, out var left)
        && !IsTooLong(state.Policy, left) ? caller : null;

    /// <summary>Takes a caller in whom <see cref="Recognise"/> named, to be served at once; false where it is one call
    /// too many. What is taken in leaves by <see cref="Leave"/>.</summary>
    public bool TryEnter(CallState state, Caller caller)
    {
        if (!limits.TryEnter())
        {
            return false;
        }

        if (!limits.TryCount(caller.Subject, state.Policy))
        {
            limits.Leave();
            return false;
        }

        Arrived(state);
        (state.Caller, state.Counted, state.Entered) = (caller, true, true);
        return true;
    }

    // Every try counts against its caller's rate, one that is refused next too: a flood of wrong tokens or of calls
    // that are not admitted costs no more than any other, and leaves no more records.
    private async ValueTask CountAsync(CallState state, ServerCallContext context)
    {
        try
        {
            state.Caller = await authentication.WhoCallsAsync(context);
        }
        finally
        {
            limits.Count(state.Caller.IsKnown ? state.Caller.Subject : AddressOf(context), state.Policy);
            state.Counted = true;
        }
    }

    // What stands against this caller's making the call; null when nothing does.
    private static Refusal? WhyNot(CallPolicy policy, Caller caller)
    {
        if (caller.MustChangePassword && !WithTemporaryPassword.Contains(policy.FullName))
        {
            return Refusal.Of(ErrorReason.PasswordChangeRequired);
        }

        if (policy.Open)
        {
            return null;
        }

        if (!caller.IsKnown)
        {
            return Refusal.Of(ErrorReason.Unauthenticated);
        }

        if (!policy.Admits(caller.Roles))
        {
            return Refusal.Of(ErrorReason.PermissionDenied).With("call", policy.FullName);
        }

        return caller.Is(Contracts.Type.V1.Role.Partner)
            && policy.Scopes.FirstOrDefault(scope => !caller.Scopes.Contains(scope)) is { } missing
            ? Refusal.Of(ErrorReason.ScopeMissing).With("call", policy.FullName).With("scope", missing)
            : null;
    }

    // A call without a deadline would hold its place for as long as its client forgets it.
    private void RequireDeadline(CallPolicy policy, TimeSpan? left)
    {
        if (!policy.IsStandardTool && (left is null || IsTooLong(policy, left.Value)))
        {
            throw Refusal.Of(ErrorReason.DeadlineRequired)
                .With("longest_seconds", LongestOf(policy).ToString(CultureInfo.InvariantCulture)).ToException();
        }
    }

    // Two seconds of grace for a network that is a little slow.
    private bool IsTooLong(CallPolicy policy, TimeSpan left) => left > TimeSpan.FromSeconds(LongestOf(policy) + 2);

    private int LongestOf(CallPolicy policy) =>
        policy.Streaming ? limits.Options.StreamDeadlineMaxSeconds : limits.Options.DeadlineMaxSeconds;

    private static string AddressOf(ServerCallContext context) =>
        context.GetHttpContext().Connection.RemoteIpAddress?.ToString() ?? "local";

    /// <summary>What happens after every call.</summary>
    public void Leave(CallState state, StatusCode code)
    {
        if (state.Entered)
        {
            limits.Leave();
        }

        if (state.Policy.PersonalData && state.Counted)
        {
            accessRecords.Add(state, code);
        }

        var elapsed = Stopwatch.GetElapsedTime(state.CameInAt);
        metrics.Called(state.Policy, state.Caller, code, elapsed);
        log.CallServed(state.Policy.FullName, code, elapsed.TotalMilliseconds, state.CorrelationId);
    }

    private RpcException Refuse(CallState state, ServerCallContext context, Exception failure)
    {
        var refusal = RefusalOf(state, context, failure);
        if (refusal is null)
        {
            var passed = failure as RpcException
                ?? new RpcException(new Status(StatusCode.Cancelled, "The call was cancelled."));
            Leave(state, passed.StatusCode);
            return passed;
        }

        if (refusal.Code == StatusCode.Internal)
        {
            log.CallFailed(state.Policy.FullName, state.CorrelationId, failure.GetType().Name, failure.StackTrace);
        }

        Leave(state, refusal.Code);
        return refusal.ToRpcException();
    }

    // Texts of drivers and of bugs never reach a caller: only reasons of the contract do.
    private Refusal? RefusalOf(CallState state, ServerCallContext context, Exception failure) => failure switch
    {
        RefusalException refused => refused.Refusal,
        RpcException { StatusCode: StatusCode.Unimplemented } =>
            Refusal.Of(ErrorReason.CallNotBuilt).With("call", state.Policy.FullName),
        _ when state.Policy.Streaming && UnreadRequests.RefusalOf(failure, limits.Options) is { } unread => unread,
        RpcException => null,
        _ when state.Policy.Streaming && UnreadRequests.IsClientGone(failure) => null,
        OperationCanceledException when context.CancellationToken.IsCancellationRequested => null,
        _ when Storage.StorageFailure.IsUnavailable(failure) =>
            Refusal.Of(ErrorReason.StoreUnavailable).RetryAfter(TimeSpan.FromSeconds(1)),
        _ => Refusal.Of(ErrorReason.InternalBug).With("correlation_id", state.CorrelationId),
    };
}
