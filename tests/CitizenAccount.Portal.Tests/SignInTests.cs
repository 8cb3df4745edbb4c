using CitizenAccount.Service.Demo.Stories;

namespace CitizenAccount.Portal.Tests;

/// <summary>Nafath, recovery, and what happens when a session is over in the middle of something.</summary>
[Collection(Staged.Name)]
public sealed class SignInTests(Stage stage)
{
    private const string Words = "المبلغ أقل من المستحق، وهذا كلام طويل لا أريد أن أكتبه مرتين.";

    private StoryCitizen Citizen => stage.Town.Of("independent").Citizen;

    [BrowserTheory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Nafath_shows_a_number_and_lets_in_who_picks_it(bool arabic, bool script)
    {
        await using var window = await Window.OpenAsync(stage, new Way(arabic, Phone: arabic, script));
        await stage.Service.Nafath!.MoveToAsync(stage.Service.Clock.GetUtcNow());
        await window.GoAsync("/sign-in/nafath");
        await window.FillAsync(("national_id", Citizen.NationalId));
        await window.SendAsync();
        await window.Page.Locator(".nafath-number").WaitForAsync();
        await window.ShotAsync($"nafath-{window.Way.Name}");
        await stage.Service.Nafath!.AcceptAsync(Citizen.NationalId);
        stage.Service.Clock.Move(TimeSpan.FromSeconds(3));
        if (!script)
        {
            await window.SendAsync();
        }

        // With script the page asks by itself.
        await window.ArriveAsync("**/me");
        window.AssertCalm();
    }

    [BrowserFact]
    public async Task A_forgotten_password_is_recovered_and_nobody_learns_who_has_an_account()
    {
        await using var window = await Window.OpenAsync(stage, new Way(false, true, false));
        var forgetful = stage.Town.Of("couple").Citizen;
        var before = (await stage.Service.TextsToAsync(forgetful.Mobile)).Count;
        foreach (var id in new[] { StoryIdentities.NationalId(99, 1), forgetful.NationalId })
        {
            await window.GoAsync("/recover");
            await window.FillAsync(
                ("national_id", id), ("birth.day", "14"), ("birth.month", "3"), ("birth.year", "1990"), ("birth.calendar", "gregorian"),
                ("expiry.day", "1"), ("expiry.month", "1"), ("expiry.year", "1452"));
            await window.SendAsync();
            await window.Page.Locator("[name=temporary_password]").WaitForAsync();
        }

        var temporary = await stage.TemporaryPasswordAsync(forgetful.Mobile, before);
        await window.FillAsync(("temporary_password", temporary), ("new_password", "Another-garden-in-riyadh"));
        await window.SendAsync();
        await window.ArriveAsync("**/sign-in?done=recovered");
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_that_ends_while_something_is_written_loses_nothing(bool script)
    {
        await using var window = await Window.OpenAsync(stage, new Way(true, true, script));
        await window.SignInAsync(stage, Citizen);
        await window.GoAsync($"/payments/{Town.Last}/complaint");
        await window.FillAsync(("problem", "NotDeposited"), ("text", Words));
        stage.Service.Clock.Move(TimeSpan.FromMinutes(20));
        await window.SendAsync();
        await window.Page.Locator("[name=password]").WaitForAsync();
        await window.ShotAsync($"session-over-{window.Way.Name}");
        await window.SignInAsync(stage, Citizen);
        await window.ShotAsync($"session-back-{window.Way.Name}");
        await window.SendAsync();
        await window.Page.Locator("[name=text]").WaitForAsync();
        Assert.Equal(Words, await window.Page.Locator("[name=text]").InputValueAsync());
        Assert.True(await window.Page.Locator("[name=problem][value=NotDeposited]").IsCheckedAsync());
        Assert.EndsWith("/complaint", window.Page.Url, StringComparison.Ordinal);
        window.AssertCalm();
    }

    [BrowserFact]
    public async Task What_one_person_wrote_is_not_shown_to_the_next_who_signs_in()
    {
        await using var window = await Window.OpenAsync(stage, new Way(true, true, false));
        await window.SignInAsync(stage, Citizen);
        await window.GoAsync($"/payments/{Town.Last}/complaint");
        await window.FillAsync(("text", Words));
        stage.Service.Clock.Move(TimeSpan.FromMinutes(20));
        await window.SendAsync();
        await window.SignInAsync(stage, stage.Town.Of("family-of-six").Citizen);
        Assert.DoesNotContain(Words, await window.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_session_is_renewed_while_it_is_used_and_its_cookie_is_small_enough()
    {
        await using var window = await Window.OpenAsync(stage, new Way(true, true, false));
        await window.SignInAsync(stage, Citizen);
        var before = await CookieAsync(window);
        for (var visits = 0; visits < 3; visits++)
        {
            stage.Service.Clock.Move(TimeSpan.FromMinutes(11));
            var sent = stage.Service.Faults.SentOf("RefreshSession");
            await window.GoAsync("/payments");
            await window.AssertSaysAsync("مجموع ما دُفع");
            Assert.Equal(sent + 1, stage.Service.Faults.SentOf("RefreshSession"));
        }

        var after = await CookieAsync(window);
        Assert.NotEqual(before, after);
        Assert.InRange(after.Length, 100, 3_800);
    }

    [BrowserFact]
    public async Task Two_minutes_before_a_session_ends_the_citizen_is_asked_to_stay()
    {
        await using var window = await Window.OpenAsync(stage, new Way(false, false, true));
        await window.SignInAsync(stage, Citizen);
        await window.Page.Clock.InstallAsync();
        await window.GoAsync("/payments");
        await window.Page.Clock.FastForwardAsync("12:50");
        Assert.False(await window.Page.Locator("dialog#session").IsVisibleAsync());
        await window.Page.Clock.FastForwardAsync("00:15");
        await window.Page.Locator("dialog#session").WaitForAsync();
        var stay = window.Page.WaitForResponseAsync(response => response.Url.EndsWith("/session", StringComparison.Ordinal));
        await window.Page.Locator("dialog#session button").ClickAsync();
        Assert.Equal(204, (await stay).Status);
        Assert.False(await window.Page.Locator("dialog#session").IsVisibleAsync());
        window.AssertCalm();
    }

    [BrowserFact]
    public async Task Who_signs_out_finds_no_page_of_the_household_on_the_way_back()
    {
        await using var window = await Window.OpenAsync(stage, new Way(true, false, true));
        await window.SignInAsync(stage, Citizen);
        await window.GoAsync("/payments");
        await window.Page.Locator("form[action$='/sign-out'] button").ClickAsync();
        await window.ArriveAsync("**/sign-in?done=out");
        await window.GoAsync("/payments");
        Assert.Equal(1, await window.Page.Locator("[name=password]").CountAsync());
    }

    private static async Task<string> CookieAsync(Window window) =>
        (await window.Page.Context.CookiesAsync()).Single(cookie => cookie.Name == "__Host-session").Value;
}
