using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Xunit.Abstractions;

namespace CitizenAccount.Portal.Tests;

/// <summary>What every page owes: nobody is shut out, nothing is slow or large, nothing of elsewhere runs.</summary>
[Collection(Staged.Name)]
public sealed class QualityTests(Stage stage, ITestOutputHelper output)
{
    private const int PageBytesMax = 60 * 1024;
    private const int ServerMsMax = 50;

    private static readonly string[] OpenPaths =
        ["", "/calculator?kind=Head&adults=1&under_18=2&income=9000", "/calendar", "/contact", "/voice", "/sign-in", "/register", "/recover"];

    private static string[] OwnPaths =>
    [
        "/me", "/eligibility", "/payments", $"/payments/{Town.Last}", $"/payments/{Town.Last}/complaint", "/cases", "/application",
        "/application/members/new", "/application/iban", "/application/documents", "/application/submit", "/application/withdraw", "/access",
        "/notifications", "/account", "/account/mobile", "/account/email", "/account/preferences", "/account/sessions", "/account/close",
        "/password",
    ];

    [AxeTheory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Axe_finds_no_serious_fault_and_nothing_is_wider_than_the_screen(bool arabic, bool phone)
    {
        await using var window = await Window.OpenAsync(stage, new Way(arabic, phone, Script: true));
        var faults = new List<string>();

        // Every page once; those with tables and figures in the other language and size as well.
        await LookAsync(window, phone ? OpenPaths : [OpenPaths[0], OpenPaths[1], "/calendar"], faults);
        await window.SignInAsync(stage, stage.Town.Of("family-of-six").Citizen);
        await LookAsync(window, phone ? OwnPaths : ["/me", "/eligibility", "/payments", "/application", "/access", "/notifications", "/account"], faults);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        window.AssertCalm();
    }

    [BrowserFact]
    public async Task Pages_are_made_quickly_and_are_small()
    {
        await using var window = await Window.OpenAsync(stage, new Way(true, true, Script: false));
        await window.SignInAsync(stage, stage.Town.Of("family-of-six").Citizen);
        var cookies = string.Join("; ", (await window.Page.Context.CookiesAsync()).Select(cookie => $"{cookie.Name}={cookie.Value}"));
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = new Uri(stage.Address) };
        http.DefaultRequestHeaders.Add("Cookie", cookies);
        var around = await SizeAsync(http, "app.css") + await SizeAsync(http, "fonts.css") + await SizeAsync(http, "app.js")
            + await SizeAsync(http, "icon.svg") + await SizeAsync(http, "icons.svg") + await SizeAsync(http, "pattern.svg");
        foreach (var path in OpenPaths.Concat(OwnPaths))
        {
            var times = new List<double>();
            var bytes = 0;
            for (var run = 0; run < 12; run++)
            {
                var watch = Stopwatch.StartNew();
                bytes = (await http.GetByteArrayAsync("/ar" + path)).Length;
                times.Add(watch.Elapsed.TotalMilliseconds);
            }

            var median = times.Order().ElementAt(times.Count / 2);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{path,-60} {median,6:0.0} ms  {bytes / 1024.0,5:0.0} KB + {around / 1024.0:0.0} KB"));
            Assert.True(median <= ServerMsMax, $"{path}: {median} ms");
            Assert.True(bytes + around <= PageBytesMax, $"{path}: {bytes} + {around} bytes");
        }
    }

    [Fact]
    public async Task Every_answer_forbids_what_is_not_ours_and_cookies_are_out_of_reach_of_script()
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = new Uri(stage.Address) };
        var answer = await http.GetAsync("/ar/sign-in");
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie =>
        {
            Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
        });
        var html = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("onclick", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_portal_can_be_put_on_the_first_screen_of_a_phone()
    {
        using var http = new HttpClient { BaseAddress = new Uri(stage.Address) };
        var manifest = JsonDocument.Parse(await http.GetStringAsync("/ar/manifest.webmanifest")).RootElement;
        Assert.Equal("rtl", manifest.GetProperty("dir").GetString());
        foreach (var icon in manifest.GetProperty("icons").EnumerateArray())
        {
            Assert.Equal("image/png", (await http.GetAsync(icon.GetProperty("src").GetString())).Content.Headers.ContentType?.MediaType);
        }
    }

    private static async Task<int> SizeAsync(HttpClient http, string asset) => (await http.GetByteArrayAsync($"/assets/{asset}")).Length;

    private static async Task LookAsync(Window window, IEnumerable<string> paths, List<string> faults)
    {
        foreach (var path in paths)
        {
            await window.GoAsync(path);
            faults.AddRange(await Axe.FaultsAsync(window.Page));
            if (await window.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"))
            {
                faults.Add($"{path} is wider than the screen");
            }
        }
    }
}
