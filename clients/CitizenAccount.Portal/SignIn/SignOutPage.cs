using CitizenAccount.Client;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Portal.Pages;
using Microsoft.AspNetCore.Authentication;

namespace CitizenAccount.Portal.SignIn;

/// <summary>Leaving, and staying.</summary>
internal static class SignOutPage
{
    public static async Task<IResult> ShowAsync(PageContext page)
    {
        if (!page.Form.IsSubmitted || page.Citizen is null)
        {
            return page.Go("/");
        }

        try
        {
            await page.Client.Accounts.SignOutAsync(new SignOutRequest(), cancellationToken: page.Stop);
        }
        catch (CitizenAccountException)
        {
            // The cookie goes all the same; the session behind it ends by itself.
        }

        await page.Http.SignOutAsync();
        page.Became(null);
        page.Http.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return page.Go("/sign-in?done=out");
    }

    /// <summary>Any request prolongs the session; this one shows nothing.</summary>
    public static Task<IResult> ExtendAsync(PageContext page) => Task.FromResult(Results.NoContent());
}
