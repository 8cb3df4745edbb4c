using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CitizenAccount.Service.Demo.Simulators;

/// <summary>A token to be issued.</summary>
/// <param name="Subject">Stable id of the person or system.</param>
/// <param name="Roles">Names of roles, sound or not.</param>
/// <param name="Scope">Scopes of a partner, blank between them.</param>
/// <param name="Audience">For whom; the service by default.</param>
/// <param name="Issuer">By whom; this issuer by default.</param>
/// <param name="LifeSeconds">How long it lives, counted from <paramref name="AgeSeconds"/> ago.</param>
/// <param name="AgeSeconds">How long ago it was issued.</param>
/// <param name="Algorithm">ES256, RS256 or PS256.</param>
/// <param name="Key">Signed by: <c>published</c>, <c>unpublished</c> (a key nobody can look up), or <c>forged</c>
/// (that key under the name of the published one).</param>
/// <param name="Undated">Says nothing of when it was issued.</param>
/// <param name="Household">The caller's own household, when the issuer knows it.</param>
internal sealed record TokenWish(
    string Subject, string[] Roles, string Scope = "", string Audience = "citizen-account", string? Issuer = null,
    int LifeSeconds = 600, int AgeSeconds = 0, string Algorithm = "ES256", string Key = "published",
    bool Undated = false, string? Household = null);

/// <summary>An OpenID Connect issuer that gives whoever asks the token they ask for, sound or not.</summary>
internal static class OidcSimulator
{
    private static readonly string[] Algorithms = ["ES256", "RS256", "PS256"];

    public static WebApplication Build(int port)
    {
        var keys = new OidcKeys();
        var (fetches, down) = (0, false);
        var app = Simulator.Build(port);
        app.MapGet("/.well-known/openid-configuration", (HttpRequest request) =>
        {
            fetches++;
            return down ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable) : Results.Ok(new
            {
                issuer = BaseOf(request),
                jwks_uri = $"{BaseOf(request)}/jwks",
                token_endpoint = $"{BaseOf(request)}/token",
                id_token_signing_alg_values_supported = Algorithms,
            });
        });
        app.MapGet("/jwks", () => new { keys = keys.Published() });
        app.MapPost("/token", (TokenWish wish, HttpRequest request, SimulatedClock clock) => new
        {
            access_token = Issue(wish, wish.Issuer ?? BaseOf(request), keys, clock),
            token_type = "Bearer",
            expires_in = wish.LifeSeconds - wish.AgeSeconds,
        });
        app.MapPost("/control/rotate", keys.Rotate);
        app.MapPost("/control/down", (DownSetting setting) => { down = setting.Down; });
        app.MapGet("/control/fetches", () => new { fetches });
        return app;
    }

    private static string BaseOf(HttpRequest request) => $"{request.Scheme}://{request.Host}";

    private static string Issue(TokenWish wish, string issuer, OidcKeys keys, SimulatedClock clock)
    {
        var issued = clock.GetUtcNow().UtcDateTime.AddSeconds(-wish.AgeSeconds);
        var claims = new Dictionary<string, object> { ["sub"] = wish.Subject, ["roles"] = wish.Roles };
        if (wish.Scope.Length > 0)
        {
            claims["scope"] = wish.Scope;
        }

        if (wish.Household is { } household)
        {
            claims["household"] = household;
        }

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = issuer,
                Audience = wish.Audience,
                Claims = claims,
                IssuedAt = wish.Undated ? null : issued,
                NotBefore = issued,
                Expires = issued.AddSeconds(wish.LifeSeconds),
                SigningCredentials = new SigningCredentials(keys.Of(wish.Algorithm, wish.Key), wish.Algorithm),
            });
    }
}

/// <summary>Whether the issuer's configuration is out of reach.</summary>
internal sealed record DownSetting(bool Down);
