using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CitizenAccount.Service.Accounts.Nafath;

/// <summary>What is wrong with a signed result.</summary>
internal enum NafathFlaw
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It cannot be read, names no key, or is not signed as agreed.</summary>
    Form,

    /// <summary>It names a key that is not in the provider's key set.</summary>
    Key,

    /// <summary>Signature, issuer or audience.</summary>
    Signature,

    /// <summary>It is over, not yet good, undated, or older than the sign-in.</summary>
    Time,

    /// <summary>It is about another person.</summary>
    Person,

    /// <summary>It belongs to another transaction, or does not say that it was completed.</summary>
    Transaction,
}

/// <summary>The sign-in that a result must be the result of.</summary>
internal sealed record NafathExpectation(string NationalId, string TransId, Guid RequestId, DateTime StartedAt);

/// <summary>Checks a signed result: values in, a flaw out.</summary>
internal static class NafathProof
{
    /// <summary>Clocks of the two houses may differ by this much.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private static readonly string[] Algorithms =
        [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512];

    private static readonly JsonWebTokenHandler Handler = new()
    {
        MapInboundClaims = false,
        MaximumTokenSizeInBytes = 16 * 1_024,
    };

    /// <summary>The name of the key a result claims to be signed with; null when it is not signed as agreed. Not to be
    /// trusted: it only says which key the result has to stand up to.</summary>
    public static string? KeyIdOf(string? token)
    {
        try
        {
            var read = token is null || !Handler.CanReadToken(token) ? null : Handler.ReadJsonWebToken(token);
            return read is { Kid.Length: > 0 } && Algorithms.Contains(read.Alg) ? read.Kid : null;
        }
        catch (Exception failure) when (failure is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    /// <summary>Checks a result against the provider's key of that name.</summary>
    public static async Task<NafathFlaw> CheckAsync(
        string token, SecurityKey key, NafathOptions options, NafathExpectation expected, DateTime now)
    {
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = options.Issuer,
            ValidAudience = options.Audience,
            IssuerSigningKey = key,
            ValidAlgorithms = Algorithms,
            ValidateLifetime = false,
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken sound)
        {
            return NafathFlaw.Signature;
        }

        // A time that is missing reads as the earliest there is: that is over, or older than the sign-in.
        if (sound.ValidTo <= now || sound.ValidFrom > now + Skew || sound.IssuedAt > now + Skew
            || sound.IssuedAt < expected.StartedAt - Skew)
        {
            return NafathFlaw.Time;
        }

        if (sound.Subject != expected.NationalId)
        {
            return NafathFlaw.Person;
        }

        return ClaimOf(sound, "transId") == expected.TransId
            && ClaimOf(sound, "requestId") is var request && (request is null || IsOf(request, expected))
            && ClaimOf(sound, "status") is null or "COMPLETED"
            ? NafathFlaw.None
            : NafathFlaw.Transaction;
    }

    private static bool IsOf(string request, NafathExpectation expected) =>
        Guid.TryParse(request, out var id) && id == expected.RequestId;

    private static string? ClaimOf(JsonWebToken token, string claim) =>
        token.TryGetPayloadValue<string>(claim, out var text) ? text : null;
}
