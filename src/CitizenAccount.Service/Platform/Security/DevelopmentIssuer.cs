using System.Security.Cryptography;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CitizenAccount.Service.Platform.Security;

/// <summary>Issues access tokens on one machine, for development and the demo. It does not exist elsewhere: the start
/// is refused when it is switched on outside development.</summary>
internal sealed class DevelopmentIssuer
{
    public const string Issuer = "citizen-account-development";
    public const string Audience = "citizen-account";

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SigningCredentials _credentials;
    private readonly TimeProvider _clock;

    /// <summary>Takes the signing key from the data directory, or makes one there.</summary>
    public DevelopmentIssuer(StorageOptions storage, TimeProvider clock)
    {
        _clock = clock;
        var signing = ECDsa.Create();
        var path = Path.Combine(Path.GetFullPath(storage.DataDirectory), "development-signing-key.pem");
        try
        {
            signing.ImportFromPem(PrivateFile.ReadOrMake(path, SigningKeys.NewKey));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartRefused($"the signing key {path} cannot be read or made. Remove it or mend its rights.");
        }

        Key = new ECDsaSecurityKey(signing) { KeyId = "development" };
        _credentials = new SigningCredentials(Key, SecurityAlgorithms.EcdsaSha256);
    }

    /// <summary>The key tokens are checked with.</summary>
    public SecurityKey Key { get; }

    /// <summary>How these tokens are checked.</summary>
    public TokenKind Kind => TokenKind.Es256(Issuer, Audience, [Key], TokenClaims.ToCaller);

    /// <summary>Issues a token.</summary>
    public string Issue(
        string subject, IEnumerable<Role> roles, HouseholdId? household, TimeSpan life, AccountId? account = null,
        string scopes = "")
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object>
        {
            ["sub"] = subject,
            ["roles"] = roles.Select(role => role.ToString()).ToArray(),
        };
        if (household is { } own)
        {
            claims["household"] = own.Name;
        }

        if (account is { } ownAccount)
        {
            claims["account"] = ownAccount.Name;
        }

        if (scopes.Length > 0)
        {
            claims["scope"] = scopes;
        }

        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            Claims = claims,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + life,
            SigningCredentials = _credentials,
        });
    }
}
