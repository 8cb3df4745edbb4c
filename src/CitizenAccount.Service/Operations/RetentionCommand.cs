using System.CommandLine;
using System.Globalization;

namespace CitizenAccount.Service.Operations;

/// <summary>The command <c>retention</c>: removes what is older than its period.</summary>
internal static class RetentionCommand
{
    public static Command Make(CommandHost host)
    {
        var onlyLook = new Option<bool>("--look") { Description = "Only counts what would be removed." };
        var command = new Command("retention", "Removes what is older than its period, and records what it removed.")
        {
            onlyLook,
        };
        return host.Over(command, async (services, parsed, stop) =>
        {
            foreach (var one in await services.GetRequiredService<RetentionPurge>()
                .RunAsync(parsed.GetValue(onlyLook), stop))
            {
                await Console.Out.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"{one.Table}: {one.Removed} older than {one.Before:O}"));
            }

            return 0;
        });
    }
}
