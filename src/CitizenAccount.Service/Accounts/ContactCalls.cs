using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Storage;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Language = CitizenAccount.Contracts.Type.V1.Language;

namespace CitizenAccount.Service.Accounts;

/// <summary>A change of mobile or e-mail that waits for its codes.</summary>
internal sealed record ContactDraft(string? Mobile, string? Email);

/// <summary>StartContactChange and ConfirmContactChange: the old and the new one both prove themselves.</summary>
internal sealed class ContactCalls(
    Writes writes, AccountsStore accounts, AccountSeals seals, AccountWire wire, AccountTokens tokens, Codes codes,
    Throttle throttle, PresentPassword present, TemporaryPasswords temporary, Outbox outbox, AccountsOptions options)
{
    private static readonly CodePurpose[] Changes = [CodePurpose.MobileChange, CodePurpose.EmailChange];

    public async Task<StartContactChangeResponse> StartAsync(
        StartContactChangeRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var draft = ReadDraft(request, check);
        check.ThrowIfBad();
        var stop = context.CancellationToken;
        var account = await accounts.FindOwnAsync(context);
        var write = WriteRequest.Of(context, request);
        return await writes.OnceAsync(write, async () =>
        {
            RequireOpen(account);
            await throttle.TakeAsync(
                options.StartsAnHour, stop, throttle.KeyOf("contact", account.Id.Name),
                throttle.KeyOf("contact", draft.Mobile ?? draft.Email!.ToLowerInvariant()));
            return await writes.CommitAsync(write, db => Task.FromResult(Send(db, account, draft)), stop);
        }, stop);
    }

    public async Task<ConfirmContactChangeResponse> ConfirmAsync(
        ConfirmContactChangeRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var handle = check.ReadHandle(request.Change, "change");
        var code = check.ReadCode(request.NewCode, "new_code");
        var oldCode = check.ReadCode(request.OldCode, "old_code", required: false);
        check.ThrowIfBad();
        var stop = context.CancellationToken;
        var seen = await accounts.FindOwnAsync(context);
        var write = WriteRequest.Of(context, request);
        return await writes.OnceAsync(write, async () =>
        {
            var tried = await codes.TryAsync(new EnteredCode(handle, code, Changes)
            {
                Account = seen.Id,
                OldCode = oldCode,
                OldIsProved = oldCode.Length == 0 && present.IsFreshNafath(context.Caller()),
            }, stop);
            return await writes.CommitAsync(write, async db =>
            {
                await codes.UseAsync(db, tried, stop);
                var account = await db.Accounts.SingleAsync(row => row.Id == seen.Id, stop);
                RequireOpen(account);
                await ChangeAsync(db, account, codes.ContentOf<ContactDraft>(tried), stop);
                return new ConfirmContactChangeResponse
                {
                    Account = wire.ToWire(account),
                    ConsistencyToken = tokens.Issue(account),
                };
            }, stop);
        }, stop);
    }

    private static ContactDraft ReadDraft(StartContactChangeRequest request, RequestCheck check)
    {
        switch (request.ContactCase)
        {
            case StartContactChangeRequest.ContactOneofCase.NewMobile:
                var mobile = check.ReadMobile(request.NewMobile, "new_mobile");
                return new ContactDraft(check.IsClean ? mobile.Value : null, null);
            case StartContactChangeRequest.ContactOneofCase.NewEmail:
                return new ContactDraft(null, check.ReadEmail(request.NewEmail, "new_email"));
            default:
                check.Add("new_mobile", new Rules.LocalizedText(
                    "اكتب الجوال الجديد أو البريد الإلكتروني الجديد.", "Give the new mobile or the new e-mail."));
                return new ContactDraft(null, null);
        }
    }

    private static void RequireOpen(AccountRow account)
    {
        if (account.Standing == AccountStanding.Closed)
        {
            throw Refusal.Of(ErrorReason.AccountNotFound).ToException();
        }
    }

    private StartContactChangeResponse Send(ServiceDb db, AccountRow account, ContactDraft draft)
    {
        var contact = seals.ContactOf(account);
        var code = Codes.New();
        var oldCode = draft.Mobile is not null || contact.Email is not null ? Codes.New() : null;
        var row = codes.RowOf(
            draft.Mobile is null ? CodePurpose.EmailChange : CodePurpose.MobileChange, account.Id, draft, code,
            oldCode);
        db.Codes.Add(row);
        outbox.Add(db, MessageOf(MessageKind.NewContactCode, account, draft.Mobile, draft.Email, "code", code));
        if (oldCode is not null)
        {
            outbox.Add(db, draft.Mobile is null
                ? MessageOf(MessageKind.OldContactCode, account, null, contact.Email, "code", oldCode)
                : MessageOf(MessageKind.OldContactCode, account, contact.Mobile, null, "code", oldCode));
        }

        return new StartContactChangeResponse
        {
            Change = Codes.HandleOf(row),
            OldCodeSent = oldCode is not null,
            CodeExpiresTime = Timestamp.FromDateTime(row.ExpiresAt),
        };
    }

    private async Task ChangeAsync(ServiceDb db, AccountRow account, ContactDraft draft, CancellationToken stop)
    {
        var old = seals.ContactOf(account);
        account.Version++;
        account.ContactSealed = seals.Seal(
            account.Id, old with { Mobile = draft.Mobile ?? old.Mobile, Email = draft.Email ?? old.Email });
        if (draft.Mobile is { } mobile)
        {
            account.MobileIndex = seals.IndexOf(Mobile.Parse(mobile));

            // What was sent to the old mobile is good no longer.
            await temporary.VoidAsync(db, account.Id, stop);
            // Told to both, and once in the list: the copy to what is left behind is nobody's in particular.
            outbox.Add(db, MessageOf(MessageKind.MobileChanged, account, old.Mobile, null, "ending", mobile[^4..]) with
            {
                Account = null,
            });
            outbox.Add(db, MessageOf(MessageKind.MobileChanged, account, mobile, null, "ending", mobile[^4..]));
            return;
        }

        if (old.Email is { } email)
        {
            outbox.Add(db, MessageOf(MessageKind.EmailChanged, account, null, email) with { Account = null });
        }

        outbox.Add(db, MessageOf(MessageKind.EmailChanged, account, null, draft.Email));
    }

    private static Message MessageOf(
        MessageKind kind, AccountRow account, string? mobile, string? email, string fact = "", string value = "") =>
        new(kind, account.Id)
        {
            Facts = fact.Length == 0
                ? new Dictionary<string, string>()
                : new Dictionary<string, string> { [fact] = value },
            Mobile = mobile,
            Email = email,
            Language = (Language)account.Language,
        };
}
