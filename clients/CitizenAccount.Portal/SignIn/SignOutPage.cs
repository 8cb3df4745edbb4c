using System.Security.Claims;
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

        await ForgetAsync(page);
        return page.Go("/sign-in?done=out");
    }

    /// <summary>Ends every session of the account. Here a failure is told: the others would go on.</summary>
    public static async Task<IResult> EverywhereAsync(PageContext page)
    {
        await page.Client.Accounts.SignOutAsync(
            new SignOutRequest { Everywhere = true }, cancellationToken: page.Stop);
        await ForgetAsync(page);
        return page.Go("/sign-in?done=everywhere");
    }

    /// <summary>The browser forgets who was here, and every page it kept.</summary>
    public static async Task ForgetAsync(PageContext page)
    {
        await page.Http.SignOutAsync();
        page.Became(null);
        page.Http.User = new ClaimsPrincipal();
        page.Http.Response.Headers["Clear-Site-Data"] = "\"cache\"";
    }

    /// <summary>Any request prolongs the session; this one shows nothing.</summary>
    public static Task<IResult> ExtendAsync(PageContext page) => Task.FromResult(Results.NoContent());
}
