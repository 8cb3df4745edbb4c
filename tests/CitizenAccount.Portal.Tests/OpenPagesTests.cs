namespace CitizenAccount.Portal.Tests;

/// <summary>Pages that need no account.</summary>
[Collection(Staged.Name)]
public sealed class OpenPagesTests(Stage stage)
{
    [BrowserFact]
    public async Task The_reader_chooses_the_digits_and_the_language_and_stays_on_the_page()
    {
        await using var window = await Window.OpenAsync(stage, new Way(true, true, false));
        await window.GoAsync("/calculator?kind=Independent&adults=0&under_18=0&income=0&registered=no");
        await window.AssertSaysAsync("720");
        await window.Page.Locator("footer a[href*='digits']").ClickAsync();
        await window.GoAsync("/calculator?kind=Independent&adults=0&under_18=0&income=0&registered=no");
        await window.AssertSaysAsync("٧٢٠");
        await window.Page.Locator("header a.lang").ClickAsync();
        await window.AssertSaysAsync("720");
        Assert.Equal("ltr", await window.Page.Locator("html").GetAttributeAsync("dir"));
    }

    [BrowserTheory]
    [MemberData(nameof(Ways.All), MemberType = typeof(Ways))]
    public async Task Anybody_estimates_support_and_sees_dates_and_channels(bool arabic, bool phone, bool script)
    {
        await using var window = await Window.OpenAsync(stage, new Way(arabic, phone, script));
        await window.GoAsync("");
        await window.ShotAsync($"home-{window.Way.Name}");
        await window.GoAsync("/calculator");
        await window.FillAsync(("kind", "Head"), ("adults", "١"), ("under_18", "2"), ("income", "٩٬٠٠٠"));
        await window.SendAsync();
        await window.ShotAsync($"calculator-{window.Way.Name}");
        Assert.Contains(arabic ? "ريال" : "SAR", await window.TextAsync(), StringComparison.Ordinal);
        await window.GoAsync("/calendar");
        await window.ShotAsync($"calendar-{window.Way.Name}");
        await window.GoAsync("/contact");
        await window.ShotAsync($"contact-{window.Way.Name}");
        Assert.Contains("19912", await window.TextAsync(), StringComparison.Ordinal);
        window.AssertCalm();
    }
}
