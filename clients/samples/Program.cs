using CitizenAccount.Client;

namespace CitizenAccount.Samples;

/// <summary>Runs one of the samples; the README lists them.</summary>
internal static class Program
{
    public const string Name = "sample";

    public static Task<int> Main(string[] args) => RunAsync(args, Console.In, Console.Out, CancellationToken.None);

    public static async Task<int> RunAsync(string[] args, TextReader input, TextWriter output, CancellationToken stop)
    {
        if (args.Length < 3 || !Uri.TryCreate(args[1], UriKind.Absolute, out var address))
        {
            await output.WriteLineAsync("portal|app|agent|partner|batch ADDRESS ...: see README.md");
            return 2;
        }

        using var client = new CitizenAccountClient(new CitizenAccountClientOptions
        {
            Address = address,
            ClientName = Name,
        });
        try
        {
            await RunAsync(args[0], args[2..], client, input, output, stop);
            return 0;
        }
        catch (CitizenAccountException failure)
        {
            await output.WriteLineAsync($"{failure.Arabic}\n{failure.English}");
            return 1;
        }
    }

    private static async Task RunAsync(
        string sample, string[] given, CitizenAccountClient client, TextReader input, TextWriter output,
        CancellationToken stop)
    {
        switch (sample)
        {
            case "portal":
                var portal = new PortalBackend(client);
                var cookie = await portal.SignInAsync(given[0], given[1], AskCodeAsync, stop);
                await output.WriteLineAsync($"{await portal.HomeAsync(cookie, stop)}");
                break;
            case "app":
                await new CitizenApp(client, output).RunAsync(given[0], given[1], given[2], AskCodeAsync, stop);
                break;
            case "agent":
                var verdict = await new AgentDesk(client, output).ExplainAsync(
                    (_, _) => new(given[0]), given[1], stop);
                await output.WriteLineAsync($"receipt: {verdict}");
                break;
            case "partner":
                var partner = client.As(CallerCredentials.FromToken(given[0]));
                await new PartnerSystem(partner, given[1], output).ReportAsync(given[2..], stop);
                break;
            case "batch":
                var staff = client.As(CallerCredentials.FromToken(given[0]));
                var (read, refused) = await new BatchReader(staff, output).ReadAsync(LinesAsync(input), stop);
                await output.WriteLineAsync($"{read} read, {refused} refused");
                break;
            default:
                await output.WriteLineAsync("There is no such sample.");
                break;
        }

        async Task<string> AskCodeAsync()
        {
            await output.WriteLineAsync("رمز التحقق:");
            return await input.ReadLineAsync(stop) ?? "";
        }
    }

    private static async IAsyncEnumerable<string> LinesAsync(TextReader input)
    {
        while (await input.ReadLineAsync() is { } line)
        {
            yield return line;
        }
    }
}
