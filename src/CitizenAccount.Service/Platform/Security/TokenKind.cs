using CitizenAccount.Service.Platform.Calls;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CitizenAccount.Service.Platform.Security;

/// <summary>One kind of JSON Web Token that is accepted, known by who issued it.</summary>
/// <param name="Issuer">What the token's <c>iss</c> says.</param>
/// <param name="Parameters">How it is checked: its keys above all. Times are checked by <see cref="Authentication"/>.
/// </param>
/// <param name="Read">Who a checked token proves to call.</param>
internal sealed record TokenKind(
    string Issuer, TokenValidationParameters Parameters, Func<JsonWebToken, Caller> Read)
{
    /// <summary>How far the issuer's clock may be ahead of ours.</summary>
    public TimeSpan Skew { get; init; }

    /// <summary>How a token is checked whose keys have to be looked up first; null where <see cref="Parameters"/> know
    /// them.</summary>
    public Func<JsonWebToken, CancellationToken, ValueTask<TokenValidationParameters>>? Prepare { get; init; }

    /// <summary>A kind whose tokens are signed with ES256 for this service.</summary>
    public static TokenKind Es256(
        string issuer, string audience, IEnumerable<SecurityKey> keys, Func<JsonWebToken, Caller> read) => new(
            issuer,
            new TokenValidationParameters
            {
                ValidIssuer = issuer,
                ValidAudience = audience,
                IssuerSigningKeys = keys,
                ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
                ValidateLifetime = false,
                RequireExpirationTime = true,
            },
            read);
}
