using System.Text.RegularExpressions;
using CitizenAccount.Service.Demo.Stories;

namespace CitizenAccount.Portal.Tests;

/// <summary>"Your voice is heard", with and without an account.</summary>
[Collection(Staged.Name)]
public sealed partial class VoiceTests(Stage stage)
{
    [BrowserTheory]
    [InlineData(true, true, false)]
    [InlineData(false, false, true)]
    public async Task Who_has_no_account_is_heard_and_follows_by_number(bool arabic, bool phone, bool script)
    {
        await using var window = await Window.OpenAsync(stage, new Way(arabic, phone, script));
        var id = StoryIdentities.NationalId(arabic ? 81 : 82, 1);
        await window.GoAsync("/voice");
        await window.FillAsync(
            ("kind", "Question"), ("full_name", "نورة القحطاني"), ("national_id", id), ("mobile", StoryIdentities.Mobile(arabic ? 81 : 82)),
            ("birth.day", "٢٦"), ("birth.month", "٧"), ("birth.year", "١٤٠٨"), ("text", "؟"));
        await window.SendAsync();
        await window.Page.Locator("#f-text-error").WaitForAsync();
        await window.ShotAsync($"voice-faults-{window.Way.Name}");
        Assert.Equal("١٤٠٨", await window.Page.Locator("[name='birth.year']").InputValueAsync());
        await window.FillAsync(("text", "متى تُدرس أهليتي بعد إرسال الطلب؟ <script>alert(1)</script>"));
        await window.SendAsync();
        await window.ArriveAsync("**/voice/follow?number=**");
        var number = Number().Match(window.Page.Url).Groups[1].Value;
        await window.FillAsync(("national_id", StoryIdentities.NationalId(83, 1)));
        await window.SendAsync();
        await window.Page.Locator("#faults").WaitForAsync();
        await window.FillAsync(("number", number), ("national_id", id));
        await window.SendAsync();
        await window.Page.Locator(".card.result").WaitForAsync();
        await window.AssertSaysAsync("<script>alert(1)</script>");
        await window.ShotAsync($"voice-ticket-{window.Way.Name}");
        window.AssertCalm();
    }

    [BrowserFact]
    public async Task Who_is_signed_in_is_known_and_adds_a_message()
    {
        await using var window = await Window.OpenAsync(stage, new Way(true, false, true));
        await window.SignInAsync(stage, stage.Town.Of("independent").Citizen);
        await window.GoAsync("/voice");
        await window.FillAsync(("kind", "Suggestion"), ("text", "أقترح تنبيهًا قبل موعد تحديث البيانات بأسبوع."));
        await window.SendAsync();
        await window.ArriveAsync("**/voice/follow?number=**");
        await window.FillAsync(("text", "ويكون برسالة نصية."));
        await window.Page.Locator("button[value=add]").ClickAsync();
        await window.Page.Locator(".timeline li").WaitForAsync();
        await window.AssertSaysAsync("ويكون برسالة نصية.");
        await window.GoAsync("/voice");
        await window.ShotAsync("voice-ar-desktop");
        window.AssertCalm();
    }

    [GeneratedRegex(@"number=(\d+)")]
    private static partial Regex Number();
}
