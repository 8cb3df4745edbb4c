using Microsoft.Playwright;

namespace CitizenAccount.Portal.Tests;

/// <summary>A citizen whose household is decided and paid looks at results and payments, complains and is heard.</summary>
[Collection(Staged.Name)]
public sealed class HouseholdTests(Stage stage)
{
    [BrowserTheory]
    [MemberData(nameof(Ways.All), MemberType = typeof(Ways))]
    public async Task A_citizen_sees_why_and_complains_and_follows(bool arabic, bool phone, bool script)
    {
        var citizen = stage.Town.Of(arabic ? "family-of-six" : "widow").Citizen;
        await using var window = await Window.OpenAsync(stage, new Way(arabic, phone, script));
        await window.GoAsync("/payments");
        await window.SignInAsync(stage, citizen);
        Assert.EndsWith("/payments", window.Page.Url, StringComparison.Ordinal);
        await window.ShotAsync($"payments-{window.Way.Name}");
        await window.GoAsync("/me");
        await window.ShotAsync($"overview-{window.Way.Name}");
        await window.GoAsync("/eligibility");
        await window.ShotAsync($"eligibility-{window.Way.Name}");
        await window.AssertSaysAsync(arabic ? "مؤهل" : "Eligible");
        await window.GoAsync($"/payments/{Town.Last}");
        await window.ShotAsync($"payment-{window.Way.Name}");
        await window.AssertSaysAsync(arabic ? "مدفوعة" : "Paid");

        await window.GoAsync($"/payments/{Town.Last}/complaint");
        await window.FillAsync(("problem", "Short"), ("text", "short"));
        await window.SendAsync();
        await window.ShotAsync($"complaint-faults-{window.Way.Name}");
        Assert.Equal("short", await window.Page.Locator("[name=text]").InputValueAsync());
        await window.FillAsync(("text", "The amount is less than last month and nothing changed."));
        await window.SendAsync();
        await window.ArriveAsync("**/cases/**");
        await window.AssertSaysAsync(arabic ? "موعد الرد المتوقع" : "Expected answer");
        await window.ShotAsync($"case-{window.Way.Name}");
        await window.FillAsync(("text", "Here is more about it."));
        await window.Page.Locator("button[value=add]").ClickAsync();
        var complaint = new Uri(window.Page.Url).AbsolutePath[3..];
        await window.GoAsync("/cases");
        await window.ShotAsync($"cases-{window.Way.Name}");

        await window.GoAsync($"/eligibility/{Town.Last}/objection");
        await window.Page.Locator("[name=grounds]").First.CheckAsync();
        await window.FillAsync(("text", "My income is lower than what was counted for the month."));
        await window.SendAsync();
        await window.ArriveAsync("**/cases/**");
        await WithdrawAsync(window);

        // The next way files its own.
        await window.GoAsync(complaint);
        await WithdrawAsync(window);
        await window.GoAsync("/access");
        await window.ShotAsync($"access-{window.Way.Name}");
        window.AssertCalm();
    }

    private static async Task WithdrawAsync(Window window)
    {
        await window.Page.Locator("details.more summary").ClickAsync();
        await window.Page.Locator("button[value=withdraw]").ClickAsync();
        await window.Page.Locator("button[value=withdraw]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await window.AssertSaysAsync(window.Way.Arabic ? "مسحوبة" : "Withdrawn");
    }
}
