using System.Diagnostics;
using CitizenAccount.Service.Platform.Telemetry;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>Where every call comes in, before its request is read; <see cref="CallGate"/> is what it passes after that.
/// While work waits too long for a thread calls are turned away here: without an exception and without a line in the
/// log for each, because refusing must cost little or it takes the place of serving. Metrics count every call turned
/// away; the log tells of them once in a while.</summary>
internal sealed class CallDoor(CallLimits limits, CallPolicies policies, ServiceMetrics metrics, ILogger<CallDoor> log)
{
    private static readonly TimeSpan BetweenWarnings = TimeSpan.FromSeconds(10);

    private long _untold;
    private long _toldAt;

    /// <summary>Serves a request, or answers that it is one call too many now.</summary>
    public Task ServeAsync(HttpContext http, RequestDelegate next)
    {
        if (!policies.TryGet(http.Request.Path.Value ?? "", out var policy))
        {
            return next(http);
        }

        // A tool that asks after health is always let in. A stream stays for long and mostly waits: it takes no turn.
        var place = default(Place);
        var takesPlace = policy is { IsStandardTool: false, Streaming: false };
        if (takesPlace ? !limits.TryLetIn(policy, out place) : !policy.IsStandardTool && limits.IsLate)
        {
            TurnAway(http, policy);
            return Task.CompletedTask;
        }

        http.Features.Set(new CallState(CorrelationOf(http), policy));
        return takesPlace ? limits.ServeAsync(place, policy, () => AnswerAsync(http, next)) : AnswerAsync(http, next);
    }

    private static async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        UnreadRequests.Answer(http);
    }

    // The trace that the client carries on, whether or not this process takes part in it.
    private static string CorrelationOf(HttpContext http)
    {
        string? parent = http.Request.Headers.TraceParent;
        return Activity.Current is { } activity ? activity.TraceId.ToHexString()
            : parent is not null && ActivityContext.TryParse(parent, null, out var trace) ? trace.TraceId.ToHexString()
            : http.TraceIdentifier;
    }

    private void TurnAway(HttpContext http, CallPolicy policy)
    {
        var refusal = CallLimits.Overloaded();
        TrailersOnly.Write(http.Response, refusal);
        metrics.Called(policy, Caller.Anyone, refusal.Code, TimeSpan.Zero);
        Interlocked.Increment(ref _untold);
        var toldAt = Volatile.Read(ref _toldAt);
        if ((toldAt == 0 || Stopwatch.GetElapsedTime(toldAt) > BetweenWarnings)
            && Interlocked.CompareExchange(ref _toldAt, Stopwatch.GetTimestamp(), toldAt) == toldAt)
        {
            log.CallsTurnedAway(Interlocked.Exchange(ref _untold, 0));
        }
    }
}

/// <summary>Puts the door in front of everything that answers calls.</summary>
internal static class CallDoorUse
{
    public static IApplicationBuilder UseCallDoor(this IApplicationBuilder app)
    {
        var door = app.ApplicationServices.GetRequiredService<CallDoor>();
        return app.Use((http, next) => door.ServeAsync(http, next));
    }
}
