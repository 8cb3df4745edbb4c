using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Portal.Pages;

namespace CitizenAccount.Portal.SignIn;

/// <summary>Sign-in by Nafath: a number is shown here and picked there. With script the page asks by itself; without,
/// the citizen presses a button.</summary>
internal static class NafathPage
{
    public static async Task<IResult> ShowAsync(PageContext page)
    {
        var form = page.Form;
        var model = new SignInModel { Kept = form["kept"], Back = SafePath.Of(form["back"], "") };
        if (!form.IsSubmitted)
        {
            return page.Show<NafathView, SignInModel>(model);
        }

        return form["challenge"].Length > 0 ? await AskAsync(page, model) : await StartAsync(page, model);
    }

    private static async Task<IResult> StartAsync(PageContext page, SignInModel model)
    {
        var form = page.Form;
        if (form["from"] == "password" && form["national_id"].Trim().Length == 0)
        {
            return page.Show<NafathView, SignInModel>(model);
        }

        var answer = (StartNafathSignInResponse?)null;
        var request = new StartNafathSignInRequest
        {
            RequestId = form.RequestId,
            NationalId = form["national_id"],
            Language = page.Arabic ? Language.Arabic : Language.English,
        };
        await form.TryAsync(async () => answer = await page.Client.Accounts.StartNafathSignInAsync(
            request, cancellationToken: page.Stop));
        if (answer is null)
        {
            return page.Show<NafathView, SignInModel>(model);
        }

        form.Renew();
        return page.Show<NafathView, SignInModel>(model with { Challenge = answer.SignIn, Number = answer.Number });
    }

    private static async Task<IResult> AskAsync(PageContext page, SignInModel model)
    {
        var form = page.Form;
        model = model with { Challenge = form["challenge"], Number = Typed.Plain(form["number"]) };
        var (answer, rid) = ((CompleteNafathSignInResponse?)null, form.RequestId);
        var request = new CompleteNafathSignInRequest { RequestId = rid, SignIn = model.Challenge, Client = "portal" };
        await form.TryAsync(async () => answer = await page.Client.Accounts.CompleteNafathSignInAsync(
            request, cancellationToken: page.Stop));
        if (form.Refusal?.Reason == ErrorReason.RateLimited || answer?.State == NafathState.Waiting)
        {
            // Asked again under the same request_id, as the contract wants it while it waits.
            form.Waits(rid);
            return page.Show<NafathView, SignInModel>(model with { Done = "waiting" });
        }

        if (answer?.State == NafathState.Completed)
        {
            return await SignedIn.FinishAsync(page, answer.Tokens);
        }

        if (answer is not null)
        {
            form.Fail(answer.State == NafathState.Rejected ? SignInWords.NafathRejected : SignInWords.NafathExpired);
            form.Renew();
        }

        return page.Show<NafathView, SignInModel>(model with { Challenge = "", Number = "" });
    }
}
