using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Storage;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Accounts;

/// <summary>ChangePassword: also the one thing a temporary password is for.</summary>
internal sealed class PasswordCalls(
    Writes writes, AccountsStore accounts, PresentPassword present, OwnPasswords own, Sessions sessions,
    IDbContextFactory<ServiceDb> databases)
{
    public async Task<ChangePasswordResponse> ChangeAsync(ChangePasswordRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        check.CheckPassword(request.PresentPassword, "present_password", required: false);
        check.CheckNewPassword(request.NewPassword);
        check.ThrowIfBad();
        var stop = context.CancellationToken;
        var caller = context.Caller();
        var account = await accounts.FindOwnAsync(context);
        var write = WriteRequest.Of(context, request, Keep.Secret);
        return await writes.OnceAsync(write, async () =>
        {
            if (PasswordRules.BrokenBy(request.NewPassword) is { } rule)
            {
                throw PasswordRules.Refused(rule);
            }

            var session = await FindOpenSessionAsync(caller, stop);
            if (!caller.MustChangePassword)
            {
                await present.RequireAsync(account, request.PresentPassword, caller, NetworkPlace.Of(context), stop);
            }

            var hash = await own.HashNewAsync(account, request.NewPassword, stop);
            return await writes.CommitAsync(
                write, db => SetAsync(db, account, hash, session, NetworkPlace.Of(context), stop), stop);
        }, stop);
    }

    private async Task<ChangePasswordResponse> SetAsync(
        ServiceDb db, AccountRow seen, string hash, SessionRow? session, string place, CancellationToken stop)
    {
        var account = await db.Accounts.SingleAsync(row => row.Id == seen.Id, stop);
        if (account.PasswordHash != seen.PasswordHash || account.Standing != seen.Standing)
        {
            throw RequestIds.Conflict(account.Id.Name);
        }

        await own.SetAsync(db, account, hash, stop);
        var ended = await sessions.EndAllAsync(db, account.Id, session?.Id, stop);
        return new ChangePasswordResponse
        {
            Tokens = await TokensAsync(db, account, session, place, stop),
            EndedSessions = ended,
        };
    }

    // The session of the call goes on with new tokens, so that a repeat of the call is still let in. That of a
    // temporary password is over with this; its token may then only repeat this call.
    private async Task<SessionTokens> TokensAsync(
        ServiceDb db, AccountRow account, SessionRow? seen, string place, CancellationToken stop)
    {
        if (seen is null)
        {
            return sessions.Open(db, account, SignInMethod.Password, "", place);
        }

        var session = await db.Sessions.SingleAsync(row => row.Id == seen.Id, stop);
        if (!sessions.IsOpen(session))
        {
            throw Refusal.Of(ErrorReason.SessionRevoked).ToException();
        }

        if (session.Method == (byte)SignInMethod.TemporaryPassword)
        {
            sessions.EndQuietly(session);
            return sessions.Open(db, account, SignInMethod.Password, session.Client, place);
        }

        var newest = await db.RefreshTokens.SingleAsync(
            row => row.SessionId == session.Id && row.UsedAt == null, stop);
        return sessions.Refresh(db, account, session, newest);
    }

    private async Task<SessionRow?> FindOpenSessionAsync(Caller caller, CancellationToken stop)
    {
        if (caller.Session is not { } id)
        {
            return null;
        }

        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, stop);
            return session is not null && sessions.IsOpen(session)
                ? session
                : throw Refusal.Of(ErrorReason.SessionRevoked).ToException();
        }
    }
}
