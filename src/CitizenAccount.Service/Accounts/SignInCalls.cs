using System.Security.Cryptography;
using System.Text;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Storage;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Accounts;

/// <summary>What a code of a sign-in was sent after: the password as it stood then. A password changed since makes the
/// code worthless.</summary>
internal sealed record SignInDraft(byte[] PasswordMark);

/// <summary>SignIn: ID and password, then a code where policy asks for one; or ID and temporary password. Every sign-in
/// costs one slow hash and the same reads and writes, whoever is or is not behind the ID.</summary>
internal sealed class SignInCalls(
    Writes writes, AccountsStore accounts, Passwords passwords, TemporaryPasswords temporary, Codes codes,
    Throttle throttle, SignInThrottle guesses, Sessions sessions, Outbox outbox, AccountsOptions options)
{
    public Task<SignInResponse> SignInAsync(SignInRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var client = check.ReadText(request.Client, 50, "client");
        var entry = new Entry(client, NetworkPlace.Of(context), context.CancellationToken);
        switch (request.StepCase)
        {
            case SignInRequest.StepOneofCase.Code:
                var challenge = check.ReadHandle(request.Code.Challenge, "code.challenge");
                var code = check.ReadCode(request.Code.Code, "code.code");
                check.ThrowIfBad();
                var second = WriteRequest.Of(context, request, Keep.Secret);
                return writes.OnceAsync(
                    second,
                    () => ByCodeAsync(second, new EnteredCode(challenge, code, CodePurpose.SignIn), entry),
                    entry.Stop);
            case SignInRequest.StepOneofCase.Password:
                var person = check.ReadNationalId(request.Password.NationalId, "password.national_id");
                check.CheckPassword(request.Password.Password, "password.password");
                check.ThrowIfBad();
                var first = WriteRequest.Of(context, request, Keep.Secret);
                return writes.OnceAsync(
                    first, () => ByPasswordAsync(first, person, request.Password.Password, entry), entry.Stop);
            default:
                check.Add("password", new Rules.LocalizedText(
                    "أدخل رقم الهوية وكلمة المرور، أو رمز التحقق.", "Give ID number and password, or the code."));
                check.ThrowIfBad();
                throw new InvalidOperationException("A request without a step was let through.");
        }
    }

    private async Task<SignInResponse> ByPasswordAsync(
        WriteRequest write, NationalId person, string password, Entry entry)
    {
        await guesses.EnterAsync(person, entry.Place, entry.Stop);
        var account = await accounts.FindOpenAsync(person, entry.Stop);
        var temporaryId = await temporary.FindAsync(account?.Id ?? default, password, entry.Stop);
        var matches = await passwords.MatchesAsync(account?.PasswordHash, password, entry.Stop);
        if (account is null || !(matches || temporaryId is not null))
        {
            throw Refused();
        }

        var response = temporaryId is { } id
            ? await OpenTemporaryAsync(write, account.Id, id, entry)
            : options.CodeAtSignIn
                ? await ChallengeAsync(write, account, entry.Stop)
                : await OpenAsync(write, account.Id, MarkOf(account), null, entry);
        await guesses.ClearAsync(person, entry.Place, entry.Stop);
        return response;
    }

    private async Task<SignInResponse> ByCodeAsync(WriteRequest write, EnteredCode entered, Entry entry)
    {
        var tried = await codes.TryAsync(entered, entry.Stop);
        var draft = codes.ContentOf<SignInDraft>(tried);
        return await OpenAsync(write, tried.AccountId!.Value, draft.PasswordMark, tried, entry);
    }

    private async Task<SignInResponse> ChallengeAsync(WriteRequest write, AccountRow account, CancellationToken stop)
    {
        await throttle.TakeAsync(
            options.SignInCodesAnHour, stop, throttle.KeyOf("sign-in code", account.Id.Name));
        return await writes.CommitAsync(write, db =>
        {
            var code = Codes.New();
            var row = codes.RowOf(CodePurpose.SignIn, account.Id, new SignInDraft(MarkOf(account)), code);
            db.Codes.Add(row);
            outbox.Add(db, new Message(MessageKind.SignInCode, account.Id)
            {
                Facts = new Dictionary<string, string> { ["code"] = code },
                Language = (Contracts.Type.V1.Language)account.Language,
            });
            return Task.FromResult(new SignInResponse
            {
                Challenge = new SignInChallenge
                {
                    Challenge = Codes.HandleOf(row),
                    CodeExpiresTime = Timestamp.FromDateTime(row.ExpiresAt),
                },
            });
        }, stop);
    }

    private Task<SignInResponse> OpenAsync(
        WriteRequest write, AccountId id, byte[] mark, CodeRow? tried, Entry entry) => writes.CommitAsync(
            write, async db =>
            {
                var account = await db.Accounts.SingleAsync(row => row.Id == id, entry.Stop);
                if (account.Standing != AccountStanding.Open || !mark.SequenceEqual(MarkOf(account)))
                {
                    throw tried is null ? Refused() : Codes.Refused();
                }

                if (tried is not null)
                {
                    await codes.UseAsync(db, tried, entry.Stop);
                }

                await sessions.NoticeAsync(db, account, entry.Client, entry.Place, entry.Stop);
                return TokensOf(db, account, SignInMethod.Password, entry);
            }, entry.Stop);

    private Task<SignInResponse> OpenTemporaryAsync(
        WriteRequest write, AccountId id, Guid temporaryId, Entry entry) => writes.CommitAsync(
            write, async db =>
            {
                var account = await db.Accounts.SingleAsync(row => row.Id == id, entry.Stop);
                if (account.Standing == AccountStanding.Closed
                    || !await temporary.UseAsync(db, temporaryId, entry.Stop))
                {
                    throw Refused();
                }

                return TokensOf(db, account, SignInMethod.TemporaryPassword, entry);
            }, entry.Stop);

    private SignInResponse TokensOf(ServiceDb db, AccountRow account, SignInMethod method, Entry entry) =>
        new() { Tokens = sessions.Open(db, account, method, entry.Client, entry.Place) };

    private static byte[] MarkOf(AccountRow account) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(account.PasswordHash ?? ""));

    private static RefusalException Refused() => Refusal.Of(ErrorReason.SignInRefused).ToException();

    private sealed record Entry(string Client, string Place, CancellationToken Stop);
}
