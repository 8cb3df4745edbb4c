using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Language = CitizenAccount.Contracts.Type.V1.Language;

namespace CitizenAccount.Service.Accounts;

/// <summary>What a proved registration leads to: an account, or a message to the person who has one already.</summary>
internal sealed class Registrations(
    AccountSeals seals, TemporaryPasswords temporary, Sessions sessions, AccountWire wire, Outbox outbox,
    TimeProvider clock)
{
    /// <summary>Completes a registration in the transaction that uses its code.</summary>
    /// <exception cref="RefusalException">REGISTERED_AGAIN_TOO_EARLY, told only to who holds the mobile of the account
    /// that was closed.</exception>
    public async Task CompleteAsync(ServiceDb db, RegistrationDraft draft, CancellationToken stop)
    {
        var index = seals.IndexOf(NationalId.Parse(draft.NationalId));
        var rows = await db.Accounts.Where(row => row.NationalIdIndex == index).ToListAsync(stop);
        if (rows.Find(row => row.ClosedAt is null) is { } existing)
        {
            await CompleteExistingAsync(db, existing, draft, stop);
            return;
        }

        if (rows.MaxBy(row => row.ClosedAt) is { } closed && IsTooEarly(closed))
        {
            RefuseOwner(closed, draft);
            TellOwner(db, closed);
            return;
        }

        await temporary.SendAsync(db, Open(db, index, draft), stop);
    }

    // An account that was never opened holds nothing yet: its newest registration stands, and what was sent for the
    // one before is void.
    private async Task CompleteExistingAsync(
        ServiceDb db, AccountRow account, RegistrationDraft draft, CancellationToken stop)
    {
        if (account.Standing != AccountStanding.PasswordNeeded)
        {
            TellOwner(db, account);
            return;
        }

        Fill(account, draft);
        account.Version++;
        await sessions.EndAllAsync(db, account.Id, except: null, stop);
        await temporary.SendAsync(db, account, stop);
    }

    private bool IsTooEarly(AccountRow closed) =>
        Riyadh.DateOf(clock.GetUtcNow()) < wire.MayRegisterAgainOn(closed.ClosedAt!.Value);

    private void RefuseOwner(AccountRow closed, RegistrationDraft draft)
    {
        if (seals.ContactOf(closed).Mobile == draft.Mobile)
        {
            throw Refusal.Of(ErrorReason.RegisteredAgainTooEarly)
                .With("from_date", AccountWire.TextOf(wire.MayRegisterAgainOn(closed.ClosedAt!.Value))).ToException();
        }
    }

    private void TellOwner(ServiceDb db, AccountRow account) => outbox.Add(
        db, new Message(MessageKind.AlreadyRegistered, account.Id)
        {
            Mobile = seals.ContactOf(account).Mobile,
            Language = (Language)account.Language,
        });

    private AccountRow Open(ServiceDb db, byte[] index, RegistrationDraft draft)
    {
        var now = clock.GetUtcNow();
        var account = new AccountRow
        {
            Id = new AccountId(Guid.CreateVersion7(now)),
            HouseholdId = new HouseholdId(Guid.CreateVersion7(now)),
            NationalIdIndex = index,
            MobileIndex = [],
            PersonSealed = [],
            ContactSealed = [],
            Standing = AccountStanding.PasswordNeeded,
            TermsVersion = draft.TermsVersion,
            Language = draft.Language,
            RegisteredAt = now.UtcDateTime,
            Version = 1,
        };
        Fill(account, draft);
        db.Accounts.Add(account);
        return account;
    }

    private void Fill(AccountRow account, RegistrationDraft draft)
    {
        account.MobileIndex = seals.IndexOf(Mobile.Parse(draft.Mobile));
        account.PersonSealed = seals.Seal(
            account.Id, new AccountPerson(draft.NationalId, draft.BirthDate, draft.BirthHijri));
        account.ContactSealed = seals.Seal(account.Id, new AccountContact(draft.Mobile, null));
        account.TermsVersion = draft.TermsVersion;
        account.Language = draft.Language;
    }
}
