using System.Net;
using CitizenAccount.Client.Testing;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Voice.V1;
using CitizenAccount.Service.Demo.Stories;

namespace CitizenAccount.Portal.Tests;

/// <summary>Two tabs, the back button, buttons pressed twice, very long and hostile words: the citizen is told what to do
/// and loses nothing.</summary>
[Collection(Staged.Name)]
public sealed class HostileInputTests(Stage stage)
{
    private const string Hostile = "\"><img src=x onerror=alert(1)>\u202E٣٠'; DROP TABLE people; --";

    private StoryCitizen Citizen => stage.Town.Of("independent").Citizen;

    [BrowserFact]
    public async Task Two_tabs_that_change_the_same_thing_are_told_and_both_keep_their_words()
    {
        await using var window = await Window.OpenAsync(stage, new Way(true, false, false));
        await window.SignInAsync(stage, Citizen);
        await window.GoAsync("/application/address");
        var other = await window.NewTabAsync();
        await other.GotoAsync("/ar/application/address");
        await other.FillAsync("[name=street]", "شارع العليا");
        await other.ClickAsync("main form button");
        await other.WaitForURLAsync("**saved=yes");
        await window.FillAsync(("city", "الرياض"));
        await window.SendAsync();
        await window.Page.Locator("#faults").WaitForAsync();
        await window.ShotAsync("conflict-ar-desktop");
        Assert.Equal("الرياض", await window.Page.Locator("[name=city]").InputValueAsync());

        // Saved again it is done: the page has read what the other tab made of it.
        await window.SendAsync();
        await window.ArriveAsync("**saved=yes");
    }

    [BrowserFact]
    public async Task A_form_sent_twice_and_again_after_the_back_button_is_done_once()
    {
        await using var window = await Window.OpenAsync(stage, new Way(false, false, false));
        await window.SignInAsync(stage, stage.Town.Of("widow").Citizen);
        await window.GoAsync("/voice");
        await window.FillAsync(("kind", "Complaint"), ("text", "This is sent twice and must be one ticket."));
        await window.Page.Locator("main form button").Last.DblClickAsync();
        await window.ArriveAsync("**/voice/follow?number=**");
        var number = window.Page.Url;
        await window.Page.GoBackAsync();
        await window.Page.GoForwardAsync();
        Assert.Equal(number, window.Page.Url);
        await window.GoAsync("/voice");
        Assert.Equal(1, await window.Page.Locator(".list a[href*='number=']").CountAsync());
    }

    [BrowserTheory]
    [InlineData("/register", "national_id")]
    [InlineData("/recover", "national_id")]
    [InlineData("/sign-in", "national_id")]
    [InlineData("/voice", "full_name")]
    public async Task Hostile_and_very_long_words_come_back_as_words(string path, string field)
    {
        await using var window = await Window.OpenAsync(stage, new Way(true, true, true));
        await window.GoAsync(path);
        await window.Page.EvaluateAsync("() => document.querySelectorAll('[maxlength]').forEach(e => e.removeAttribute('maxlength'))");
        var texts = await window.Page.Locator("main form input:is([type=text],[type=tel],:not([type])):visible, main textarea").AllAsync();
        foreach (var text in texts)
        {
            await text.FillAsync(Hostile + new string('م', 5_000));
        }

        await window.SendAsync();
        await window.Page.Locator("#faults").WaitForAsync();
        Assert.StartsWith(Hostile, await window.Page.Locator($"main [name={field}]").InputValueAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await window.Page.Locator("img[src=x]").CountAsync());
        window.AssertCalm();
    }

