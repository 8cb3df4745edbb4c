using System.Text;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Demo.Stories;
using Microsoft.Playwright;

namespace CitizenAccount.Portal.Tests;

/// <summary>From registration to a submitted application, with the faults people make on the way.</summary>
[Collection(Staged.Name)]
public sealed class JourneyTests(Stage stage)
{
    private const string Password = "نخلة-في-الحديقة-7";

    [BrowserTheory]
    [MemberData(nameof(Ways.All), MemberType = typeof(Ways))]
    public async Task A_person_registers_and_applies_by_the_portal_alone(bool arabic, bool phone, bool script)
    {
        var number = 71 + new Way(arabic, phone, script).Number;
        await using var window = await Window.OpenAsync(stage, new Way(arabic, phone, script));
        var (id, mobile) = (StoryIdentities.NationalId(number, 1), StoryIdentities.Mobile(number));
        await RegisterAsync(window, id, mobile);
        await window.ShotAsync($"me-new-{window.Way.Name}");
        await ApplyAsync(window, number);
        await window.GoAsync("/application/submit");
        await window.ShotAsync($"submit-{window.Way.Name}");
        await window.FillAsync(("declaration", "yes"));
        await window.SendAsync();
        await window.ArriveAsync("**/application?submitted=yes");
        await window.ShotAsync($"application-{window.Way.Name}");
        window.AssertCalm();
    }

    private async Task RegisterAsync(Window window, string id, string mobile)
    {
        await window.GoAsync("/register");
        await window.FillAsync(("national_id", ArabicDigits(id)), ("birth.day", "١٤"), ("birth.month", "3"), ("birth.year", "1988"),
            ("birth.calendar", "gregorian"), ("mobile", "0" + mobile[4..]));
        await window.SendAsync();

        // The terms were not accepted: it says so, and everything typed is still there.
        await window.ShotAsync($"register-faults-{window.Way.Name}");
        Assert.Equal(ArabicDigits(id), await window.Page.Locator("main [name=national_id]").InputValueAsync());
        await window.FillAsync(("terms", "yes"));
        await window.SendAsync();
        await window.Page.Locator("[name=code]").WaitForAsync();
        await window.FillAsync(("code", "000000"));
        await window.SendAsync();
        await window.Page.Locator("#f-code-error").WaitForAsync();
        await window.FillAsync(("code", await stage.Town.Phone.CodeAsync(mobile, CancellationToken.None)));
        await window.SendAsync();
        await window.Page.Locator("[name=password]").WaitForAsync();
        await window.FillAsync(
            ("national_id", id), ("password", await stage.Town.Phone.PasswordAsync(mobile, CancellationToken.None)));
        await window.ShotAsync($"sign-in-{window.Way.Name}");
        await window.SendAsync();
        await window.Page.Locator("[name=new_password]").WaitForAsync();
        await window.FillAsync(("new_password", "123"));
        await window.SendAsync();
        await window.Page.Locator("#f-new_password-error").WaitForAsync();
        await window.FillAsync(("new_password", Password));
        await window.SendAsync();
        await window.ArriveAsync("**/me");
    }

    private static async Task ApplyAsync(Window window, int number)
    {
        await SaveAsync(window, "/application/kind", ("kind", "Head"));
        await SaveAsync(window, "/application/address", ("short_address", StoryIdentities.ShortAddress(number)));
        await SaveAsync(window, "/application/housing", ("kind", nameof(HousingKind.Rented)));
        await SaveAsync(
            window, "/application/members/new", ("national_id", StoryIdentities.NationalId(number, 2)), ("birth.day", "2"),
            ("birth.month", "8"), ("birth.year", "١٩٩٣"), ("birth.calendar", "gregorian"),
            ("relationship", nameof(Relationship.Spouse)), ("event", nameof(LifeEventKind.Marriage)), ("on.day", "16"),
            ("on.month", "7"), ("on.year", "1433"));
        await window.GoAsync("/application");
        await window.Page.Locator("a[href$='/status']").First.ClickAsync();
        await FillAndSaveAsync(
            window, ("marital_status", nameof(MaritalStatus.Married)), ("event", nameof(LifeEventKind.Marriage)), ("on.day", "16"),
            ("on.month", "7"), ("on.year", "1433"));
        await window.Page.Locator("a[href$='/income']").First.ClickAsync();
        await FillAndSaveAsync(window, ("income.0.kind", "Salary"), ("income.0.monthly", "٧٬٥٠٠"));
        await window.GoAsync("/application/iban");
        await window.FillAsync(("iban", "SA00 1234"));
        await window.SendAsync();
        await window.Page.Locator("#f-iban-error").WaitForAsync();
        await window.ShotAsync($"iban-faults-{window.Way.Name}");
        await FillAndSaveAsync(window, ("iban", Grouped(StoryIdentities.Iban(number))));
        await UploadAsync(window);
    }

    private static async Task UploadAsync(Window window)
    {
        await window.GoAsync("/application/documents");
        await window.Page.SetInputFilesAsync("[name=file]", new FilePayload
        {
            Name = "ملف.exe",
            MimeType = "application/octet-stream",
            Buffer = "MZ this is no document"u8.ToArray(),
        });
        await window.FillAsync(("kind", nameof(DocumentKind.MarriageContract)));
        await window.SendAsync();
        await window.Page.Locator("#f-file-error").WaitForAsync();
        await window.ShotAsync($"documents-faults-{window.Way.Name}");
        Assert.Equal(nameof(DocumentKind.MarriageContract), await window.Page.Locator("[name=kind]").InputValueAsync());
        foreach (var kind in await KindsAsync(window))
        {
            await window.Page.SetInputFilesAsync("[name=file]", new FilePayload { Name = "عقد.pdf", MimeType = "application/pdf", Buffer = Pdf });
            await window.FillAsync(("kind", kind));
            await window.SendAsync();
            await window.Page.Locator(".notice.good").WaitForAsync();
        }

        await window.ShotAsync($"documents-{window.Way.Name}");
    }

    private static async Task<IReadOnlyList<string>> KindsAsync(Window window)
    {
        var links = await window.Page.Locator("a[href*='documents?kind=']").AllAsync();
        var wanted = new List<string>();
        foreach (var link in links)
        {
            wanted.Add((await link.GetAttributeAsync("href"))!.Split("kind=")[1].Split('&')[0]);
        }

        return wanted.Count > 0 ? wanted : [nameof(DocumentKind.MarriageContract)];
    }

    private static async Task SaveAsync(Window window, string path, params (string, string)[] fields)
    {
        await window.GoAsync(path);
        await FillAndSaveAsync(window, fields);
    }

    private static async Task FillAndSaveAsync(Window window, params (string, string)[] fields)
    {
        await window.FillAsync(fields);
        await window.SendAsync();
        await window.ArriveAsync("**/application?saved=yes");
    }

    internal static string ArabicDigits(string text) => string.Concat(text.Select(c => c is >= '0' and <= '9' ? (char)('٠' + (c - '0')) : c));

    private static string Grouped(string iban) => string.Join(' ', iban.Chunk(4).Select(part => new string(part)));

    internal static byte[] Pdf => Encoding.ASCII.GetBytes(
        "%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n"
        + "3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n");
}
