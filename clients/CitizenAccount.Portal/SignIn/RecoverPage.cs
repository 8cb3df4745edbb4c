using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Portal.Pages;

namespace CitizenAccount.Portal.SignIn;

/// <summary>Recovery of a password: the answer is the same whether or not the data are right.</summary>
internal static class RecoverPage
{
    public static async Task<IResult> ShowAsync(PageContext page)
    {
        var form = page.Form;
        if (!form.IsSubmitted)
        {
            return page.Show<RecoverView, RecoverModel>(new RecoverModel(""));
        }

        return form["recovery"].Length > 0 ? await CompleteAsync(page) : await StartAsync(page);
    }

    private static async Task<IResult> StartAsync(PageContext page)
    {
        var form = page.Form;
        var (birth, birthHijri) = form.ReadDay("birth");
        var (expiry, expiryHijri) = form.ReadDay("expiry");
        var request = new StartPasswordRecoveryRequest { RequestId = form.RequestId, NationalId = form["national_id"] };
        if (birth is not null)
        {
            request.BirthDate = birth;
        }
        else if (birthHijri is not null)
        {
            request.BirthHijriDate = birthHijri;
        }

        if (expiry is not null)
        {
            request.IdExpiryDate = expiry;
        }
        else if (expiryHijri is not null)
        {
            request.IdExpiryHijriDate = expiryHijri;
        }

        var recovery = "";
        await form.TryAsync(
            async () => recovery = (await page.Client.Accounts.StartPasswordRecoveryAsync(
                request, cancellationToken: page.Stop)).Recovery,
            ("id_expiry_date", "expiry"), ("id_expiry_hijri_date", "expiry"));
        if (recovery.Length > 0)
        {
            form.Renew();
        }

        return page.Show<RecoverView, RecoverModel>(new RecoverModel(recovery));
    }

    private static async Task<IResult> CompleteAsync(PageContext page)
    {
        var form = page.Form;
        var request = new CompletePasswordRecoveryRequest
        {
            RequestId = form.RequestId,
            Recovery = form["recovery"],
            TemporaryPassword = form["temporary_password"].Trim(),
            NewPassword = form["new_password"],
        };
        var done = await form.TryAsync(async () => await page.Client.Accounts.CompletePasswordRecoveryAsync(
            request, cancellationToken: page.Stop));
        form.Beside("temporary_password", ErrorReason.CodeRefused);
        form.Beside("new_password", ErrorReason.PasswordRefused);
        return done
            ? page.Go("/sign-in?done=recovered")
            : page.Show<RecoverView, RecoverModel>(new RecoverModel(form["recovery"]));
    }
}

/// <summary>What recovery shows.</summary>
/// <param name="Recovery">Handle of the second step; empty in the first.</param>
public sealed record RecoverModel(string Recovery);
