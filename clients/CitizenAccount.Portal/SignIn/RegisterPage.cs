using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Portal.Hosting;
using CitizenAccount.Portal.Pages;
using Microsoft.Extensions.Options;

namespace CitizenAccount.Portal.SignIn;

/// <summary>Registration: who it is, then the code. The temporary password comes by SMS, and sign-in goes on.</summary>
internal static class RegisterPage
{
    public static async Task<IResult> ShowAsync(PageContext page)
    {
        var form = page.Form;
        if (!form.IsSubmitted || form["again"].Length > 0)
        {
            return page.Show<RegisterView, RegisterModel>(new RegisterModel(""));
        }

        return form["registration"].Length > 0 ? await ConfirmAsync(page) : await StartAsync(page);
    }

    private static async Task<IResult> StartAsync(PageContext page)
    {
        var form = page.Form;
        var (day, hijri) = form.ReadDay("birth");
        if (!form.Ticked("terms"))
        {
            form.Fail("terms", RegisterWords.TermsNeeded);
        }

        var options = page.Http.RequestServices.GetRequiredService<IOptions<PortalOptions>>().Value;
        var request = new StartRegistrationRequest
        {
            RequestId = form.RequestId,
            NationalId = form["national_id"],
            Mobile = form["mobile"],
            TermsVersion = options.TermsVersion,
            Language = page.Arabic ? Language.Arabic : Language.English,
        };
        if (day is not null)
        {
            request.BirthDate = day;
        }
        else if (hijri is not null)
        {
            request.BirthHijriDate = hijri;
        }

        var registration = "";
        await form.TryAsync(async () => registration = (await page.Client.Accounts.StartRegistrationAsync(
            request, cancellationToken: page.Stop)).Registration);
        if (registration.Length > 0)
        {
            form.Renew();
        }

        return page.Show<RegisterView, RegisterModel>(new RegisterModel(registration));
    }

    private static async Task<IResult> ConfirmAsync(PageContext page)
    {
        var form = page.Form;
        var request = new ConfirmRegistrationRequest
        {
            RequestId = form.RequestId,
            Registration = form["registration"],
            Code = form["code"],
        };
        var done = await form.TryAsync(async () => await page.Client.Accounts.ConfirmRegistrationAsync(
            request, cancellationToken: page.Stop));
        form.Beside("code", ErrorReason.CodeRefused);
        return done
            ? page.Go("/sign-in?done=registered")
            : page.Show<RegisterView, RegisterModel>(new RegisterModel(form["registration"]));
    }
}

/// <summary>What registration shows.</summary>
/// <param name="Registration">Handle of the second step; empty in the first.</param>
public sealed record RegisterModel(string Registration);
