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
        state.CameToGate = true;
        CallState.Current = state;
        if (Activity.Current is { IsAllDataRequested: true } trace)
        {
            trace.DisplayName = state.Policy.FullName;
        }

        return state;
    }

    private async ValueTask EnterAsync(CallState state, ServerCallContext context)
    {
        if (!state.Policy.IsStandardTool)
        {
            limits.RequireInTime(state.CameInAt);
        }

        await CountAsync(state, context);
        Authorise(state);
        RequireDeadline(state, context);
        limits.Enter();
        state.Entered = true;
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

    private static void Authorise(CallState state)
    {
        if (state.Caller.MustChangePassword && !WithTemporaryPassword.Contains(state.Policy.FullName))
        {
            throw Refusal.Of(ErrorReason.PasswordChangeRequired).ToException();
        }

        if (state.Policy.Open)
        {
            return;
        }

        if (!state.Caller.IsKnown)
        {
            throw Refusal.Of(ErrorReason.Unauthenticated).ToException();
        }

        if (!state.Policy.Admits(state.Caller.Roles))
        {
            throw Refusal.Of(ErrorReason.PermissionDenied).With("call", state.Policy.FullName).ToException();
        }

        if (state.Caller.Is(Contracts.Type.V1.Role.Partner)
            && state.Policy.Scopes.FirstOrDefault(scope => !state.Caller.Scopes.Contains(scope)) is { } missing)
        {
            throw Refusal.Of(ErrorReason.ScopeMissing)
                .With("call", state.Policy.FullName).With("scope", missing).ToException();
        }
    }

    // A call without a deadline would hold its place for as long as its client forgets it.
    private void RequireDeadline(CallState state, ServerCallContext context)
    {
        if (state.Policy.IsStandardTool)
        {
            return;
        }

        var longest = state.Policy.Streaming
            ? limits.Options.StreamDeadlineMaxSeconds
            : limits.Options.DeadlineMaxSeconds;

        // gRPC reckons deadlines by the machine's clock, whatever clock the rules are given. Two seconds of grace for a
        // network that is a little slow.
        if (context.Deadline == DateTime.MaxValue
            || context.Deadline - TimeProvider.System.GetUtcNow().UtcDateTime > TimeSpan.FromSeconds(longest + 2))
        {
            throw Refusal.Of(ErrorReason.DeadlineRequired)
                .With("longest_seconds", longest.ToString(CultureInfo.InvariantCulture)).ToException();
        }
    }

    private static string AddressOf(ServerCallContext context) =>
        context.GetHttpContext().Connection.RemoteIpAddress?.ToString() ?? "local";

    private void Leave(CallState state, StatusCode code)
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
