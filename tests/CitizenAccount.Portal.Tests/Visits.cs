using System.Text.RegularExpressions;
using CitizenAccount.Service.Demo.Stories;
using Microsoft.Playwright;

namespace CitizenAccount.Portal.Tests;

/// <summary>What people do at the portal again and again.</summary>
internal static partial class Visits
{
    /// <summary>Signs in with ID, password and the code that comes by SMS.</summary>
    public static async Task SignInAsync(this Window window, Stage stage, string id, string password, string mobile)
    {
        if (await window.Page.Locator("[name=password]").CountAsync() == 0)
        {
            await window.GoAsync("/sign-in");
        }

        await window.FillAsync(("national_id", id), ("password", password));
        await window.SendAsync();
        await window.Page.Locator("[name=code]").WaitForAsync();
        await window.FillAsync(("code", await stage.Town.Phone.CodeAsync(mobile, CancellationToken.None)));
        await window.SendAsync();
        await window.Page.Locator("[name=code]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    public static Task SignInAsync(this Window window, Stage stage, StoryCitizen citizen) =>
        window.SignInAsync(stage, citizen.NationalId, citizen.Password, citizen.Mobile);

    /// <summary>The newest temporary password that came by SMS.</summary>
    public static async Task<string> TemporaryPasswordAsync(this Stage stage, string mobile, int after)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var texts = await stage.Service.TextsToAsync(mobile);
            if (texts.Skip(after).Select(Plain).LastOrDefault(text => text.Contains("مؤقتة", StringComparison.Ordinal)) is { } text)
            {
                return Temporary().Match(text).Value;
            }

            await tick.WaitForNextTickAsync(limit.Token);
        }
    }

    [GeneratedRegex("(?<![0-9A-Za-z])[0-9A-Z]{10}(?![0-9A-Za-z])")]
    private static partial Regex Temporary();

    public static async Task AssertSaysAsync(this Window window, string text) =>
        Assert.Contains(text, Plain(await window.TextAsync()), StringComparison.Ordinal);

    /// <summary>Text without the marks that keep directions apart.</summary>
    public static string Plain(string text) =>
        string.Concat(text.Where(c => c is not (>= '\u2066' and <= '\u2069') and not '\u200E' and not '\u200F'));
}
