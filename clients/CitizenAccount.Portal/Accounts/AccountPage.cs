using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Portal.Pages;

namespace CitizenAccount.Portal.Accounts;

/// <summary>The own account: who it is of, how the person is reached, and the way to everything that changes it.
/// </summary>
internal static class AccountPage
{
    public static async Task<IResult> ShowAsync(PageContext page) =>
        page.Show<AccountView, Account>(await ReadAsync(page));

    public static async Task<Account> ReadAsync(PageContext page) => (await page.Client.Accounts.GetAccountAsync(
        new GetAccountRequest(), cancellationToken: page.Stop)).Account;
}
