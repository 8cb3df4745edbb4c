using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Storage;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Accounts;

/// <summary>StartPasswordRecovery and CompletePasswordRecovery. The answer to the first is the same for everybody; what
/// follows comes to the registered mobile or not at all.</summary>
internal sealed class RecoveryCalls(
    Writes writes, AccountsStore accounts, AccountSeals seals, TemporaryPasswords temporary, OwnPasswords own,
    Sessions sessions, Throttle throttle, AccountsOptions options, TimeProvider clock, ILogger<RecoveryCalls> log)
{
    private const int TypedMax = 128;

    public async Task<StartPasswordRecoveryResponse> StartAsync(
        StartPasswordRecoveryRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var person = check.ReadNationalId(request.NationalId);
        var birth = check.ReadBirth(request.BirthDate, request.BirthHijriDate, clock.GetUtcNow());
        var expiry = check.ReadDay(
            request.IdExpiryDate, request.IdExpiryHijriDate, "id_expiry_date", "id_expiry_hijri_date") ?? default;
        check.ThrowIfBad();
        var stop = context.CancellationToken;
        var write = WriteRequest.Of(context, request);
        return await writes.OnceAsync(write, async () =>
        {
            await throttle.TakeAsync(options.StartsAnHour, stop, throttle.KeyOf("recovery", person.Value));
            var found = await accounts.FindOpenAsync(person, stop);
            var known = found is null ? null : seals.PersonOf(found);
            var matches = known is not null
                && RecoveryRules.IsBirth(known, birth) && RecoveryRules.IsExpiry(known, expiry);
            return await writes.CommitAsync(write, async db =>
            {
                var account = matches
                    ? await db.Accounts.SingleOrDefaultAsync(row => row.Id == found!.Id && row.ClosedAt == null, stop)
                    : null;
                var row = await temporary.SendAsync(db, account, stop);
                if (account is not null && known!.IdExpiry is null)
                {
                    log.RecoveredWithoutExpiry(account.Id.Name);
                }

                return new StartPasswordRecoveryResponse
                {
                    Recovery = row.Id.ToString("N"),
                    TemporaryPasswordExpiresTime = Timestamp.FromDateTime(row.ExpiresAt),
                };
            }, stop);
        }, stop);
    }

    public async Task<CompletePasswordRecoveryResponse> CompleteAsync(
        CompletePasswordRecoveryRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var handle = check.ReadHandle(request.Recovery, "recovery");
        check.That(
            request.TemporaryPassword.Length is > 0 and <= TypedMax, "temporary_password",
            "اكتب كلمة المرور المؤقتة كما وصلتك.", "Give the temporary password as you received it.");
        check.CheckNewPassword(request.NewPassword);
        check.ThrowIfBad();
        var stop = context.CancellationToken;
        var write = WriteRequest.Of(context, request);
        return await writes.OnceAsync(write, async () =>
        {
            // What is wrong with a password whoever's it is costs no attempt.
            if (PasswordRules.BrokenBy(request.NewPassword) is { } rule)
            {
                throw PasswordRules.Refused(rule);
            }

            var tried = await temporary.TryAsync(handle, request.TemporaryPassword, stop) ?? throw Codes.Refused();
            var seen = await accounts.FindAsync(tried.AccountId!.Value, stop);
            if (seen is null or { Standing: AccountStanding.Closed })
            {
                throw Codes.Refused();
            }

            var hash = await own.HashNewAsync(seen, request.NewPassword, stop);
            return await writes.CommitAsync(write, db => SetAsync(db, seen, tried, hash, stop), stop);
        }, stop);
    }

    private async Task<CompletePasswordRecoveryResponse> SetAsync(
        ServiceDb db, AccountRow seen, TemporaryPasswordRow tried, string hash, CancellationToken stop)
    {
        var account = await db.Accounts.SingleAsync(row => row.Id == seen.Id, stop);
        if (account.Standing == AccountStanding.Closed || !await temporary.UseAsync(db, tried.Id, stop))
        {
            throw Codes.Refused();
        }

        await own.SetAsync(db, account, hash, stop);
        await sessions.EndAllAsync(db, account.Id, except: null, stop);
        return new CompletePasswordRecoveryResponse
        {
            ChangedTime = Timestamp.FromDateTimeOffset(clock.GetUtcNow()),
        };
    }
}
