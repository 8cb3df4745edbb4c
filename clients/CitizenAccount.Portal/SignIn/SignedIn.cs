using CitizenAccount.Client;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Portal.Pages;

namespace CitizenAccount.Portal.SignIn;

/// <summary>What happens once somebody has proved who it is.</summary>
internal static class SignedIn
{
    public static async Task<IResult> FinishAsync(PageContext page, SessionTokens tokens)
    {
        var services = page.Http.RequestServices;
        var citizen = await Citizen.SignInAsync(
            page.Http, services.GetRequiredService<CitizenAccountClient>(), tokens,
            services.GetRequiredService<TimeProvider>());
        page.Became(citizen);
        if (citizen.MustChangePassword)
        {
            return page.Go("/password");
        }

        // Only the person who typed it gets it back.
        return services.GetRequiredService<KeptForms>().Find(page.Form["kept"], citizen.Account) is { } kept
            ? page.Show<ContinueView, KeptForm>(kept)
            : page.Go(SafePath.Of(page.Form["back"], "/me"));
    }
}
