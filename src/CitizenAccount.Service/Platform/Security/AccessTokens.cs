using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Kernel;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

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
}

/// <summary>Issues the short-lived tokens that citizens call with (ES256), and says how they are checked.</summary>
internal sealed class AccessTokens(SessionKeys keys, TimeProvider clock)
{
    public const string Issuer = "citizen-account";
    public const string Audience = "citizen-account";

    /// <summary>How long a token is good; within it only a revocation ends it.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SigningCredentials _credentials = new(keys.All[0], SecurityAlgorithms.EcdsaSha256);

    /// <summary>How these tokens are checked.</summary>
    public TokenKind Kind { get; } = TokenKind.Es256(Issuer, Audience, keys.All, SessionClaims.Read) with
    {
        Revocable = true,
    };

    /// <summary>Issues a token, and says when it expires: whole seconds.</summary>
    public (string Token, DateTime Expires) Issue(AccessGrant grant)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var start = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        var claims = new Dictionary<string, object>
        {
            [SessionClaims.Account] = SessionClaims.Of(grant.Account.Value),
            [SessionClaims.Household] = SessionClaims.Of(grant.Household.Value),
            [SessionClaims.Session] = SessionClaims.Of(grant.Session),
            [SessionClaims.Method] = (int)grant.Method,
            [SessionClaims.SignedInAt] = new DateTimeOffset(grant.SignedInAt).ToUnixTimeMilliseconds(),
            [SessionClaims.Version] = grant.Version,
        };
        if (grant.MemberOf is { } household)
        {
            claims[SessionClaims.MemberOf] = SessionClaims.Of(household.Value);
            claims[SessionClaims.MemberPosition] = grant.MemberPosition;
        }

        var token = _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            Claims = claims,
            NotBefore = start,
            Expires = start + Life,
            SigningCredentials = _credentials,
        });
        return (token, start + Life);
    }
}
