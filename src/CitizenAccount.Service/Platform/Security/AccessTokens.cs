using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Platform.Security;

/// <summary>What an access token of a session says.</summary>
/// <param name="Account">Who calls.</param>
/// <param name="Household">The household the person is main beneficiary of.</param>
/// <param name="Session">The session it belongs to.</param>
/// <param name="Method">How the session was opened.</param>
/// <param name="SignedInAt">When it was opened.</param>
internal sealed record AccessGrant(
    AccountId Account, HouseholdId Household, Guid Session, SignInMethod Method, DateTime SignedInAt)
{
    /// <summary>The household that lists the person as dependant, if one does.</summary>
    public HouseholdId? MemberOf { get; init; }

    /// <summary>Which member of it the person is.</summary>
    public int MemberPosition { get; init; }

    /// <summary>Version of the account these claims were read from: what <see cref="Revocations"/> measure.</summary>
    public required long Version { get; init; }

    /// <summary>Who calls by it.</summary>
    public Caller ToCaller() => new(Account.Name, Caller.BitOf(Role.Citizen), Household, Caller.Anyone.Scopes)
    {
        Account = Account,
        MemberOf = MemberOf,
        MemberPosition = MemberPosition,
        Session = Session,
        Method = Method,
        SignedInAt = SignedInAt,
    };
}

/// <summary>Issues the short-lived tokens that citizens call with, and checks them.</summary>
internal sealed class AccessTokens(SessionKeys keys, TimeProvider clock)
{
    /// <summary>Whom tokens of other issuers are for, where nothing else is configured: this service.</summary>
    public const string Audience = "citizen-account";

    /// <summary>How long a token is good; within it only a revocation ends it.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <summary>Issues a token, and says when it expires: whole seconds.</summary>
    public (string Token, DateTime Expires) Issue(AccessGrant grant)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var expires = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)) + Life;
        return (SessionToken.Write(grant, expires, keys.All[0]), expires);
    }

    /// <summary>What a token says that was issued here; null for any other. When it expires is for the caller to
    /// heed.</summary>
    public SoundToken? Read(string token) => SessionToken.Read(token, keys.All);
}
