using CitizenAccount.Client;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Portal.Hosting;
using CitizenAccount.Portal.Pages;
using Microsoft.Extensions.Options;

namespace CitizenAccount.Portal.Applications;

/// <summary>The declaration and the submission; before it, everything that is missing, as the service finds it.
/// </summary>
internal static class SubmitPage
{
    public static async Task<IResult> ShowAsync(PageContext page)
    {
        var form = page.Form;
        var application = await ApplicationPage.ReadAsync(page);
        if (form.IsSubmitted)
        {
            if (!form.Ticked("declaration"))
            {
                form.Fail("declaration", ApplicationWords.AgreeNeeded);
            }

            var missing = (IReadOnlyList<Violation>)[];
            if (await form.TryAsync(
                () => SendAsync(page, application, form.RequestId, form[PageForm.EtagField], false)))
            {
                return page.Go("/application?submitted=yes");
            }

            missing = form.Refusal?.Violations ?? missing;
            return page.Show<SubmitView, SubmitModel>(new SubmitModel(application, missing, IsAgain(application)));
        }

        return page.Show<SubmitView, SubmitModel>(new SubmitModel(
            application, await MissingAsync(page, application), IsAgain(application)));
    }

    private static async Task<IReadOnlyList<Violation>> MissingAsync(PageContext page, Application application)
    {
        try
        {
            await SendAsync(page, application, Guid.CreateVersion7().ToString("D"), application.Etag, true);
            return [];
        }
        catch (RefusedException refused) when (refused.Reason == ErrorReason.ApplicationIncomplete)
        {
            return refused.Violations;
        }
        catch (RuleSaysNoException refused)
        {
            page.Form.Fail(new(refused.Arabic, refused.English));
            return [];
        }
    }

    private static bool IsAgain(Application application) => application.State
        is ApplicationState.Refused or ApplicationState.Stopped or ApplicationState.Withdrawn;

    private static async Task SendAsync(
        PageContext page, Application application, string requestId, string etag, bool checkOnly)
    {
        var version = page.Http.RequestServices.GetRequiredService<IOptions<PortalOptions>>().Value.DeclarationVersion;
        if (IsAgain(application))
        {
            await page.Client.Applications.ReapplyAsync(
                new ReapplyRequest
                {
                    RequestId = requestId,
                    Household = page.Household,
                    DeclarationVersion = version,
                    Etag = etag,
                    ValidateOnly = checkOnly,
                },
                cancellationToken: page.Stop);
            return;
        }

        await page.Client.Applications.SubmitApplicationAsync(
            new SubmitApplicationRequest
            {
                RequestId = requestId,
                Household = page.Household,
                DeclarationVersion = version,
                Etag = etag,
                ValidateOnly = checkOnly,
            },
            cancellationToken: page.Stop);
    }
}

/// <summary>What the page shows.</summary>
/// <param name="Application">The application.</param>
/// <param name="Missing">What it cannot be submitted without.</param>
/// <param name="Again">It is a re-application.</param>
public sealed record SubmitModel(Application Application, IReadOnlyList<Violation> Missing, bool Again);
