using CitizenAccount.Service.Platform.Hosting;
using Microsoft.IdentityModel.Tokens;

namespace CitizenAccount.Service.Platform.Security;

/// <summary>The OpenID Connect issuer that staff and partner systems sign in with. Section <c>Security:Staff</c>.
/// </summary>
internal sealed class StaffOptions
{
    private static readonly string[] KnownAlgorithms =
        [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    /// <summary>Address of the issuer, as its tokens name it; its configuration lies below. Empty: no such tokens.
    /// </summary>
    public string Authority { get; set; } = "";

    /// <summary>Whom its tokens must be made for.</summary>
    public string Audience { get; set; } = AccessTokens.Audience;

    /// <summary>Claim with the roles, by their names in the contract (<c>ROLE_AGENT</c>).</summary>
    public string RolesClaim { get; set; } = "roles";

    /// <summary>Claim with a partner's scopes, blank between them.</summary>
    public string ScopeClaim { get; set; } = "scope";

    /// <summary>Claim with the caller's own household, if the issuer knows it; empty: it does not.</summary>
    public string HouseholdClaim { get; set; } = "";

    /// <summary>Age of the key set at which it is fetched again, minutes.</summary>
    public int MetadataRefreshMinutes { get; set; } = 60;

    /// <summary>Signatures that are taken, out of ES256, RS256 and PS256; empty takes all three.</summary>
    public string[] AllowedAlgorithms { get; set; } = [];

    public bool IsConfigured => Authority.Length > 0;

    public string[] Algorithms => AllowedAlgorithms.Length == 0 ? KnownAlgorithms : AllowedAlgorithms;

    /// <summary>Checks the section.</summary>
    /// <param name="development">Whether this is a development start: only there may the issuer be reached on the
    /// loopback without TLS.</param>
    /// <exception cref="StartRefused">It cannot be used.</exception>
    public void Check(bool development)
    {
        if (!IsConfigured)
        {
            return;
        }

        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var address)
            || !(address.Scheme == Uri.UriSchemeHttps
                || (development && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            throw new StartRefused("configuration: Security:Staff:Authority must be an https address.");
        }

        if (Audience.Length == 0 || RolesClaim.Length == 0 || ScopeClaim.Length == 0)
        {
            throw new StartRefused(
                "configuration: Security:Staff has an empty Audience, RolesClaim or ScopeClaim. Leave it out instead.");
        }

        if (MetadataRefreshMinutes is < 1 or > 1_440)
        {
            throw new StartRefused(
                "configuration: Security:Staff:MetadataRefreshMinutes must lie between 1 and 1,440.");
        }

        if (AllowedAlgorithms.Except(KnownAlgorithms).FirstOrDefault() is { } unknown)
        {
            throw new StartRefused(
                $"configuration: Security:Staff:AllowedAlgorithms has {unknown}. Choose from ES256, RS256, PS256.");
        }
    }
}
