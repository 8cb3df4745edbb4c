using System.Security.Cryptography;
using System.Text;
using CitizenAccount.Contracts.Account.V1;

namespace CitizenAccount.Client;

/// <summary>The session of a signed-in citizen. Its access token lives for minutes and is renewed before it expires, or
/// when the service refuses it; calls that run at the same time wait for one renewal and share it.</summary>
/// <remarks>A refresh token works once, and one that is used again ends the session, so the new pair has to be kept
/// where the old one was: that is what <c>renewed</c> is for. The renewal has a request_id made from the refresh
/// token, so when its answer is lost, or two instances renew at once, both get the same pair within a minute.</remarks>
public sealed class CitizenSession : CallerCredentials
{
    // A call that is sent now should still find its token alive when it arrives.
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan RenewalDeadline = TimeSpan.FromSeconds(20);

    private readonly Lock _lock = new();
    private readonly Func<SessionTokens, CancellationToken, ValueTask>? _renewed;
    private readonly TimeProvider _clock;
    private SessionTokens _tokens;
    private DateTimeOffset? _renewAt;
    private Task<SessionTokens>? _renewal;

    /// <summary>A session from what a sign-in answered.</summary>
    /// <param name="tokens">The tokens of SignIn, CompleteNafathSignIn, ChangePassword or RefreshSession.</param>
    /// <param name="renewed">Keeps a new pair, before any call is made with it. Called once a renewal, never twice at
    /// once; when it fails, the calls that waited fail with it.</param>
    /// <param name="clock">Tells whether a token is about to expire; the machine's when absent.</param>
    public CitizenSession(
        SessionTokens tokens, Func<SessionTokens, CancellationToken, ValueTask>? renewed = null,
        TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentException.ThrowIfNullOrWhiteSpace(tokens.AccessToken);
        (_tokens, _renewed, _clock) = (tokens.Clone(), renewed, clock ?? TimeProvider.System);
        _renewAt = tokens.AccessExpiresTime?.ToDateTimeOffset() - Ahead;
    }

    /// <summary>The present tokens. Secrets: keep them sealed, never in a log.</summary>
    public SessionTokens Tokens
    {
        get
        {
            lock (_lock)
            {
                return _tokens.Clone();
            }
        }
    }

    /// <summary>The account, <c>accounts/{account}</c>.</summary>
    public string Account
    {
        get
        {
            lock (_lock)
            {
                return _tokens.Account;
            }
        }
    }

    /// <summary>Goes on with the tokens of another answer, such as that of ChangePassword.</summary>
    /// <param name="tokens">The tokens.</param>
    public void Replace(SessionTokens tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        lock (_lock)
        {
            Take(tokens.Clone());
        }
    }

    /// <inheritdoc />
    protected internal override ValueTask<string?> GetAccessTokenAsync(
        AccountService.AccountServiceClient accounts, CancellationToken stop)
    {
        lock (_lock)
        {
            if (_renewal is null && !IsAboutToExpire())
            {
                return new(_tokens.AccessToken);
            }
        }

        return RenewedAsync(accounts, stop);
    }

    /// <inheritdoc />
    protected internal override async ValueTask<bool> RenewAsync(
        string refused, AccountService.AccountServiceClient accounts, CancellationToken stop)
    {
        lock (_lock)
        {
            if (_renewal is null && _tokens.AccessToken != refused)
            {
                return true;
            }

            if (_tokens.RefreshToken.Length == 0)
            {
                return false;
            }
        }

        return await RenewedAsync(accounts, stop).ConfigureAwait(false) != refused;
    }

    private bool IsAboutToExpire() => _tokens.RefreshToken.Length > 0 && _clock.GetUtcNow() >= _renewAt;

    // How long fresh tokens live is reckoned from now and not by their instant: with a clock that is off, each call
    // would renew the session else.
    private SessionTokens Take(SessionTokens fresh)
    {
        var life = fresh.AccessExpiresTime is { } expires && fresh.Session?.LastSeenTime is { } made
            ? expires.ToDateTimeOffset() - made.ToDateTimeOffset()
            : (TimeSpan?)null;
        _renewAt = life is { } known && known > Ahead ? _clock.GetUtcNow() + known - Ahead : null;
        return _tokens = fresh;
    }

    private async ValueTask<string?> RenewedAsync(AccountService.AccountServiceClient accounts, CancellationToken stop)
    {
        Task<SessionTokens> renewal;
        lock (_lock)
        {
            // The renewal does not end with the caller that began it: its answer would be lost for the others.
            var refreshToken = _tokens.RefreshToken;
            renewal = _renewal ??= Task.Run(() => RenewOnceAsync(accounts, refreshToken), CancellationToken.None);
        }

        return (await renewal.WaitAsync(stop).ConfigureAwait(false)).AccessToken;
    }

    private async Task<SessionTokens> RenewOnceAsync(AccountService.AccountServiceClient accounts, string refreshToken)
    {
        try
        {
            var request = new RefreshSessionRequest
            {
                RequestId = RequestIdOf(refreshToken),
                RefreshToken = refreshToken,
            };
            var answer = await accounts.RefreshSessionAsync(
                request, deadline: TimeProvider.System.GetUtcNow().UtcDateTime + RenewalDeadline).ConfigureAwait(false);
            try
            {
                if (_renewed is not null)
                {
                    await _renewed(answer.Tokens.Clone(), CancellationToken.None).ConfigureAwait(false);
                }
            }
            finally
            {
                // Taken even when it could not be kept elsewhere: the old pair is used up.
                lock (_lock)
                {
                    Take(answer.Tokens);
                }
            }

            return answer.Tokens;
        }
        finally
        {
            lock (_lock)
            {
                _renewal = null;
            }
        }
    }

    private static string RequestIdOf(string refreshToken)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes("renewal of " + refreshToken), hash);
        hash[6] = (byte)(0x80 | (hash[6] & 0x0F));
        hash[8] = (byte)(0x80 | (hash[8] & 0x3F));
        return new Guid(hash[..16], bigEndian: true).ToString("D");
    }
}
