using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Accounts;

/// <summary>RefreshSession: the next pair for a refresh token that was not used before. One that was used is in two
/// hands, so its whole session ends.</summary>
internal sealed class RefreshCalls(
    Writes writes, Sessions sessions, IDbContextFactory<ServiceDb> databases, Revocations revocations, Outbox outbox,
    OutboxSignal signal)
{
    private const int TokenMax = 100;

    public async Task<RefreshSessionResponse> RefreshAsync(RefreshSessionRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        check.That(
            request.RefreshToken.Length is > 0 and <= TokenMax, "refresh_token",
            "أرسل رمز التجديد كما وصلك.", "Send the refresh token as it was answered.");
        check.ThrowIfBad();
        var stop = context.CancellationToken;
        var hash = Sessions.HashOf(request.RefreshToken);
        var write = WriteRequest.Of(context, request, Keep.Secret);
        return await writes.OnceAsync(write, async () =>
        {
            var reused = false;
            try
            {
                return await writes.CommitAsync(write, async db =>
                {
                    var token = await db.RefreshTokens.SingleOrDefaultAsync(row => row.Hash == hash, stop)
                        ?? throw Refused();
                    reused = token.UsedAt is not null;
                    return reused ? throw Refused() : await NextAsync(db, token, stop);
                }, stop);
            }
            catch (RefusalException) when (reused)
            {
                // Sent twice at once under one request_id, the second finds the first one's answer instead.
                if (await writes.FindEarlierAsync<RefreshSessionResponse>(write, stop) is null)
                {
                    await EndFamilyAsync(hash);
                }

                throw;
            }
        }, stop);
    }

    private async Task<RefreshSessionResponse> NextAsync(ServiceDb db, RefreshRow token, CancellationToken stop)
    {
        var session = await db.Sessions.SingleAsync(row => row.Id == token.SessionId, stop);
        var account = await db.Accounts.SingleAsync(row => row.Id == session.AccountId, stop);
        return sessions.IsOpen(session) && account.Standing != AccountStanding.Closed
            ? new RefreshSessionResponse { Tokens = sessions.Refresh(db, account, session, token) }
            : throw Refused();
    }

    // In a transaction of its own: the refusal of the call does not undo it, nor does a client that hangs up.
    private async Task EndFamilyAsync(byte[] hash)
    {
        var db = await databases.CreateDbContextAsync();
        await using (db)
        {
            var token = await db.RefreshTokens.SingleAsync(row => row.Hash == hash);
            var session = await db.Sessions.SingleAsync(row => row.Id == token.SessionId);
            if (!sessions.End(db, session))
            {
                return;
            }

            var account = await db.Accounts.AsNoTracking().SingleAsync(row => row.Id == session.AccountId);
            outbox.Add(db, new Message(MessageKind.SessionsEnded, account.Id)
            {
                Language = (Contracts.Type.V1.Language)account.Language,
            });
            await db.SaveChangesAsync();
            revocations.Apply(db.ChangeTracker.Entries<RevocationRow>().Select(entry => entry.Entity));
        }

        signal.Raise();
    }

    private static RefusalException Refused() => Refusal.Of(ErrorReason.RefreshRefused).ToException();
}
