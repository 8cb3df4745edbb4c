using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Portal.Pages;

namespace CitizenAccount.Portal.SignIn;

/// <summary>Sign-in with ID and password, and the code that follows.</summary>
internal static class SignInPage
{
    public static async Task<IResult> ShowAsync(PageContext page)
    {
        var form = page.Form;
        var model = new SignInModel
        {
            Kept = form["kept"],
            Back = SafePath.Of(form.Shown("back", page.Query("back")), ""),
            Done = page.Query("done"),
        };
        if (!form.IsSubmitted)
        {
            return page.Citizen is { MustChangePassword: false } && page.Query("done").Length == 0
                ? page.Go("/me") : page.Show<SignInView, SignInModel>(model);
        }

        return form["challenge"].Length > 0 ? await CodeAsync(page, model) : await PasswordAsync(page, model);
    }

    private static async Task<IResult> PasswordAsync(PageContext page, SignInModel model)
    {
        var form = page.Form;
        var answer = (SignInResponse?)null;
        var request = new SignInRequest
        {
            RequestId = form.RequestId,
            Password = new PasswordSignIn { NationalId = form["national_id"], Password = form["password"] },
            Client = "portal",
        };
        await form.TryAsync(async () => answer = await page.Client.Accounts.SignInAsync(
            request, cancellationToken: page.Stop));
        if (answer is null)
        {
            return page.Show<SignInView, SignInModel>(model);
        }

        if (answer.OutcomeCase == SignInResponse.OutcomeOneofCase.Tokens)
        {
            return await SignedIn.FinishAsync(page, answer.Tokens);
        }

        form.Renew();
        return page.Show<SignInView, SignInModel>(model with { Challenge = answer.Challenge.Challenge });
    }

    private static async Task<IResult> CodeAsync(PageContext page, SignInModel model)
    {
        var form = page.Form;
        var answer = (SignInResponse?)null;
        var request = new SignInRequest
        {
            RequestId = form.RequestId,
            Code = new CodeSignIn { Challenge = form["challenge"], Code = form["code"] },
            Client = "portal",
        };
        await form.TryAsync(async () => answer = await page.Client.Accounts.SignInAsync(
            request, cancellationToken: page.Stop));
        form.Beside("code", ErrorReason.CodeRefused);
        return answer is null
            ? page.Show<SignInView, SignInModel>(model with { Challenge = form["challenge"] })
            : await SignedIn.FinishAsync(page, answer.Tokens);
    }
}
