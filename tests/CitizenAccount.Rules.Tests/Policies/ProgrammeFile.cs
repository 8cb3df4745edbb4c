using System.Runtime.CompilerServices;
using System.Text.Json;

namespace CitizenAccount.Rules.Tests.Policies;

/// <summary>The researched parameters of the programme, <c>shared/programme/parameters.json</c>. They stand beside the
/// repository and not in it, so a test on them is skipped, visibly, where they are absent.</summary>
internal static class ProgrammeFile
{
    private static readonly string[] Relative = ["shared", "programme", "parameters.json"];

    /// <summary>Where the file is; null where it is absent.</summary>
    public static string? Path { get; } = Find();

    /// <summary>Its content.</summary>
    public static JsonElement Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path!));
        return document.RootElement.Clone();
    }

    // From the folder that holds the repository upwards. The compiler tells where this source file is; the output
    // folder is a second chance, for it often lies inside the repository.
    private static string? Find([CallerFilePath] string source = "")
    {
        foreach (var start in new[] { System.IO.Path.GetDirectoryName(source), AppContext.BaseDirectory })
        {
            for (var folder = RepositoryAbove(start)?.Parent; folder is not null; folder = folder.Parent)
            {
                var path = System.IO.Path.Combine([folder.FullName, .. Relative]);
                if (File.Exists(path))
                {
                    return path;
                }
            }
        }

        return null;
    }

    private static DirectoryInfo? RepositoryAbove(string? start)
    {
        var folder = string.IsNullOrEmpty(start) ? null : new DirectoryInfo(start);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent;
        }

        return folder;
    }
}

/// <summary>A test on the researched parameters; skipped with a reason where the file is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactOnProgrammeFileAttribute : FactAttribute
{
    public FactOnProgrammeFileAttribute()
    {
        if (ProgrammeFile.Path is null)
        {
            Skip = "shared/programme/parameters.json is not beside this repository.";
        }
    }
}
