using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Portal.Pages;

namespace CitizenAccount.Portal.Applications;

/// <summary>The application as it stands: every part, and what is still missing.</summary>
internal static class ApplicationPage
{
    public static async Task<IResult> ShowAsync(PageContext page)
    {
        var application = ReadAsync(page);
        var needed = page.Client.Applications.ListRequiredDocumentsAsync(
            new ListRequiredDocumentsRequest { Parent = page.Household }, cancellationToken: page.Stop).OrNullAsync();
        var events = page.Client.Applications.ListApplicationEventsAsync(
            new ListApplicationEventsRequest { Parent = page.Household, PageSize = 8 },
            cancellationToken: page.Stop).OrNullAsync();
        await Task.WhenAll(application, needed, events);
        return page.Show<ApplicationView, ApplicationModel>(new ApplicationModel(
            await application, (await needed)?.RequiredDocuments ?? [], (await events)?.Events ?? []));
    }

    public static async Task<Application> ReadAsync(PageContext page) => (await page.Client.Applications
        .GetApplicationAsync(new GetApplicationRequest { Household = page.Household }, cancellationToken: page.Stop))
        .Application;
}

/// <summary>What the page of the application shows.</summary>
/// <param name="Application">The application.</param>
/// <param name="Needed">Documents its case needs.</param>
/// <param name="Events">What happened, the newest first.</param>
public sealed record ApplicationModel(
    Application Application, IReadOnlyList<RequiredDocument> Needed, IReadOnlyList<ApplicationEvent> Events);
