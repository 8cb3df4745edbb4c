using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Portal.Pages;

namespace CitizenAccount.Portal.Applications;

/// <summary>Documents: what the case needs, what was uploaded, and the upload.</summary>
internal static class DocumentsPage
{
    public static async Task<IResult> ShowAsync(PageContext page)
    {
        var form = page.Form;
        if (form.IsSubmitted)
        {
            if (Uploads.FileOf(form) is null)
            {
                form.Fail(Uploads.Field, Uploads.FileNeeded);
            }

            var member = Typed.Plain(form["member"]);
            await Uploads.TakeAsync(
                page, form.ReadChoice<DocumentKind>("kind"),
                member.Length > 0 ? $"{page.Household}/members/{member}" : "");
            if (form.IsClean)
            {
                return page.Go("/application/documents?done=yes");
            }
        }

        var application = ApplicationPage.ReadAsync(page);
        var needed = page.Client.Applications.ListRequiredDocumentsAsync(
            new ListRequiredDocumentsRequest { Parent = page.Household }, cancellationToken: page.Stop).OrNullAsync();
        var uploaded = page.Client.Applications.ListDocumentsAsync(
            new ListDocumentsRequest { Parent = page.Household }, cancellationToken: page.Stop).OrNullAsync();
        await Task.WhenAll(application, needed, uploaded);
        return page.Show<DocumentsView, DocumentsModel>(new DocumentsModel(
            await application, (await needed)?.RequiredDocuments ?? [], (await uploaded)?.Documents ?? []));
    }
}

/// <summary>What the page shows.</summary>
/// <param name="Application">The application, for its members.</param>
/// <param name="Needed">What the case needs.</param>
/// <param name="Uploaded">What there is, the newest first.</param>
public sealed record DocumentsModel(
    Application Application, IReadOnlyList<RequiredDocument> Needed, IReadOnlyList<Document> Uploaded);
