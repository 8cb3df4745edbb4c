using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Storage;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Accounts.Nafath;

/// <summary>The two calls of a sign-in by Nafath. Whether the person has an account is looked up only once a sound
/// result proves that it is the person who asks.</summary>
internal sealed class NafathCalls(
    NafathOptions options, NafathClient client, NafathChecks checks, NafathStore store, Writes writes,
    Sessions sessions, TimeProvider clock, ILogger<NafathCalls> log)
{
    private const int HandleMaxLetters = 100;
    private const int ClientMaxLetters = 50;

    /// <summary>An answer given in the last moment may still be collected this long.</summary>
    private static readonly TimeSpan Collected = TimeSpan.FromSeconds(60);

    /// <summary>Takes the person's one place, has Nafath open a transaction, and answers its number.</summary>
    public async Task<StartNafathSignInResponse> StartAsync(StartNafathSignInRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var person = check.ReadNationalId(request.NationalId);
        var language = check.ReadLanguage(request.Language);
        check.ThrowIfBad();
        var write = WriteRequest.Of(context, request, Keep.Secret);
        var stop = context.CancellationToken;

        // A repeat may find the place taken by its own first send, which was answered a moment before.
        return await writes.OnceAsync(write, () => AskAsync(write, person, language, stop), stop);
    }

    private async Task<StartNafathSignInResponse> AskAsync(
        WriteRequest write, NationalId person, Language language, CancellationToken stop)
    {
        if (!options.IsConfigured)
        {
            throw NafathChecks.Unavailable();
        }

        var (row, handle) = await store.ReserveAsync(person, write.Id, stop);

        // From here on a caller who gives up changes nothing: the person's app may show the number already, and a
        // repeat is to answer it.
        try
        {
            var opened = await client.StartAsync(
                person.Value, language == Language.English, write.Id, CancellationToken.None)
                ?? throw NafathChecks.Unavailable();
            return await writes.CommitAsync(
                write, db => OpenAsync(db, row, handle, new NafathContent(person.Value, opened.TransId, opened.Number)),
                CancellationToken.None);
        }
        catch
        {
            await store.ReleaseAsync(row);
            throw;
        }
    }

    /// <summary>Asks how a sign-in stands; a completed one with a sound result opens a session.</summary>
    public async Task<CompleteNafathSignInResponse> CompleteAsync(
        CompleteNafathSignInRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        check.ReadText(request.SignIn, HandleMaxLetters, "sign_in", required: true);
        var name = check.ReadText(request.Client, ClientMaxLetters, "client");
        check.ThrowIfBad();
        var write = WriteRequest.Of(context, request, Keep.Secret);
        var stop = context.CancellationToken;
        if (await writes.FindEarlierAsync<CompleteNafathSignInResponse>(write, stop) is { } earlier)
        {
            return earlier;
        }

        var row = await store.FindOpenAsync(request.SignIn, stop)
            ?? throw Refusal.Of(ErrorReason.NafathSignInNotFound).ToException();
        if (!await store.TakeTurnAsync(row, stop))
        {
            throw TooOften(context.State().Policy.FullName);
        }

        var status = await StatusOfAsync(row, stop) ?? throw NafathChecks.Unavailable();
        return status.Standing switch
        {
            NafathStanding.Waiting => new CompleteNafathSignInResponse { State = NafathState.Waiting },
            NafathStanding.Completed => await SignInAsync(write, row, status.Token, name, context),
            var over => await writes.CommitAsync(write, db => EndAsync(db, row, over, stop), stop),
        };
    }

    private async Task<StartNafathSignInResponse> OpenAsync(
        ServiceDb db, NafathSignInRow row, string handle, NafathContent content)
    {
        var reserved = await NafathStore.FindOpenAsync(db, row.Id, CancellationToken.None)
            ?? throw NafathChecks.Unavailable();
        store.Open(reserved, content);
        return new StartNafathSignInResponse
        {
            SignIn = handle,
            Number = content.Number,
            ExpiresTime = Timestamp.FromDateTime(reserved.ExpiresAt),
        };
    }

    // Waiting is over when the time is, whatever Nafath says; long after, it is not asked any more.
    private async Task<NafathStatus?> StatusOfAsync(NafathSignInRow row, CancellationToken stop)
    {
        var expired = new NafathStatus(NafathStanding.Expired, null);
        if (clock.GetUtcNow().UtcDateTime >= row.ExpiresAt + Collected)
        {
            return expired;
        }

        var content = store.ContentOf(row);
        var status = await client.AskAsync(
            content.NationalId, new NafathTransaction(content.TransId, content.Number), stop);
        return status?.Standing == NafathStanding.Waiting && clock.GetUtcNow().UtcDateTime >= row.ExpiresAt
            ? expired
            : status;
    }

    private async Task<CompleteNafathSignInResponse> EndAsync(
        ServiceDb db, NafathSignInRow row, NafathStanding standing, CancellationToken stop)
    {
        var open = await RequireOpenAsync(db, row, stop);
        store.End(open, standing);
        return new CompleteNafathSignInResponse
        {
            State = standing == NafathStanding.Rejected ? NafathState.Rejected : NafathState.Expired,
        };
    }

    private async Task<CompleteNafathSignInResponse> SignInAsync(
        WriteRequest write, NafathSignInRow row, string? token, string name, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var content = store.ContentOf(row);
        var flaw = await checks.CheckAsync(
            token, new NafathExpectation(content.NationalId, content.TransId, row.RequestId, row.StartedAt), stop);
        if (flaw != NafathFlaw.None)
        {
            log.ProofRefused(flaw);
            await store.EndAsync(row, NafathStanding.ProofRefused, stop);
            throw Refusal.Of(ErrorReason.NafathProofRefused).ToException();
        }

        try
        {
            return await writes.CommitAsync(
                write, db => OpenSessionAsync(db, row, name, NetworkPlace.Of(context), stop), stop);
        }
        catch (RefusalException refused) when (refused.Refusal.Reason == ErrorReason.AccountNotFound)
        {
            // The result has served: it said who asks.
            await store.EndAsync(row, NafathStanding.Completed, stop);
            throw;
        }
    }

    private async Task<CompleteNafathSignInResponse> OpenSessionAsync(
        ServiceDb db, NafathSignInRow row, string name, string place, CancellationToken stop)
    {
        var open = await RequireOpenAsync(db, row, stop);

        // One that waits for its first password is not the person's yet: its next registration may replace it.
        var account = await db.Accounts.SingleOrDefaultAsync(
            one => one.NationalIdIndex == open.PersonIndex && one.Standing == AccountStanding.Open, stop)
            ?? throw Refusal.Of(ErrorReason.AccountNotFound).ToException();
        store.End(open, NafathStanding.Completed);
        await sessions.NoticeAsync(db, account, name, place, stop);
        return new CompleteNafathSignInResponse
        {
            State = NafathState.Completed,
            Tokens = sessions.Open(db, account, SignInMethod.Nafath, name, place),
        };
    }

    private static async Task<NafathSignInRow> RequireOpenAsync(
        ServiceDb db, NafathSignInRow row, CancellationToken stop) =>
        await NafathStore.FindOpenAsync(db, row.Id, stop)
            ?? throw Refusal.Of(ErrorReason.NafathSignInNotFound).ToException();

    private static RefusalException TooOften(string call) => Refusal.Of(ErrorReason.RateLimited)
        .With("limit", "1")
        .With("per", "2 seconds")
        .RetryAfter(NafathStore.AskedEvery)
        .WithDetail(new QuotaFailure
        {
            Violations =
            {
                new QuotaFailure.Types.Violation { Subject = call, Description = "once in 2 seconds for a sign-in" },
            },
        })
        .ToException();
}
