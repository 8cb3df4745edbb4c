using System.Runtime.CompilerServices;

namespace CitizenAccount.Service.Tests.House;

/// <summary>Our own source, found upwards from where the tests lie or, when they were built to another place, from where
/// the compiler read this file.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>Hand-written C# files below a folder, with paths from the root.</summary>
    public static IReadOnlyList<string> Sources(string folder) =>
    [
        .. Directory.GetFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal)
                && !path.Contains("/bin/", StringComparison.Ordinal)
                && !path.Contains("/Migrations/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    public static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Root, path));

    private static string Find() => Above(AppContext.BaseDirectory) ?? Above(Path.GetDirectoryName(ThisFile())!)
        ?? throw new DirectoryNotFoundException("The repository was not found above the tests.");

    private static string? Above(string start)
    {
        var folder = new DirectoryInfo(start);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CitizenAccount.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName;
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
