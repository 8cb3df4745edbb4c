using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
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
    public const string VersionClaim = "account_version";

    /// <summary>How long a token is good; within it only a revocation ends it.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SigningCredentials _credentials = new(keys.All[0], SecurityAlgorithms.EcdsaSha256);

    /// <summary>How these tokens are checked.</summary>
    public TokenKind Kind { get; } = TokenKind.Es256(Issuer, Audience, keys.All, TokenClaims.ToSessionCaller) with
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
            ["sub"] = grant.Account.Name,
            ["roles"] = new[] { Role.Citizen.ToString() },
            ["account"] = grant.Account.Name,
            ["household"] = grant.Household.Name,
            ["sid"] = grant.Session.ToString("D"),
            ["method"] = grant.Method.ToString(),
            ["auth_time_ms"] = new DateTimeOffset(grant.SignedInAt).ToUnixTimeMilliseconds(),
            [VersionClaim] = grant.Version,
        };
        if (grant.MemberOf is { } household)
        {
            claims["member_of"] = household.Name;
            claims["member_position"] = grant.MemberPosition;
        }

        var token = _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            Claims = claims,
            IssuedAt = start,
            NotBefore = start,
            Expires = start + Life,
            SigningCredentials = _credentials,
        });
        return (token, start + Life);
    }
}
