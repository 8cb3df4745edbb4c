using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CitizenAccount.Client;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Rules;

namespace CitizenAccount.Portal.Pages;

/// <summary>Passes a file on to the service as it comes. The portal keeps none.</summary>
internal static class Uploads
{
    public const string Field = "file";

    /// <summary>Names of documents that go along with the form, over its tries: a file that was taken once need not be
    /// attached again.</summary>
    public const string TakenField = "documents";

    private const int NameMax = 200;

    public static readonly LocalizedText FileNeeded = new("أرفق ملفًا.", "Attach a file.");

    /// <summary>The file of the form; null when none was attached.</summary>
    public static IFormFile? FileOf(PageForm form, string field = Field) =>
        form.Files?.GetFile(field) is { Length: > 0 } file ? file : null;

    /// <summary>Uploads the attached file, if there is one; faults are put beside its field.</summary>
    /// <returns>Every document of the form so far.</returns>
    public static async Task<IReadOnlyList<string>> TakeAsync(
        PageContext page, DocumentKind kind, string member = "")
    {
        var form = page.Form;
        var taken = form.All(TakenField).ToList();
        if (FileOf(form) is not { } file || !form.IsClean)
        {
            return taken;
        }

        var document = (Document?)null;
        await form.TryAsync(
            async () =>
            {
                await using var content = file.OpenReadStream();
                document = await page.Client.UploadDocumentAsync(
                    new UploadDocumentHeader
                    {
                        RequestId = IdOf(form.RequestId),
                        Household = page.Household,
                        Kind = kind,
                        Member = member,
                        FileName = NameOf(file),
                    },
                    content, stop: page.Stop);
            },
            ("file_name", Field), ("size_bytes", Field), ("kind", "kind"));
        form.MoveProblemsTo(Field);
        if (document is not null)
        {
            taken.Add(document.Name);
            form.SetAll(TakenField, taken);
        }

        return taken;
    }

    /// <summary>A name without folders, short enough to be kept.</summary>
    public static string NameOf(IFormFile file)
    {
        var name = Plain(file.FileName);
        name = name.Length > NameMax ? name[^NameMax..] : name;
        return name.Trim().Length == 0 ? "document" : name;
    }

    /// <summary>A file's name without folders and without what is not seen. Marks of direction are common in Arabic
    /// names; kept, they would turn the end of one round.</summary>
    public static string Plain(string name) => string.Concat(Path.GetFileName(name.Replace('\\', '/')).Where(c =>
        !char.IsControl(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format));

    // The same form sent twice uploads once.
    private static string IdOf(string requestId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes("file of " + requestId), hash);
        hash[6] = (byte)(0x80 | (hash[6] & 0x0F));
        hash[8] = (byte)(0x80 | (hash[8] & 0x3F));
        return new Guid(hash[..16], bigEndian: true).ToString("D");
    }
}
