using System.Buffers;
using System.IO.Pipelines;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf;
using Grpc.Core;

namespace CitizenAccount.Service.Eligibility;

/// <summary>GetEligibility by a citizen whose answer is in memory: the call of payday. It is answered between the door
/// and the library that carries calls, which takes longer than all that is done here. Only the one plain case is: a
/// token that is known, the own household, a decision that waits for nothing. Whatever else comes goes the usual way
/// from its beginning (<see cref="LookupRpc"/>), and is read, counted, answered or refused there; nothing was done to
/// it here.</summary>
internal sealed class LookupShortcut(
    CallGate gate, CallPolicies policies, EligibilityLookup lookup, LookupAnswers answers, ConsistencyTokens tokens)
{
    private const string Call = nameof(EligibilityService.EligibilityServiceBase.GetEligibility);
    private const string StatusOk = "0";
    private const string Identity = "identity";

    // So long the rest of a request is waited for, which mostly is a moment behind. The usual way waits as long as the
    // call's deadline lets it.
    private static readonly TimeSpan RestWithin = TimeSpan.FromMilliseconds(50);

    private const int SizeMax = 4_096;
    private const int LooksMax = 8;
    private const int SpinsBetweenLooks = 10;

    private readonly CallPolicy _policy = policies.Of($"/{EligibilityService.Descriptor.FullName}/{Call}");

    /// <summary>Answers the request, or lets it go the usual way.</summary>
    public Task ServeAsync(HttpContext http, RequestDelegate usual)
    {
        if (http.Features.Get<CallState>() is not { } state || !ReferenceEquals(state.Policy, _policy)
            || !IsPlain(http.Request))
        {
            return usual(http);
        }

        if (!TryReadSoon(http.Request.BodyReader, out var read) || WaitsForRest(http.Request.BodyReader, read))
        {
            return ServeLaterAsync(http, state, usual);
        }

        return TryServe(http, state, read) ? Task.CompletedTask : usual(http);
    }

    private async Task ServeLaterAsync(HttpContext http, CallState state, RequestDelegate usual)
    {
        if (!await TryServeLaterAsync(http, state))
        {
            await usual(http);
        }
    }

    private async Task<bool> TryServeLaterAsync(HttpContext http, CallState state)
    {
        using var late = new CancellationTokenSource(RestWithin, TimeProvider.System);
        try
        {
            ReadResult read;
            do
            {
                read = await http.Request.BodyReader.ReadAsync(late.Token);
            }
            while (WaitsForRest(http.Request.BodyReader, read));
            return TryServe(http, state, read);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            // It takes longer, or the client is gone: the usual way finds that too, and knows what to do.
            return false;
        }
    }

    // The head of a request is served while its body is being read by another thread, some microseconds behind: to
    // look again costs less than to be called.
    private static bool TryReadSoon(PipeReader reader, out ReadResult read)
    {
        for (var look = 1; !reader.TryRead(out read); look++)
        {
            if (look == LooksMax)
            {
                return false;
            }

            Thread.SpinWait(SpinsBetweenLooks);
        }

        return true;
    }

    // No plain request is large, and of a large one the rest comes only when what came is taken.
    private static bool WaitsForRest(PipeReader reader, ReadResult read)
    {
        var waits = !read.IsCompleted && read.Buffer.Length <= SizeMax;
        if (waits)
        {
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }

        return waits;
    }

    private bool TryServe(HttpContext http, CallState state, ReadResult read)
    {
        // What was only looked at is read again by the usual way.
        var answer = read.IsCompleted ? Answer(http, state, read.Buffer) : null;
        http.Request.BodyReader.AdvanceTo(answer is null ? read.Buffer.Start : read.Buffer.End);
        if (answer is null)
        {
            return false;
        }

        http.Response.ContentType = TrailersOnly.ContentType;
        http.Response.AppendTrailer(TrailersOnly.StatusHeader, StatusOk);
        answer.SendFramed(http.Response.BodyWriter);
        gate.Leave(state, StatusCode.OK);
        return true;
    }

    private static bool IsPlain(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
        && HttpProtocol.IsHttp2(request.Protocol)
        && request.ContentType == TrailersOnly.ContentType
        && (request.Headers.GrpcEncoding.Count == 0 || request.Headers.GrpcEncoding == Identity);

    private AnswerBytes? Answer(HttpContext http, CallState state, ReadOnlySequence<byte> body)
    {
        if (gate.Recognise(state, http) is not { ActsForOthers: false } caller
            || Read(body) is not { } request
            || !HouseholdId.TryParseName(request.Household, out var household) || caller.Household != household
            || !TryRead(request.Consistency, household, out var wanted)
            || lookup.FindAtHand(household, wanted) is not { Decision: { } decision } found
            || DecisionWire.IsWaiting(decision.Row))
        {
            return null;
        }

        var answer = answers.Of(household, decision, found, wanted);
        if (!gate.TryEnter(state, caller))
        {
            return null;
        }

        state.Touch(household, request.Purpose);
        lookup.Count(found);
        return answer;
    }

    private static GetEligibilityRequest? Read(ReadOnlySequence<byte> body)
    {
        try
        {
            return GrpcFrame.TryReadOne(body, out var message) ? GetEligibilityRequest.Parser.ParseFrom(message) : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private bool TryRead(Consistency? consistency, HouseholdId household, out WantedFreshness wanted)
    {
        wanted = default;
        return consistency is null
            || (consistency.RequirementCase == Consistency.RequirementOneofCase.AtLeastAsFresh
                && tokens.TryRead(consistency.AtLeastAsFresh, household, out wanted));
    }
}

/// <summary>Puts the shortcut between the door and what serves all calls.</summary>
internal static class LookupShortcutUse
{
    public static void UseLookupShortcut(this IApplicationBuilder app)
    {
        // Made by the first call: keys and database, which it stands on, are opened at the start and not before.
        LookupShortcut? shortcut = null;
        app.Use((http, next) => (shortcut ??= app.ApplicationServices.GetRequiredService<LookupShortcut>())
            .ServeAsync(http, next));
    }
}
