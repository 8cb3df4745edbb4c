using System.Collections.Concurrent;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using Grpc.Core;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CitizenAccount.Service.Platform.Security;

/// <summary>Finds out who calls, from the bearer token. A token that was checked once is remembered until it expires,
/// because checking its signature costs more than serving a hot call.</summary>
internal sealed class Authentication(TimeProvider clock, DevelopmentIssuer? issuer = null)
{
    private const int RememberedMax = 10_000;
    private const string Scheme = "Bearer ";

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly ConcurrentDictionary<string, (Caller Caller, DateTime Expires)> _remembered = new();

    /// <summary>The caller a call proves to come from; anyone when it carries no token.</summary>
    /// <exception cref="RefusalException">UNAUTHENTICATED or TOKEN_EXPIRED for a token that is not accepted.
    /// </exception>
    public async ValueTask<Caller> WhoCallsAsync(ServerCallContext context)
    {
        string? header = context.GetHttpContext().Request.Headers.Authorization;
        if (string.IsNullOrEmpty(header))
        {
            return Caller.Anyone;
        }

        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || header.Length > 8_192)
        {
            throw Refusal.Of(ErrorReason.Unauthenticated).ToException();
        }

        var token = header[Scheme.Length..];
        var now = clock.GetUtcNow().UtcDateTime;
        if (_remembered.TryGetValue(token, out var known))
        {
            return known.Expires > now ? known.Caller : throw Refusal.Of(ErrorReason.TokenExpired).ToException();
        }

        return await CheckAsync(token, now);
    }

    private async Task<Caller> CheckAsync(string token, DateTime now)
    {
        if (issuer is null)
        {
            throw Refusal.Of(ErrorReason.Unauthenticated).ToException();
        }

        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = DevelopmentIssuer.Issuer,
            ValidAudience = DevelopmentIssuer.Audience,
            IssuerSigningKey = issuer.Key,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            LifetimeValidator = (notBefore, expires, _, _) => notBefore <= now && expires is not null,
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken checkedToken)
        {
            throw Refusal.Of(ErrorReason.Unauthenticated).ToException();
        }

        if (checkedToken.ValidTo <= now)
        {
            throw Refusal.Of(ErrorReason.TokenExpired).ToException();
        }

        if (_remembered.Count >= RememberedMax)
        {
            _remembered.Clear();
        }

        var caller = ToCaller(checkedToken);
        _remembered[token] = (caller, checkedToken.ValidTo);
        return caller;
    }

    private static Caller ToCaller(JsonWebToken token)
    {
        var roles = 0u;
        foreach (var claim in token.Claims.Where(claim => claim.Type == "roles"))
        {
            if (Enum.TryParse<Role>(claim.Value, out var role) && Enum.IsDefined(role) && role != Role.Unspecified)
            {
                roles |= Caller.BitOf(role);
            }
        }

        HouseholdId? household = token.TryGetPayloadValue<string>("household", out var name)
            && HouseholdId.TryParseName(name, out var id)
            ? id
            : null;
        var scopes = token.TryGetPayloadValue<string>("scope", out var scope) ? scope.Split(' ') : [];
        AccountId? account = token.TryGetPayloadValue<string>("account", out var accountName)
            && AccountId.TryParseName(accountName, out var accountId)
            ? accountId
            : null;
        return new Caller(token.Subject, roles, household, scopes.ToHashSet(StringComparer.Ordinal))
        {
            Account = account,
        };
    }
}
