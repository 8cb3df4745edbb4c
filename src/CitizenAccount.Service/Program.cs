using System.CommandLine;
using CitizenAccount.Service.Demo;
using CitizenAccount.Service.Demo.Simulators;
using CitizenAccount.Service.Operations;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Storage;

namespace CitizenAccount.Service;

/// <summary>The command line: serve (the default), demo, simulate, migrate.</summary>
internal static class Program
{
    private static readonly Option<string?> DataDirectory = new("--data-directory")
    {
        Description = "Folder of the embedded database and local keys.",
        Recursive = true,
    };

    private static readonly Option<int?> Port = new("--port")
    {
        Description = "Port to listen on; 0 takes a free one.",
        Recursive = true,
    };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "Any key of the configuration, for example --set Redis:Configuration=127.0.0.1:6379.",
        Recursive = true,
    };

    private static readonly Option<bool> PrintConfig = new("--print-config")
    {
        Description = "Prints the configuration in force, secrets masked, and ends.",
    };

    public static async Task<int> Main(string[] args)
    {
        var root = new RootCommand("Citizen Account: the service. Without a command it serves.")
        {
            DataDirectory, Port, Set, PrintConfig, Demo(), Migrate(), SimulateCommand.Make(Port, GuardAsync),
        };
        var host = new CommandHost(parsed => ServiceHost.Build(Plan(parsed, null, null)), GuardAsync);
        root.Add(AuditCommand.Make(host));
        root.Add(BackupCommand.Backup(host));
        root.Add(BackupCommand.Restore(host));
        root.Add(BreachCommand.Make(host));
        root.Add(PersonCommand.Make(host));
        root.Add(RetentionCommand.Make(host));
        root.SetAction((parsed, stop) => GuardAsync(
            () => parsed.GetValue(PrintConfig) ? PrintAsync(parsed) : ServeAsync(parsed, stop)));

        // The host itself drains at SIGTERM; the command line's own handler would end the process after two seconds.
        return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private static Command Demo()
    {
        var households = new Option<int>("--households")
        {
            Description = "How many households to make up.",
            DefaultValueFactory = _ => 20_000,
        };
        households.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 5_000_000)
            {
                result.AddError("--households lies between 1 and 5,000,000.");
            }
        });
        var seed = new Option<ulong>("--seed")
        {
            Description = "Seed of the population; the same seed makes the same people.",
            DefaultValueFactory = _ => 99,
        };
        var stories = new Option<bool>("--stories")
        {
            Description = "Whether the twelve stories are told; --stories false leaves them out.",
            DefaultValueFactory = _ => true,
        };
        var command = new Command("demo", "Makes up a population, decides the month, shows it and serves it.")
        {
            households, seed, stories,
        };
        command.SetAction((parsed, stop) => GuardAsync(() =>
        {
            var clock = new DemoClock();
            return DemoCommand.RunAsync(
                Plan(parsed, "data/demo", "Development", clock), clock,
                new DemoWanted(parsed.GetValue(households), parsed.GetValue(seed), parsed.GetValue(stories)), stop);
        }));
        return command;
    }

    private static Command Migrate()
    {
        var command = new Command("migrate", "Brings the database to this version.");
        command.SetAction((parsed, stop) => GuardAsync(async () =>
        {
            var app = ServiceHost.Build(Plan(parsed, null, null));
            await using (app)
            {
                var applied = await app.Services.GetRequiredService<StorageGate>().MigrateAsync(stop);
                await Console.Out.WriteLineAsync(applied.Count == 0
                    ? "The database is of this version already."
                    : $"Applied: {string.Join(", ", applied)}.");
            }
        }));
        return command;
    }

    private static async Task PrintAsync(ParseResult parsed)
    {
        var app = ServiceHost.Build(Plan(parsed, null, null));
        await using (app)
        {
            foreach (var line in ConfigurationPage.Lines(app.Configuration))
            {
                await Console.Out.WriteLineAsync(line);
            }
        }
    }

    private static async Task ServeAsync(ParseResult parsed, CancellationToken stop)
    {
        var app = ServiceHost.Build(Plan(parsed, null, null));
        await using (app)
        {
            await ServiceHost.StartAsync(app, stop);
            await Console.Out.WriteLineAsync($"Serving on {string.Join(", ", app.Urls)}.");
            await app.WaitForShutdownAsync(stop);
        }
    }

    private static HostPlan Plan(
        ParseResult parsed, string? dataDirectory, string? environment, TimeProvider? clock = null)
    {
        var plan = new HostPlan { Environment = environment, Clock = clock ?? TimeProvider.System };
        foreach (var setting in parsed.GetValue(Set) ?? [])
        {
            var at = setting.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
            {
                throw new StartRefused($"--set {setting}: write it as Key=Value.");
            }

            plan.Settings[setting[..at]] = setting[(at + 1)..];
        }

        if ((parsed.GetValue(DataDirectory) ?? dataDirectory) is { } folder)
        {
            plan.Settings["Storage:DataDirectory"] = folder;
        }

        if (parsed.GetValue(Port) is { } port)
        {
            plan.Settings["Listen:Port"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return plan;
    }

    private static Task<int> GuardAsync(Func<Task> work) => GuardAsync(async () =>
    {
        await work();
        return 0;
    });

    // A start that cannot be says one line and ends with 1; anything else is a bug and shows itself.
    private static async Task<int> GuardAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (StartRefused refused)
        {
            await Console.Error.WriteLineAsync($"Cannot start: {refused.Message}");
            return 1;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }
}
