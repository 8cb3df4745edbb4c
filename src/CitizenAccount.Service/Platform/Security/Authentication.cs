using System.Collections.Concurrent;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Platform.Calls;
using Grpc.Core;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CitizenAccount.Service.Platform.Security;

/// <summary>Finds out who calls, from the bearer token: one of a session of ours, or a JSON Web Token, whose issuer
/// says of which kind it is. A token that was checked once is remembered until it expires, because checking its
/// signature costs more than serving a hot call.</summary>
internal sealed class Authentication(
    AccessTokens sessions, IEnumerable<TokenKind> kinds, Revocations revocations, ProvesPartner proves,
    TimeProvider clock)
{
    private const int RememberedMax = 10_000;
    private const string Scheme = "Bearer ";

    // Writes that end the session they come by. A repeat of one, sent because the answer was lost, has to be answered:
    // they look for the first answer, and refuse a session that is over when there is none.
    private static readonly HashSet<string> EndingCalls = new(StringComparer.Ordinal)
    {
        "/citizenaccount.account.v1.AccountService/SignOut",
        "/citizenaccount.account.v1.AccountService/CloseAccount",
    };

    private readonly TokenKind[] _kinds = [.. kinds];
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    // By the whole header, as it comes.
    private readonly ConcurrentDictionary<string, Proof> _remembered = new(new BySignature());

    /// <summary>The caller a call proves to come from; anyone when it carries no token.</summary>
    /// <exception cref="RefusalException">UNAUTHENTICATED, TOKEN_EXPIRED or SESSION_REVOKED for a token that is not
    /// accepted.</exception>
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

        var now = clock.GetUtcNow().UtcDateTime;
        if (!_remembered.TryGetValue(header, out var proof))
        {
            proof = await CheckAsync(header[Scheme.Length..], now, context.CancellationToken);
            Remember(header, proof, now);
        }

        if (proof.Expires <= now)
        {
            throw Refusal.Of(ErrorReason.TokenExpired).ToException();
        }

        // A partner's token alone, stolen perhaps, proves nothing: its certificate has to come with it.
        if (proof.Caller.Is(Contracts.Type.V1.Role.Partner)
            && !proves(proof.Caller.Subject, context.GetHttpContext().Connection.ClientCertificate))
        {
            throw Refusal.Of(ErrorReason.Unauthenticated).ToException();
        }

        if (!proof.Revocable || await revocations.FindAsync(proof.Caller, proof.Version) is not { } reason)
        {
            return proof.Caller;
        }

        return reason == ErrorReason.SessionRevoked && EndingCalls.Contains(context.Method)
            ? proof.Caller with { SessionOver = true }
            : throw Refusal.Of(reason).ToException();
    }

    /// <summary>The caller of a token that was found sound before and is good now, as far as that is known without
    /// asking; null otherwise, and of partners, whose certificate has to be looked at.</summary>
    public Caller? Recall(HttpContext http)
    {
        string? header = http.Request.Headers.Authorization;
        return header is not null
            && _remembered.TryGetValue(header, out var proof)
            && proof.Expires > clock.GetUtcNow().UtcDateTime
            && !proof.Caller.Is(Contracts.Type.V1.Role.Partner)
            && (!proof.Revocable || revocations.IsGood(proof.Caller, proof.Version))
            ? proof.Caller : null;
    }

    // A JSON Web Token has dots between its parts; a token of ours has none.
    private ValueTask<Proof> CheckAsync(string token, DateTime now, CancellationToken stop) =>
        token.Contains('.', StringComparison.Ordinal) ? new(CheckIssuedAsync(token, now, stop)) : new(CheckOwn(token));

    // Signed by us and of another form: it is of another version of this service, and a refresh brings one of this.
    private Proof CheckOwn(string token)
    {
        var sound = sessions.Read(token) ?? throw Refusal.Of(ErrorReason.Unauthenticated).ToException();
        return sound.Grant is { } grant
            ? new Proof(grant.ToCaller(), sound.Expires, true, grant.Version)
            : throw Refusal.Of(ErrorReason.TokenExpired).ToException();
    }

    private async Task<Proof> CheckIssuedAsync(string token, DateTime now, CancellationToken stop)
    {
        var read = ReadUnchecked(token);
        var kind = Array.Find(_kinds, kind => kind.Issuer == read?.Issuer)
            ?? throw Refusal.Of(ErrorReason.Unauthenticated).ToException();
        var parameters = kind.Prepare is { } prepare ? await prepare(read!, stop) : kind.Parameters;
        var result = await _handler.ValidateTokenAsync(token, parameters);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken sound || sound.ValidFrom > now + kind.Skew)
        {
            throw Refusal.Of(ErrorReason.Unauthenticated).ToException();
        }

        return new Proof(kind.Read(sound), sound.ValidTo, false, 0);
    }

    private void Remember(string header, Proof proof, DateTime now)
    {
        if (_remembered.Count >= RememberedMax)
        {
            _remembered.Clear();
        }

        if (proof.Expires > now)
        {
            _remembered[header] = proof;
        }
    }

    // Not to be trusted: it only says which keys the token has to stand up to.
    private JsonWebToken? ReadUnchecked(string token)
    {
        try
        {
            return _handler.CanReadToken(token) ? _handler.ReadJsonWebToken(token) : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private sealed record Proof(Caller Caller, DateTime Expires, bool Revocable, long Version);

    // A signature tells tokens apart, and its end is as good as chance. Only tokens that were found sound are kept, so
    // that nobody can fill a place with others of the same end.
    private sealed class BySignature : IEqualityComparer<string>
    {
        private const int Tail = 12;

        public bool Equals(string? one, string? other) => string.Equals(one, other, StringComparison.Ordinal);

        public int GetHashCode(string header) =>
            string.GetHashCode(header.Length > Tail ? header.AsSpan(header.Length - Tail) : header);
    }
}
