using System.Text.Json.Nodes;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Standins;

namespace CitizenAccount.Service.Tests.Notifications;

/// <summary>What a service in development wrote instead of sending it.</summary>
internal static class OutboxFile
{
    public static string PathOf(RunningService service, string channel) => Path.Combine(service.Folder, "outbox", $"{channel}.jsonl");

    /// <summary>Waits for the one line to an address.</summary>
    public static async Task<JsonNode> LineToAsync(RunningService service, string channel, string to)
    {
        await Poll.UntilAsync($"a line to it in {channel}.jsonl", () => LinesTo(service, channel, to).Count > 0, Soon.Limit);
        return Assert.Single(LinesTo(service, channel, to));
    }

    public static IReadOnlyList<JsonNode> LinesTo(RunningService service, string channel, string to) =>
        File.Exists(PathOf(service, channel))
            ? [.. File.ReadAllText(PathOf(service, channel)).Split('\n')[..^1].Select(line => JsonNode.Parse(line)!)
                .Where(line => (string)line["to"]! == to)]
            : [];
}
