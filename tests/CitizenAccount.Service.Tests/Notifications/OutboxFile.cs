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
        await Poll.UntilAsync(
            $"a line to it in {channel}.jsonl", async () => (await LinesToAsync(service, channel, to)).Count > 0, Soon.Limit);
        return Assert.Single(await LinesToAsync(service, channel, to));
    }

    public static async Task<IReadOnlyList<JsonNode>> LinesToAsync(RunningService service, string channel, string to) =>
        [.. (await LinesAsync(service, channel)).Where(line => (string)line["to"]! == to)];

    /// <summary>Every whole line, oldest first.</summary>
    public static async Task<IReadOnlyList<JsonNode>> LinesAsync(RunningService service, string channel)
    {
        if (!File.Exists(PathOf(service, channel)))
        {
            return [];
        }

        await using var file = new FileStream(PathOf(service, channel), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        var text = await reader.ReadToEndAsync();
        return [.. text.Split('\n')[..^1].Select(line => JsonNode.Parse(line)!)];
    }
}
