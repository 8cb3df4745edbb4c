using System.Text.Json.Nodes;
using CitizenAccount.Rules.Policies;

namespace CitizenAccount.Rules.Tests.Policies;

/// <summary>The published policy files with one thing changed.</summary>
internal static class PolicyEditing
{
    /// <summary>The files as they ship.</summary>
    public static IReadOnlyList<PolicyFile> Published { get; } = [.. PolicyFiles.Embedded()];

    /// <summary>The files with one parameter changed.</summary>
    public static IReadOnlyList<PolicyFile> WithParameter(string key, Action<JsonObject> change) =>
        WithParameters(FileOf(key), parameters => change(Find(parameters, key)));

    /// <summary>The files with one period of a parameter changed; -1 is the last.</summary>
    public static IReadOnlyList<PolicyFile> WithPeriod(string key, int index, Action<JsonObject> change) =>
        WithParameter(key, parameter =>
        {
            var periods = parameter["periods"]!.AsArray();
            change(periods[index < 0 ? periods.Count + index : index]!.AsObject());
        });

    /// <summary>The files with the list of parameters of one file changed.</summary>
    public static IReadOnlyList<PolicyFile> WithParameters(string file, Action<JsonArray> change) =>
        WithFile(file, text =>
        {
            var root = JsonNode.Parse(text)!;
            change(root["parameters"]!.AsArray());
            return root.ToJsonString();
        });

    /// <summary>The files with the text of one changed.</summary>
    public static IReadOnlyList<PolicyFile> WithFile(string name, Func<string, string> change)
    {
        Assert.Contains(Published, file => file.Name == name);
        return [.. Published.Select(file => file.Name == name ? file with { Text = change(file.Text) } : file)];
    }

    /// <summary>The file that holds a parameter.</summary>
    public static string FileOf(string key) =>
        Published.Single(file => file.Text.Contains($"\"key\": \"{key}\"", StringComparison.Ordinal)).Name;

    /// <summary>A parameter in its file.</summary>
    public static JsonObject Find(JsonArray parameters, string key) =>
        parameters.Single(parameter => (string?)parameter!["key"] == key)!.AsObject();

    /// <summary>Why the files are refused.</summary>
    public static string RefusalOf(IEnumerable<PolicyFile> files) =>
        Assert.Throws<PolicyFileException>(() => PolicyBook.Load(files)).Message;
}
