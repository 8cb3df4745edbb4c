using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Portal.Pages;
using CitizenAccount.Rules;

namespace CitizenAccount.Portal.Accounts;

/// <summary>A new mobile or e-mail address: first which, then the codes that went to the new one and to the old one.
/// </summary>
internal static class ContactChangePage
{
    private const string ChangeField = "change";
    private const string OldSentField = "old_sent";

    public static Task<IResult> MobileAsync(PageContext page) => ShowAsync(page, ContactKind.Mobile);

    public static Task<IResult> EmailAsync(PageContext page) => ShowAsync(page, ContactKind.Email);

    private static async Task<IResult> ShowAsync(PageContext page, ContactKind kind)
    {
        var form = page.Form;
        var model = new ContactChangeModel(kind, form[ChangeField], form.Ticked(OldSentField));
        if (!form.IsSubmitted)
        {
            return page.Show<ContactChangeView, ContactChangeModel>(model);
        }

        return model.Change.Length > 0 ? await ConfirmAsync(page, model) : await StartAsync(page, model);
    }

    private static async Task<IResult> StartAsync(PageContext page, ContactChangeModel model)
    {
        var form = page.Form;
        var request = new StartContactChangeRequest { RequestId = form.RequestId };
        if (model.Kind == ContactKind.Mobile)
        {
            request.NewMobile = form["new_mobile"];
        }
        else
        {
            request.NewEmail = form["new_email"].Trim();
        }

        var answer = (StartContactChangeResponse?)null;
        await form.TryAsync(async () => answer = await page.Client.Accounts.StartContactChangeAsync(
            request, cancellationToken: page.Stop));
        if (answer is not null)
        {
            form.Renew();
            model = model with { Change = answer.Change, OldCodeSent = answer.OldCodeSent };
        }

        return page.Show<ContactChangeView, ContactChangeModel>(model);
    }

    private static async Task<IResult> ConfirmAsync(PageContext page, ContactChangeModel model)
    {
        var form = page.Form;
        var request = new ConfirmContactChangeRequest
        {
            RequestId = form.RequestId,
            Change = model.Change,
            NewCode = form["new_code"],
            OldCode = form["old_code"],
        };
        var done = await form.TryAsync(async () => await page.Client.Accounts.ConfirmContactChangeAsync(
            request, cancellationToken: page.Stop));
        form.Beside("new_code", ErrorReason.CodeRefused);
        return done
            ? page.Go(model.Kind == ContactKind.Mobile ? "/account?done=mobile" : "/account?done=email")
            : page.Show<ContactChangeView, ContactChangeModel>(model);
    }
}

/// <summary>What is changed.</summary>
public enum ContactKind
{
    /// <summary>The mobile.</summary>
    Mobile,

    /// <summary>The e-mail address.</summary>
    Email,
}

/// <summary>What the page shows.</summary>
/// <param name="Kind">What is changed.</param>
/// <param name="Change">Handle of the second step; empty in the first.</param>
/// <param name="OldCodeSent">A code went to the old one, too.</param>
public sealed record ContactChangeModel(ContactKind Kind, string Change, bool OldCodeSent)
{
    internal bool IsMobile => Kind == ContactKind.Mobile;

    internal LocalizedText Title => IsMobile ? AccountWords.MobileTitle : AccountWords.EmailTitle;

    internal LocalizedText Lead => IsMobile ? AccountWords.MobileLead : AccountWords.EmailLead;
}
