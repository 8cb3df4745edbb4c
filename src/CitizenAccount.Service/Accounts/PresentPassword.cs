using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Accounts;

/// <summary>Asks a signed-in person for the password again before something that cannot be undone. Guesses count as
/// those of a sign-in do.</summary>
internal sealed class PresentPassword(
    SignInThrottle guesses, Passwords passwords, AccountSeals seals, TimeProvider clock)
{
    /// <summary>How long a session opened by Nafath stands for a password or a lost mobile.</summary>
    public static readonly TimeSpan NafathStands = TimeSpan.FromMinutes(5);

    /// <summary>Whether the session was opened by Nafath just now.</summary>
    public bool IsFreshNafath(Caller caller) =>
        caller.Method == SignInMethod.Nafath && clock.GetUtcNow().UtcDateTime - caller.SignedInAt < NafathStands;

    /// <summary>Checks the password of the own account, outside any transaction.</summary>
    /// <exception cref="RefusalException">SIGN_IN_REFUSED, TOO_MANY_ATTEMPTS.</exception>
    public async Task RequireAsync(
        AccountRow account, string password, Caller caller, string place, CancellationToken stop)
    {
        if (password.Length == 0 && IsFreshNafath(caller))
        {
            return;
        }

        var person = NationalId.Parse(seals.PersonOf(account).NationalId);
        await guesses.EnterAsync(person, place, stop);
        if (!await passwords.MatchesAsync(account.PasswordHash, password, stop))
        {
            throw Refusal.Of(ErrorReason.SignInRefused).ToException();
        }

        await guesses.ClearAsync(person, place, stop);
    }
}
