using CitizenAccount.Client;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Portal.Pages;

namespace CitizenAccount.Portal.Applications;

/// <summary>An uploaded document, as a file to keep: never shown in the page, whatever is in it.</summary>
internal static class DownloadPage
{
    public static async Task<IResult> SendAsync(PageContext page)
    {
        // In memory, so that nothing is sent before all of it has arrived and its hash is right; 10 MB at most.
        var content = new MemoryStream();
        var document = await page.Client.DownloadDocumentAsync(
            $"{page.Household}/documents/{page.Part("document")}", content, page.Stop);
        content.Position = 0;
        return Results.File(content, TypeOf(document.Format), NameOf(document));
    }

    private static string TypeOf(DocumentFormat format) => format switch
    {
        DocumentFormat.Pdf => "application/pdf",
        DocumentFormat.Jpeg => "image/jpeg",
        DocumentFormat.Png => "image/png",
        _ => "application/octet-stream",
    };

    // The name is the person's own; what it ends with is what the content is.
    private static string NameOf(Document document)
    {
        var extension = document.Format switch
        {
            DocumentFormat.Pdf => ".pdf",
            DocumentFormat.Jpeg => ".jpg",
            DocumentFormat.Png => ".png",
            _ => "",
        };
        var name = Path.GetFileNameWithoutExtension(Uploads.Plain(document.FileName));
        return (name.Length == 0 ? "document" : name) + extension;
    }
}
