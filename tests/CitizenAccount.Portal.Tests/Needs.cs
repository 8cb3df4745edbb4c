namespace CitizenAccount.Portal.Tests;

/// <summary>A test that needs a browser. Without one it is skipped, visibly, with the way to get it; with CI=true it is
/// not skipped and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Needs.Missing;
}

/// <summary>The same for a test with rows.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Needs.Missing;
}

/// <summary>What of the outside world this machine has.</summary>
internal static class Needs
{
    /// <summary>Where the browser is; null when there is none.</summary>
    public static string? Chromium { get; } = Find("chromium", "chromium-browser", "google-chrome");

    public static string? Npm { get; } = Find("npm");

    public static string? Missing => Chromium is not null || IsBuildMachine
        ? null : "Missing: Chromium. On Debian: apt-get install chromium.";

    public static bool IsBuildMachine =>
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    private static string? Find(params string[] names) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
}