    [BrowserFact]
    public async Task Every_own_form_gives_hostile_and_very_long_words_back_and_changes_nothing()
    {
        await using var window = await Window.OpenAsync(stage, new Way(true, false, true));
        await window.SignInAsync(stage, stage.Town.Of("family-of-six").Citizen);
        var member = stage.Town.Of("family-of-six").Citizen.Positions[0];
        string[] paths =
        [
            "/application/address", "/application/housing", "/application/iban", "/application/members/new", "/application/withdraw",
            $"/application/members/{member}/income", $"/application/members/{member}/status", $"/payments/{Town.Last}/complaint",
            $"/eligibility/{Town.Last}/objection", "/voice", "/voice/follow", "/account/mobile", "/account/email", "/account/close",
            "/password",
        ];
        foreach (var path in paths)
        {
            await window.GoAsync(path);
            await window.Page.EvaluateAsync("() => document.querySelectorAll('[maxlength]').forEach(e => e.removeAttribute('maxlength'))");
            var texts = await window.Page.Locator("main form :is(input:not([type=hidden], [type=radio], [type=checkbox], [type=file]), textarea):visible")
                .AllAsync();
            var names = new List<string>();
            foreach (var text in texts)
            {
                await text.FillAsync(Hostile + new string('م', 5_000));
                names.Add((await text.GetAttributeAsync("name"))!);
            }

            await window.SendAsync();
            await window.Page.Locator("#faults, .notice").First.WaitForAsync();
            foreach (var name in names.Where(name => !name.Contains("password", StringComparison.Ordinal)))
            {
                var field = window.Page.Locator($"main [name='{name}']:not([type=hidden])").First;
                Assert.True((await field.InputValueAsync()).StartsWith(Hostile, StringComparison.Ordinal), $"{path}: {name} was lost");
            }

            Assert.Equal(0, await window.Page.Locator("img[src=x]").CountAsync());
        }

        window.AssertCalm();
    }

    [Fact]
    public async Task A_form_from_another_site_does_nothing()
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = new Uri(stage.Address) };
        using var form = new FormUrlEncodedContent([
            new("kind", nameof(TicketKind.Complaint)), new("text", "A ticket nobody wanted to open."), new("full_name", "Somebody"),
            new("national_id", StoryIdentities.NationalId(90, 1)), new("mobile", StoryIdentities.Mobile(90)), new("birth.day", "1"),
            new("birth.month", "1"), new("birth.year", "1400")]);
        var answer = await http.PostAsync("/ar/voice", form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("لم يُرسل شيء بعد", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(await stage.Service.TextsToAsync(StoryIdentities.Mobile(90)));
    }

    [BrowserTheory]
    [InlineData(11, "#f-file-error")]
    [InlineData(20, ".notice.warn")]
    public async Task A_file_that_is_too_large_is_said_to_be(int megabytes, string says)
    {
        await using var window = await Window.OpenAsync(stage, new Way(true, true, false));
        await window.SignInAsync(stage, Citizen);
        await window.GoAsync("/application/documents");
        await window.FillAsync(("kind", "Lease"));
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".pdf");
        await File.WriteAllBytesAsync(file, new byte[megabytes * 1024 * 1024]);
        try
        {
            await window.Page.SetInputFilesAsync("[name=file]", file);
            await window.SendAsync();
            await window.Page.Locator(says).WaitForAsync();
        }
        finally
        {
            File.Delete(file);
        }

        if (megabytes < 12)
        {
            Assert.Equal("Lease", await window.Page.Locator("[name=kind]").InputValueAsync());
        }
    }

    [BrowserFact]
    public async Task An_answer_that_is_lost_is_asked_for_again_and_a_service_that_is_away_is_said_to_be()
    {
        await using var window = await Window.OpenAsync(stage, new Way(true, true, false));
        await window.SignInAsync(stage, Citizen);
        await window.GoAsync("/voice");
        await window.FillAsync(("kind", "Complaint"), ("text", "جواب هذا الطلب يضيع مرة في الطريق."));
        stage.Service.Faults.Add("OpenTicket", CallFault.AnswerLost, times: 1);
        await window.SendAsync();
        await window.ArriveAsync("**/voice/follow?number=**");
        stage.Service.Faults.Add("ListPayments", CallFault.Refused(ErrorReason.StoreUnavailable), times: 10);
        try
        {
            await window.GoAsync("/payments");
            await window.AssertSaysAsync("تعذّر إظهار الصفحة الآن");
        }
        finally
        {
            stage.Service.Faults.Clear();
        }
    }

    [Theory]
    [InlineData("/ar/payments/%3Cscript%3E..%2F", HttpStatusCode.OK)]
    [InlineData("/ar/nothing", HttpStatusCode.NotFound)]
    [InlineData("/ar/digits?to=arab&back=//evil.example", HttpStatusCode.SeeOther)]
    [InlineData("/en/calculator?income=1e99&kind=9&adults=-1&under_18=x", HttpStatusCode.OK)]
    public async Task Addresses_that_people_or_robots_make_up_are_answered(string path, HttpStatusCode status)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(stage.Address) };
        var answer = await http.GetAsync(path);
        Assert.Equal(status, answer.StatusCode);
        Assert.DoesNotContain("evil.example", answer.Headers.Location?.ToString() ?? "", StringComparison.Ordinal);
    }
}
