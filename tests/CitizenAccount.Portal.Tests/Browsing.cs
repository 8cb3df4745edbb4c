using Microsoft.Playwright;

namespace CitizenAccount.Portal.Tests;

/// <summary>How a citizen looks at the portal: language, size of the screen, with or without script.</summary>
/// <param name="Arabic">Arabic, else English.</param>
/// <param name="Phone">A phone of 390 points, else a desktop.</param>
/// <param name="Script">Script is on.</param>
public sealed record Way(bool Arabic, bool Phone, bool Script)
{
    public string Root => Arabic ? "/ar" : "/en";

    /// <summary>0 to 7: tells the people of one way from those of another.</summary>
    public int Number => (Arabic ? 4 : 0) + (Phone ? 2 : 0) + (Script ? 1 : 0);

    public string Name => $"{(Arabic ? "ar" : "en")}-{(Phone ? "phone" : "desktop")}";
}

/// <summary>Every way there is: both languages, both sizes, with and without script.</summary>
public static class Ways
{
    public static TheoryData<bool, bool, bool> All
    {
        get
        {
            var ways = new TheoryData<bool, bool, bool>();
            for (var way = 0; way < 8; way++)
            {
                ways.Add((way & 4) == 0, (way & 2) == 0, (way & 1) == 0);
            }

            return ways;
        }
    }
}

/// <summary>A window of the browser, for one citizen.</summary>
public sealed class Window(Stage stage, Way way, IBrowserContext context, IPage page) : IAsyncDisposable
{
    private readonly List<string> _complaints = [];

    public IPage Page => page;

    public Way Way => way;

    public static async Task<Window> OpenAsync(Stage stage, Way way)
    {
        var context = await stage.Browser.NewContextAsync(new()
        {
            BaseURL = stage.Address,
            JavaScriptEnabled = way.Script,
            ViewportSize = way.Phone ? new() { Width = 390, Height = 844 } : new() { Width = 1280, Height = 900 },
            Locale = way.Arabic ? "ar-SA" : "en-GB",
        });
        context.SetDefaultTimeout(15_000);
        var window = new Window(stage, way, context, await context.NewPageAsync());
        window.Listen(window.Page);
        return window;
    }

    /// <summary>Another tab of the same window: the same session.</summary>
    public async Task<IPage> NewTabAsync()
    {
        var tab = await context.NewPageAsync();
        Listen(tab);
        return tab;
    }

    /// <summary>Goes to a page of the window's language.</summary>
    public Task GoAsync(string path) => page.GotoAsync(way.Root + path);

    public async Task FillAsync(params (string Field, string Text)[] fields)
    {
        foreach (var (field, text) in fields)
        {
            var found = page.Locator($"main [name='{field}']:not([type=hidden])");
            switch (await found.First.EvaluateTypeAsync())
            {
                case "select":
                    await found.SelectOptionAsync(text);
                    break;
                case "radio" or "checkbox":
                    await page.Locator($"main [name='{field}'][value='{text}']").CheckAsync();
                    break;
                default:
                    await found.FillAsync(text);
                    break;
            }
        }
    }

    /// <summary>Presses the main button of the page's form.</summary>
    public Task SendAsync() => page.Locator("main form button.button:not(.quiet)").First.ClickAsync();

    /// <summary>Waits until the window is at an address; says what it shows instead when it does not come there.</summary>
    public async Task ArriveAsync(string address)
    {
        try
        {
            await page.WaitForURLAsync(address);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{page.Url} instead of {address}: {await TextAsync()}");
        }
    }

    public Task<string> TextAsync() => page.Locator("main").InnerTextAsync();

    /// <summary>A picture of the page, into the folder that SHOTS names; nothing where it names none.</summary>
    public async Task ShotAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("SHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }

    /// <summary>Nothing was blocked by our own policy and no script failed.</summary>
    public void AssertCalm() => Assert.Empty(_complaints);

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private void Listen(IPage tab)
    {
        tab.PageError += (_, error) => _complaints.Add(error);
        tab.Console += (_, message) =>
        {
            // A page that says 404 or 413 on purpose is told of by the browser, too.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                _complaints.Add(message.Text);
            }
        };
        _ = stage;
    }
}

internal static class Locating
{
    /// <summary>Kind of a field, read without script in the page.</summary>
    public static async Task<string> EvaluateTypeAsync(this ILocator field) =>
        await field.GetAttributeAsync("type") ?? (await field.EvaluateAsync<string>("e => e.tagName.toLowerCase()"));
}
