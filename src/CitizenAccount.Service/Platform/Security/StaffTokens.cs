using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace CitizenAccount.Service.Platform.Security;

/// <summary>Tokens of staff and partner systems, from their own issuer. They are checked by the issuer's published
/// keys, and live 15 minutes at most: that is how soon a change of permissions takes effect. They never make a citizen.
/// </summary>
internal sealed class StaffTokens(IHttpClientFactory clients, StaffOptions options, TimeProvider clock) : IDisposable
{
    /// <summary>Name of its HTTP client.</summary>
    public const string Name = "issuer";

    private const int SubjectMaxLetters = 100;

    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LifeMax = TimeSpan.FromMinutes(15);

    // What the issuer may say of anyone: the contract's names, a citizen's aside.
    private static readonly Dictionary<string, Role> Roles = AccessReflection.Descriptor.EnumTypes
        .Single(type => type.ClrType == typeof(Role)).Values
        .Where(value => (Role)value.Number is not (Role.Unspecified or Role.Citizen))
        .ToDictionary(value => value.Name, value => (Role)value.Number, StringComparer.Ordinal);

    private readonly RemoteKeys _keys = new(
        stop => FetchAsync(clients, options, stop),
        new KeyPace(
            Refresh: TimeSpan.FromMinutes(options.MetadataRefreshMinutes), Between: TimeSpan.FromSeconds(30),
            Kept: TimeSpan.FromDays(1)),
        clock);

    /// <summary>How these tokens are checked.</summary>
    public TokenKind Kind => new(options.Authority, ParametersWith(null), Read)
    {
        Prepare = PrepareAsync,
        Skew = Skew,
    };

    public void Dispose() => _keys.Dispose();

    // An issuer that is out of reach hinders only those whose keys are not known yet; they may come again.
    private async ValueTask<TokenValidationParameters> PrepareAsync(JsonWebToken token, CancellationToken stop)
    {
        if (token.Kid is not { Length: > 0 } || !options.Algorithms.Contains(token.Alg))
        {
            throw Refusal.Of(ErrorReason.Unauthenticated).ToException();
        }

        var found = await _keys.FindAsync(token.Kid, stop);
        if (found.Key is null)
        {
            throw found.Reached
                ? Refusal.Of(ErrorReason.Unauthenticated).ToException()
                : Refusal.Of(ErrorReason.PartnerUnavailable)
                    .With("partner", Name).RetryAfter(TimeSpan.FromSeconds(5)).ToException();
        }

        return ParametersWith(found.Key);
    }

    private TokenValidationParameters ParametersWith(SecurityKey? key) => new()
    {
        ValidIssuer = options.Authority,
        ValidAudience = options.Audience,
        IssuerSigningKey = key,
        ValidAlgorithms = options.Algorithms,
        ValidateLifetime = false,
        RequireExpirationTime = true,
    };

    private Caller Read(JsonWebToken token)
    {
        // A subject is written to records that outlive the person's post, so a national ID must not stand there; and
        // it must not be taken for an account of ours. Without a time of issue a token lives for ever.
        if (token.Subject is not { Length: > 0 and <= SubjectMaxLetters }
            || NationalId.TryParse(token.Subject, out _, out _)
            || AccountId.TryParseName(token.Subject, out _)
            || token.ValidTo - token.IssuedAt > LifeMax
            || token.IssuedAt > clock.GetUtcNow().UtcDateTime + Skew)
        {
            throw Refusal.Of(ErrorReason.Unauthenticated).ToException();
        }

        var roles = token.Claims
            .Where(claim => claim.Type == options.RolesClaim && Roles.ContainsKey(claim.Value))
            .Aggregate(0u, (bits, claim) => bits | Caller.BitOf(Roles[claim.Value]));
        var scopes = token.Claims.Where(claim => claim.Type == options.ScopeClaim)
            .SelectMany(claim => claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        HouseholdId? household = options.HouseholdClaim.Length > 0
            && token.TryGetPayloadValue<string>(options.HouseholdClaim, out var name)
            && HouseholdId.TryParseName(name, out var own)
            ? own
            : null;
        return new Caller(token.Subject, roles, household, scopes.ToHashSet(StringComparer.Ordinal));
    }

    private static async Task<IEnumerable<SecurityKey>> FetchAsync(
        IHttpClientFactory clients, StaffOptions options, CancellationToken stop)
    {
        using var client = clients.CreateClient(Name);
        var retriever = new HttpDocumentRetriever(client)
        {
            RequireHttps = options.Authority.StartsWith("https:", StringComparison.OrdinalIgnoreCase),
        };
        var found = await OpenIdConnectConfigurationRetriever.GetAsync(
            $"{options.Authority.TrimEnd('/')}/.well-known/openid-configuration", retriever, stop);
        return found.Issuer == options.Authority
            ? found.SigningKeys
            : throw new InvalidOperationException("The issuer's configuration is another issuer's.");
    }
}
