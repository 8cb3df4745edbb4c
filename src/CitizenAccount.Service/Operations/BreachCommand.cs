using System.CommandLine;
using System.Globalization;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Operations;

/// <summary>The command <c>breach-report</c>: whose data were read in a window of time, by whom, and how often. SDAIA
/// is to be told within 72 hours, with the number of persons and the kinds of data (PDPL, Implementing Regulation,
/// Article 24).</summary>
internal static class BreachCommand
{
    public static Command Make(CommandHost host)
    {
        var from = new Option<string>("--from")
        {
            Description = "First instant, UTC: 2026-11-27T08:00:00Z.",
            Required = true,
        };
        var until = new Option<string>("--until") { Description = "Instant after the last, UTC.", Required = true };
        var actor = new Option<string?>("--actor") { Description = "Only reads by this subject." };
        var output = new Option<string?>("--output") { Description = "A new file; without it standard output." };
        var command = new Command("breach-report", "Whose data were read in a window, by whom and how often, as CSV.")
        {
            from, until, actor, output,
        };
        return host.Over(command, async (services, parsed, stop) =>
        {
            var (first, after) = (ReadInstant(parsed.GetValue(from)!), ReadInstant(parsed.GetValue(until)!));
            var writer = CommandHost.Writer(parsed.GetValue(output));
            await using (writer)
            {
                var db = await services.GetRequiredService<IDbContextFactory<ServiceDb>>().CreateDbContextAsync(stop);
                await using (db)
                {
                    await WriteAsync(db, first, after, parsed.GetValue(actor), writer, stop);
                }
            }

            return 0;
        });
    }

    private static async Task WriteAsync(
        ServiceDb db, DateTime first, DateTime after, string? actor, StreamWriter writer, CancellationToken stop)
    {
        var read = db.LooksBetween(first, after)
            .Where(look => look.HouseholdId != null && look.Outcome == (int)Grpc.Core.StatusCode.OK);
        read = actor is null ? read : read.Where(look => look.Actor == actor);
        var households = await read.Select(look => look.HouseholdId).Distinct().LongCountAsync(stop);
        var refused = await db.CountRefusedAsync(first, after, actor, stop);
        await writer.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"# {households} households were read from {first:O} until before {after:O}; "
            + $"{refused} calls were refused or failed."));
        await writer.WriteLineAsync("household,actor,roles,call,purpose,count,first,last");
        var groups = read
            .GroupBy(look => new { look.HouseholdId, look.Actor, look.Roles, look.Call, look.Purpose })
            .OrderBy(group => group.Key.HouseholdId).ThenBy(group => group.Key.Actor).ThenBy(group => group.Key.Call)
            .Select(group => new
            {
                group.Key,
                Count = group.Count(),
                First = group.Min(look => look.At),
                Last = group.Max(look => look.At),
            });
        await foreach (var one in groups.AsAsyncEnumerable().WithCancellation(stop))
        {
            var purpose = (Contracts.Type.V1.PurposeCode)one.Key.Purpose;
            await writer.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{one.Key.HouseholdId!.Value.Name},{Field(one.Key.Actor)},{Field(one.Key.Roles)},{one.Key.Call},"
                + $"{purpose},{one.Count},{one.First:O},{one.Last:O}"));
        }
    }

    // As RFC 4180 has it; one that a spreadsheet would take for a formula is made text.
    private static string Field(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' ? $"'{text}" : text;
        return safe.AsSpan().ContainsAny(",\"\r\n")
            ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : safe;
    }

    private static DateTime ReadInstant(string text) =>
        DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var instant)
            ? instant.UtcDateTime
            : throw new StartRefused($"{text} is no instant: write it as 2026-11-27T08:00:00Z.");
}
