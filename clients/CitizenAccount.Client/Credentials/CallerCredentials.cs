using CitizenAccount.Contracts.Account.V1;

namespace CitizenAccount.Client;

/// <summary>Whom a call is made for.</summary>
public abstract class CallerCredentials
{
    /// <summary>Nobody: for calls that are open to anyone, and for partners known by their certificate.</summary>
    public static CallerCredentials None { get; } = new Nobody();

    /// <summary>A caller with a token that does not change.</summary>
    /// <param name="accessToken">The access token, without <c>Bearer</c>.</param>
    public static CallerCredentials FromToken(string accessToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(accessToken);
        return new Fixed(accessToken);
    }

    /// <summary>A caller whose token comes from elsewhere, such as from the issuer that staff sign in with.</summary>
    /// <param name="source">Gives the present token. It is asked for every call, so it keeps the token itself; when the
    /// service answers that the token has expired, it is asked once more, with the refused token, for a newer
    /// one.</param>
    public static CallerCredentials FromSource(Func<RefusedToken?, CancellationToken, ValueTask<string>> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new Sourced(source);
    }

    /// <summary>The access token to send; null sends none.</summary>
    /// <param name="accounts">The account service, called as nobody.</param>
    /// <param name="stop">Ends the wait.</param>
    protected internal abstract ValueTask<string?> GetAccessTokenAsync(
        AccountService.AccountServiceClient accounts, CancellationToken stop);

    /// <summary>Tries to get another token after one was refused.</summary>
    /// <param name="refused">The token the service refused.</param>
    /// <param name="accounts">The account service, called as nobody.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>Whether there is another token now.</returns>
    protected internal virtual ValueTask<bool> RenewAsync(
        string refused, AccountService.AccountServiceClient accounts, CancellationToken stop) => new(false);

    private sealed class Nobody : CallerCredentials
    {
        protected internal override ValueTask<string?> GetAccessTokenAsync(
            AccountService.AccountServiceClient accounts, CancellationToken stop) => new((string?)null);
    }

    private sealed class Fixed(string token) : CallerCredentials
    {
        protected internal override ValueTask<string?> GetAccessTokenAsync(
            AccountService.AccountServiceClient accounts, CancellationToken stop) => new(token);
    }

    private sealed class Sourced(Func<RefusedToken?, CancellationToken, ValueTask<string>> source) : CallerCredentials
    {
        protected internal override async ValueTask<string?> GetAccessTokenAsync(
            AccountService.AccountServiceClient accounts, CancellationToken stop) =>
            await source(null, stop).ConfigureAwait(false);

        protected internal override async ValueTask<bool> RenewAsync(
            string refused, AccountService.AccountServiceClient accounts, CancellationToken stop) =>
            await source(new RefusedToken(refused), stop).ConfigureAwait(false) != refused;
    }
}

/// <summary>An access token that the service refused.</summary>
/// <param name="AccessToken">The token.</param>
public sealed record RefusedToken(string AccessToken);
