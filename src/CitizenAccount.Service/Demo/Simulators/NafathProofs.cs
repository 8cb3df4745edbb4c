using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CitizenAccount.Service.Demo.Simulators;

/// <summary>Signs the results of the simulated Nafath, soundly or with one thing wrong.</summary>
internal sealed class NafathProofs
{
    public const string Issuer = "nafath-simulated";
    public const string Audience = "citizen-account";

    private const string OtherPerson = "1101798278";

    private readonly Lock _lock = new();
    private readonly RSA _stranger = RSA.Create(2_048);
    private RSA _key = RSA.Create(2_048);
    private int _generation = 1;

    private string KeyId => $"nafath-{_generation}";

    /// <summary>Signs with a new key from now on; the old one is withdrawn.</summary>
    public void Rotate()
    {
        lock (_lock)
        {
            (_key, _generation) = (RSA.Create(2_048), _generation + 1);
        }
    }

    /// <summary>The key set.</summary>
    public object[] Published()
    {
        lock (_lock)
        {
            var key = _key.ExportParameters(includePrivateParameters: false);
            return
            [
                new
                {
                    kty = "RSA", use = "sig", alg = "RS256", kid = KeyId, n = Base64UrlEncoder.Encode(key.Modulus),
                    e = Base64UrlEncoder.Encode(key.Exponent),
                },
            ];
        }
    }

    /// <summary>The signed result of a transaction.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="wrong">What is wrong: <c>signature, kid, none, hs256, audience, issuer, subject, expired, early,
    /// old, undated, transaction, request, status, text, missing</c>; empty for a sound one.</param>
    /// <param name="clock">Dates it.</param>
    public string? Make(NafathTransaction transaction, string wrong, SimulatedClock clock)
    {
        var claims = ClaimsOf(transaction, wrong, clock.GetUtcNow());
        lock (_lock)
        {
            return wrong switch
            {
                "missing" => null,
                "text" => "this is no token",
                "none" => Unsigned(claims),
                "hs256" => SignedWithPublicKey(claims),
                _ => Signed(claims, wrong),
            };
        }
    }

    private static Dictionary<string, object> ClaimsOf(NafathTransaction transaction, string wrong, DateTimeOffset now)
    {
        var issued = wrong switch
        {
            "expired" or "old" => now.AddMinutes(-11),
            "early" => now.AddMinutes(11),
            _ => now,
        };
        var claims = new Dictionary<string, object>
        {
            ["iss"] = wrong == "issuer" ? "somebody" : Issuer,
            ["aud"] = wrong == "audience" ? "another-service" : Audience,
            ["sub"] = wrong == "subject" ? OtherPerson : transaction.NationalId,
            ["transId"] = wrong == "transaction" ? Guid.CreateVersion7().ToString("D") : transaction.TransId,
            ["requestId"] = wrong == "request" ? Guid.CreateVersion7().ToString("D") : transaction.RequestId,
            ["status"] = wrong == "status" ? "REJECTED" : "COMPLETED",
            ["iat"] = issued.ToUnixTimeSeconds(),
            ["nbf"] = issued.ToUnixTimeSeconds(),
        };
        if (wrong != "undated")
        {
            claims["exp"] = issued.AddMinutes(wrong == "old" ? 60 : 5).ToUnixTimeSeconds();
        }

        return claims;
    }

    private string Signed(Dictionary<string, object> claims, string wrong)
    {
        var key = new RsaSecurityKey(wrong is "signature" or "kid" ? _stranger : _key)
        {
            KeyId = wrong == "kid" ? "nobody" : KeyId,
        };
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            JsonSerializer.Serialize(claims), new SigningCredentials(key, SecurityAlgorithms.RsaSha256));
    }

    private string Unsigned(Dictionary<string, object> claims) => Body("none", claims) + ".";

    // The trick of calling a public key a shared secret.
    private string SignedWithPublicKey(Dictionary<string, object> claims)
    {
        var body = Body("HS256", claims);
        var secret = Encoding.ASCII.GetBytes(_key.ExportSubjectPublicKeyInfoPem());
        return body + "." + Base64UrlEncoder.Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(body)));
    }

    private string Body(string algorithm, Dictionary<string, object> claims) =>
        Base64UrlEncoder.Encode(JsonSerializer.Serialize(new { alg = algorithm, typ = "JWT", kid = KeyId }))
        + "." + Base64UrlEncoder.Encode(JsonSerializer.Serialize(claims));
}
