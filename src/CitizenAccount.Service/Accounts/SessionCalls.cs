using System.Buffers.Binary;
using System.Text;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Accounts;

/// <summary>SignOut, ListSessions, RevokeSession.</summary>
internal sealed class SessionCalls(
    Writes writes, AccountsStore accounts, Sessions sessions, IDbContextFactory<ServiceDb> databases, KeyRing keys,
    AccountTokens tokens, TimeProvider clock)
{
    private readonly SignedText _pages = new(keys, "session page");

    public async Task<SignOutResponse> SignOutAsync(SignOutRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        check.ThrowIfBad();
        var stop = context.CancellationToken;
        var caller = context.Caller();
        var write = WriteRequest.Of(context, request);
        if (await writes.FindEarlierAsync<SignOutResponse>(write, stop) is { } earlier)
        {
            return earlier;
        }

        RequireSession(caller);
        return await writes.CommitAsync(write, async db =>
        {
            var ended = 0;
            if (request.Everywhere && caller.Account is { } account)
            {
                ended = await sessions.EndAllAsync(db, account, except: null, stop);
            }
            else if (caller.Session is { } id)
            {
                var session = await db.Sessions.SingleOrDefaultAsync(row => row.Id == id, stop);
                ended = session is not null && sessions.End(db, session) ? 1 : 0;
            }

            return new SignOutResponse { Ended = ended };
        }, stop);
    }

    /// <summary>Refuses a caller whose session is over and whose write is no repeat.</summary>
    public static void RequireSession(Caller caller)
    {
        if (caller.SessionOver)
        {
            throw Refusal.Of(ErrorReason.SessionRevoked).ToException();
        }
    }

    public async Task<ListSessionsResponse> ListAsync(ListSessionsRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var name = check.ReadAccount(request.Parent, "parent");
        var size = Paging.ReadSize(request.PageSize, check);
        ReadTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        var account = await accounts.FindNamedAsync(name, null, context);
        tokens.RequireSeen(request.Consistency, account);
        var caller = context.Caller();
        var after = ReadPage(request.PageToken, account.Id, caller);
        var open = await ListOpenAsync(account.Id, context.CancellationToken);
        SessionRow[] rest = [.. open.SkipWhile(row => after is { } place && !place.IsBefore(row))];
        var response = new ListSessionsResponse
        {
            NextPageToken = rest.Length > size ? PageOf(rest[size - 1], account.Id, caller) : "",
            Freshness = ReadTokens.FromDatabase(account.Version, clock.GetUtcNow()),
            ConsistencyToken = tokens.Issue(account),
        };
        response.Sessions.Add(rest.Take(size).Select(row => Sessions.ToWire(row, caller.Session)));
        return response;
    }

    public async Task<RevokeSessionResponse> RevokeAsync(RevokeSessionRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        AccountId owner = default;
        check.That(
            ResourceName.TryParseBelow(request.Name, "sessions", out var parent, out var id)
                && AccountId.TryParseName(parent, out owner),
            "name",
            "اسم الجلسة غير صحيح؛ صيغته accounts/{account}/sessions/{session}.",
            "No session name; its form is accounts/{account}/sessions/{session}.");
        check.ThrowIfBad();
        var stop = context.CancellationToken;
        var account = await accounts.FindNamedAsync(owner, request.Purpose, context, ErrorReason.SessionNotFound);
        var write = WriteRequest.Of(context, request);
        return await writes.OnceAsync(write, () => writes.CommitAsync(write, async db =>
        {
            var session = await db.Sessions.SingleOrDefaultAsync(
                row => row.Id == id && row.AccountId == account.Id, stop)
                ?? throw Refusal.Of(ErrorReason.SessionNotFound).ToException();
            return new RevokeSessionResponse { Changed = sessions.End(db, session) };
        }, stop), stop);
    }

    // The last used first. A person has a handful.
    private async Task<SessionRow[]> ListOpenAsync(AccountId account, CancellationToken stop)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var rows = await db.Sessions.AsNoTracking()
                .Where(row => row.AccountId == account && row.EndedAt == null && row.ExpiresAt > now)
                .ToListAsync(stop);
            return [.. rows.OrderByDescending(row => row.LastSeenAt).ThenByDescending(row => row.Id)];
        }
    }

    private Place? ReadPage(string token, AccountId account, Caller caller)
    {
        if (token.Length == 0)
        {
            return null;
        }

        return _pages.TryOpen(token, ContextOf(account, caller), out var content) && content.Length == 24
            ? new Place(new DateTime(BinaryPrimitives.ReadInt64BigEndian(content)), new Guid(content.AsSpan(8), true))
            : throw Refusal.Of(ErrorReason.PageTokenInvalid).ToException();
    }

    private string PageOf(SessionRow last, AccountId account, Caller caller)
    {
        Span<byte> content = stackalloc byte[24];
        BinaryPrimitives.WriteInt64BigEndian(content, last.LastSeenAt.Ticks);
        last.Id.TryWriteBytes(content[8..], bigEndian: true, out _);
        return _pages.Sign(content, ContextOf(account, caller));
    }

    private static byte[] ContextOf(AccountId account, Caller caller) =>
        [.. account.ToBytes(), .. Encoding.UTF8.GetBytes(caller.Subject)];

    // Where a page ended.
    private readonly record struct Place(DateTime LastSeenAt, Guid Id)
    {
        public bool IsBefore(SessionRow row) =>
            row.LastSeenAt < LastSeenAt || (row.LastSeenAt == LastSeenAt && row.Id.CompareTo(Id) < 0);
    }
}
