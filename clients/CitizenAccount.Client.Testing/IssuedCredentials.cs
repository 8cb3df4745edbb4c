using CitizenAccount.Contracts.Account.V1;

namespace CitizenAccount.Client.Testing;

/// <summary>A caller with a fresh token for every call, so that a test may move its clock as it likes.</summary>
internal sealed class IssuedCredentials(Func<string> issue) : CallerCredentials
{
    protected override ValueTask<string?> GetAccessTokenAsync(
        AccountService.AccountServiceClient accounts, CancellationToken stop) => new(issue());
}
