using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Storage;

namespace CitizenAccount.Service.Accounts;

/// <summary>Sets an own password: the rules and the slow hash before the transaction, the change inside it.</summary>
internal sealed class OwnPasswords(
    Passwords passwords, TemporaryPasswords temporary, AccountSeals seals, Outbox outbox)
{
    /// <summary>The hash of a new password that the rules accept.</summary>
    /// <exception cref="RefusalException">PASSWORD_REFUSED.</exception>
    public async Task<string> HashNewAsync(AccountRow account, string password, CancellationToken stop)
    {
        if (PasswordRules.BrokenBy(password, NationalId.Parse(seals.PersonOf(account).NationalId).Value) is { } rule)
        {
            throw PasswordRules.Refused(rule);
        }

        return account.PasswordHash is { } hash && await passwords.MatchesAsync(hash, password, stop)
            ? throw PasswordRules.Refused(PasswordRules.SameAsBefore)
            : await passwords.HashAsync(password, stop);
    }

    /// <summary>Sets it, opens an account that waited for its first one, and tells the person.</summary>
    public async Task SetAsync(ServiceDb db, AccountRow account, string hash, CancellationToken stop)
    {
        var first = account.Standing == AccountStanding.PasswordNeeded;
        account.PasswordHash = hash;
        account.Standing = AccountStanding.Open;
        account.Version++;
        await temporary.VoidAsync(db, account.Id, stop);
        outbox.Add(db, new Message(first ? MessageKind.AccountOpened : MessageKind.PasswordChanged, account.Id)
        {
            Language = (Contracts.Type.V1.Language)account.Language,
        });
    }
}
