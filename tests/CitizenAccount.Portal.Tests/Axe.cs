using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;

namespace CitizenAccount.Portal.Tests;

/// <summary>axe-core, which looks for faults against WCAG. It is fetched by npm once, into a folder beside other temporary
/// things; a machine that has neither is skipped, visibly.</summary>
internal static class Axe
{
    private const string Version = "4.14.1";

    private static readonly Lazy<string?> Script = new(Find);

    /// <summary>Why it cannot look; null when it can.</summary>
    public static string? Missing => Needs.Missing
        ?? (Needs.IsBuildMachine || Script.Value is not null ? null : "Missing: axe-core. npm has to be there and reach its registry.");

    /// <summary>Serious and critical faults of the page as it stands, in words.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page)
    {
        await page.EvaluateAsync(Script.Value ?? throw new InvalidOperationException("axe-core could not be fetched."));
        var result = await page.EvaluateAsync<JsonElement>(
            "() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] })");
        return
        [
            .. result.GetProperty("violations").EnumerateArray()
                .Where(fault => fault.GetProperty("impact").GetString() is "serious" or "critical")
                .Select(fault => $"{page.Url} {fault.GetProperty("id")}: " + string.Join(
                    " | ", fault.GetProperty("nodes").EnumerateArray().Take(3).Select(node => node.GetProperty("html").ToString()))),
        ];
    }

    private static string? Find()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"citizen-portal-axe-{Version}");
        var file = Path.Combine(folder, "node_modules", "axe-core", "axe.min.js");
        if (!File.Exists(file) && Needs.Npm is { } npm)
        {
            using var install = Process.Start(new ProcessStartInfo(
                npm, ["install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, $"axe-core@{Version}"]))!;
            if (!install.WaitForExit(TimeSpan.FromSeconds(60)))
            {
                install.Kill(entireProcessTree: true);
            }
        }

        return File.Exists(file) ? File.ReadAllText(file) : null;
    }
}

/// <summary>A test that needs a browser and axe-core.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AxeTheoryAttribute : TheoryAttribute
{
    public AxeTheoryAttribute() => Skip = Axe.Missing;
}
