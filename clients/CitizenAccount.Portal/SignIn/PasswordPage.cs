using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Portal.Pages;

namespace CitizenAccount.Portal.SignIn;

/// <summary>An own password in place of the temporary one, or of the present one.</summary>
internal static class PasswordPage
{
    public static async Task<IResult> ShowAsync(PageContext page)
    {
        var form = page.Form;
        var tokens = (SessionTokens?)null;
        if (form.IsSubmitted)
        {
            var request = new ChangePasswordRequest
            {
                RequestId = form.RequestId,
                PresentPassword = form["present_password"],
                NewPassword = form["new_password"],
            };
            await form.TryAsync(async () => tokens = (await page.Client.Accounts.ChangePasswordAsync(
                request, cancellationToken: page.Stop)).Tokens);
            form.Beside("present_password", ErrorReason.SignInRefused);
            form.Beside("new_password", ErrorReason.PasswordRefused);
        }

        return tokens is null
            ? page.Show<PasswordView, PasswordModel>(new PasswordModel(page.Citizen!.MustChangePassword))
            : await SignedIn.FinishAsync(page, tokens);
    }
}

/// <summary>What the page shows.</summary>
/// <param name="First">It is the first own password.</param>
public sealed record PasswordModel(bool First);
