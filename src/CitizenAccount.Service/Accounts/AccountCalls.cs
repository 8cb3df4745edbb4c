using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Storage;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Accounts;

/// <summary>GetAccount and CloseAccount.</summary>
internal sealed class AccountCalls(
    Writes writes, AccountsStore accounts, AccountSeals seals, AccountWire wire, AccountTokens tokens,
    PresentPassword present, Sessions sessions, TemporaryPasswords temporary, Outbox outbox, IEnumerable<ClosureBlock> blocks,
    IEnumerable<AccountClosed> closings, TimeProvider clock)
{
    public async Task<GetAccountResponse> GetAsync(GetAccountRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var find = ReadKey(request, check, context);
        ReadTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        var row = await find();
        tokens.RequireSeen(request.Consistency, row);
        return new GetAccountResponse
        {
            Account = wire.ToWire(row),
            Freshness = ReadTokens.FromDatabase(row.Version, clock.GetUtcNow()),
            ConsistencyToken = tokens.Issue(row),
        };
    }

    public async Task<CloseAccountResponse> CloseAsync(CloseAccountRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var name = check.ReadAccount(request.Name, "name");
        check.ReadText(request.Etag, 32, "etag", required: true);
        check.CheckPassword(request.Password, "password", required: false);
        var cause = check.ReadText(request.Cause, 1_000, "cause");
        check.ThrowIfBad();
        var stop = context.CancellationToken;
        var account = await accounts.FindNamedAsync(name, null, context);
        var write = WriteRequest.Of(context, request);
        return await writes.OnceAsync(write, async () =>
        {
            SessionCalls.RequireSession(context.Caller());
            RequireCurrent(account, request.Etag);
            foreach (var block in blocks)
            {
                if (await block(account.HouseholdId, stop) is { } blocked)
                {
                    throw Refusal.Of(ErrorReason.ClosureBlocked).With("cause", blocked).ToException();
                }
            }

            await present.RequireAsync(
                account, request.Password, context.Caller(), NetworkPlace.Of(context), stop);
            return await writes.CommitAsync(
                write, db => CloseAsync(db, account, request.Etag, seals.SealCause(account.Id, cause), stop), stop);
        }, stop);
    }

    private Func<Task<AccountRow>> ReadKey(GetAccountRequest request, RequestCheck check, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        switch (request.KeyCase)
        {
            case GetAccountRequest.KeyOneofCase.Account:
                var name = check.ReadAccount(request.Account, "account");
                return () => accounts.FindNamedAsync(name, request.Purpose, context);
            case GetAccountRequest.KeyOneofCase.NationalId:
                var person = check.ReadNationalId(request.NationalId);
                return () => FoundAsync(accounts.FindAnyAsync(person, stop), request, context);
            case GetAccountRequest.KeyOneofCase.Mobile:
                var mobile = check.ReadMobile(request.Mobile);
                return () => FoundAsync(accounts.FindByMobileAsync(mobile, stop), request, context);
            default:
                return () => accounts.FindNamedAsync(
                    context.Caller().Account ?? throw AccountsStore.NotFound(), request.Purpose, context);
        }
    }

    // To who may not see it, an account that exists is answered as one that does not.
    private static async Task<AccountRow> FoundAsync(
        Task<AccountRow?> finding, GetAccountRequest request, ServerCallContext context)
    {
        var row = await finding;
        context.State().Touch(row?.Id ?? default, row?.HouseholdId, request.Purpose);
        return row ?? throw AccountsStore.NotFound();
    }

    private async Task<CloseAccountResponse> CloseAsync(
        ServiceDb db, AccountRow seen, string etag, byte[]? cause, CancellationToken stop)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var account = await db.Accounts.SingleAsync(row => row.Id == seen.Id, stop);
        RequireCurrent(account, etag);
        account.Standing = AccountStanding.Closed;
        account.ClosedAt = now;
        account.ClosingCauseSealed = cause;
        account.Version++;
        await temporary.VoidAsync(db, account.Id, stop);
        await sessions.EndAllAsync(db, account.Id, except: null, stop);
        outbox.Add(db, new Message(MessageKind.AccountClosed, account.Id)
        {
            Facts = new Dictionary<string, string>
            {
                ["from_date"] = AccountWire.TextOf(wire.MayRegisterAgainOn(now)),
            },
            Language = (Contracts.Type.V1.Language)account.Language,
        });
        foreach (var closing in closings)
        {
            await closing(db, account.HouseholdId, now, stop);
        }

        return new CloseAccountResponse { Account = wire.ToWire(account), ConsistencyToken = tokens.Issue(account) };
    }

    // A closed account has no other state to go to: whatever its etag, closing it again is no longer possible.
    private static void RequireCurrent(AccountRow account, string etag)
    {
        if (AccountWire.EtagOf(account) != etag || account.Standing == AccountStanding.Closed)
        {
            throw RequestIds.Conflict(account.Id.Name);
        }
    }
}
