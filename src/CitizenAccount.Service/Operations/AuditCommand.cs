using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Audit;
using CitizenAccount.Service.Platform.Hosting;

namespace CitizenAccount.Service.Operations;

/// <summary>The command <c>audit</c>: verifies the chain of changes, and writes them out.</summary>
internal static class AuditCommand
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Make(CommandHost host) => new("audit", "The audit of changes: who changed what, and when.")
    {
        Verify(host),
        Export(host),
    };

    private static Command Verify(CommandHost host)
    {
        var known = new Option<string?>("--known")
        {
            Description = "An end of the chain as NUMBER:HASH from an earlier day's log; it must still stand in it.",
        };
        var command = new Command("verify", "Verifies every link and every content; ends with 1 when one does not fit.")
        {
            known,
        };
        return host.Over(command, async (services, parsed, stop) =>
        {
            await services.GetRequiredService<AuditChaining>().ChainAsync(stop);
            var verdict = await services.GetRequiredService<AuditReading>()
                .VerifyAsync(ReadEnd(parsed.GetValue(known)), stop);
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{verdict.Entries} entries fit, {verdict.Erased} of them without their content. End: {verdict.Head}"));
            if (verdict.Broken is not { } broken)
            {
                return 0;
            }

            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"BROKEN: entry {broken} does not fit. Keep the database as it is and call who answers for security."));
            return 1;
        });
    }

    private static Command Export(CommandHost host)
    {
        var from = new Option<string?>("--from") { Description = "First day, YYYY-MM-DD of Riyadh." };
        var until = new Option<string?>("--until") { Description = "Last day, YYYY-MM-DD of Riyadh." };
        var household = new Option<string?>("--household") { Description = "Only of this household: households/{id}." };
        var actor = new Option<string?>("--actor") { Description = "Only by this subject." };
        var output = new Option<string?>("--output") { Description = "A new file; without it standard output." };
        var command = new Command("export", "Writes the changes out, one JSON object a line, the oldest first.")
        {
            from, until, household, actor, output,
        };
        return host.Over(command, async (services, parsed, stop) =>
        {
            var filter = new AuditFilter(
                CommandDays.Start(parsed.GetValue(from)), CommandDays.End(parsed.GetValue(until)),
                ReadHousehold(parsed.GetValue(household)), parsed.GetValue(actor));
            var reading = services.GetRequiredService<AuditReading>();
            var writer = CommandHost.Writer(parsed.GetValue(output));
            await using (writer)
            {
                await foreach (var row in reading.ReadAsync(filter, stop))
                {
                    await writer.WriteLineAsync(LineOf(row, reading.ContentOf(row)));
                }
            }

            return 0;
        });
    }

    /// <summary>An entry as a line of JSON.</summary>
    public static string LineOf(AuditEntryRow row, byte[]? content) => new JsonObject
    {
        ["number"] = row.Number,
        ["at"] = row.At.ToString("O", CultureInfo.InvariantCulture),
        ["actor"] = row.Actor,
        ["roles"] = row.Roles,
        ["call"] = row.Call,
        ["correlation"] = row.CorrelationId,
        ["table"] = row.Subject,
        ["key"] = row.Key,
        ["household"] = row.HouseholdId?.Name,
        ["change"] = row.Change.ToString(),
        ["columns"] = content is null ? null : JsonNode.Parse(content),
        ["content_sha256"] = Convert.ToHexStringLower(row.ContentHash),
        ["hash"] = row.Hash is null ? null : Convert.ToHexStringLower(row.Hash),
    }.ToJsonString(Readable);

    private static HouseholdId? ReadHousehold(string? name) => name is null ? null
        : HouseholdId.TryParseName(name, out var household) ? household
        : throw new StartRefused($"--household {name}: write it as households/{{id}}.");

    private static (long Number, string Hash)? ReadEnd(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var at = text.IndexOf(':', StringComparison.Ordinal);
        return at > 0 && long.TryParse(text.AsSpan(0, at), CultureInfo.InvariantCulture, out var number)
            ? (number, text[(at + 1)..])
            : throw new StartRefused($"--known {text}: write it as NUMBER:HASH.");
    }
}
