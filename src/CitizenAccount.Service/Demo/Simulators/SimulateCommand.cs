using System.CommandLine;
using CitizenAccount.Service.Demo.Simulators.Bank;

namespace CitizenAccount.Service.Demo.Simulators;

/// <summary>The command <c>simulate</c>: a system the programme depends on, played on this machine for tests and the
/// demo. Each is a process of its own, so that it can be slow, lie or die as the real one can.</summary>
internal static class SimulateCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="port">The option that says where to listen.</param>
    /// <param name="guard">Runs the work and turns a start that cannot be into an exit code.</param>
    public static Command Make(Option<int?> port, Func<Func<Task>, Task<int>> guard)
    {
        var folder = new Option<string>("--directory")
        {
            Description = "Folder of what a gateway accepted, one JSON object a line; folder shared with the bank.",
            DefaultValueFactory = _ => "data/simulated",
            Recursive = true,
        };
        var untilInputEnds = new Option<bool>("--until-input-ends")
        {
            Description = "Ends when its standard input does: with the process that started it.",
            Recursive = true,
        };
        Command Play(string name, string what, Func<ParseResult, WebApplication> build)
        {
            var command = new Command(name, what);
            command.SetAction((parsed, stop) => guard(
                () => Simulator.ServeAsync(build(parsed), parsed.GetValue(untilInputEnds), stop)));
            return command;
        }

        return new Command("simulate", "Plays a system the service depends on, on the loopback only.")
        {
            folder,
            untilInputEnds,
            Play("nafath", "The national sign-in.", parsed => NafathSimulator.Build(parsed.GetValue(port) ?? 0)),
            Play("sms", "An SMS gateway.", parsed => GatewaySimulator.Build(
                GatewayKind.Sms, parsed.GetValue(port) ?? 0, parsed.GetValue(folder)!)),
            Play("push", "A push gateway.", parsed => GatewaySimulator.Build(
                GatewayKind.Push, parsed.GetValue(port) ?? 0, parsed.GetValue(folder)!)),
            Play("oidc", "An issuer of staff tokens.", parsed => OidcSimulator.Build(parsed.GetValue(port) ?? 0)),
            Bank(port, folder, Play),
        };
    }

    private static Command Bank(
        Option<int?> port, Option<string> folder, Func<string, string, Func<ParseResult, WebApplication>, Command> play)
    {
        var faults = new Option<string>("--faults")
        {
            Description = "Percentages such as lose=10,return=3; all for a bad day. "
                + "Of timeout, lose, twice, truncate, reject, return.",
            DefaultValueFactory = _ => "",
        };
        faults.Validators.Add(result =>
        {
            if (BankFaults.TryParse(result.GetValueOrDefault<string>() ?? "", 0) is null)
            {
                result.AddError("--faults names faults with percentages, such as lose=10,return=3, or all.");
            }
        });
        var seed = new Option<int>("--seed") { Description = "Which of them go wrong." };
        var day = new Option<double>("--day-seconds")
        {
            Description = "How long a day of the bank is.",
            DefaultValueFactory = _ => 1,
        };
        var lines = new Option<int>("--lines-of-report")
        {
            Description = "Transfers answered in one report.",
            DefaultValueFactory = _ => 50_000,
        };
        var command = play("bank", "A bank behind the drop folder (--directory).", parsed => BankSimulator.Build(
            parsed.GetValue(port) ?? 0, parsed.GetValue(folder)!,
            BankFaults.TryParse(parsed.GetValue(faults)!, parsed.GetValue(seed))!, parsed.GetValue(day),
            Math.Max(1, parsed.GetValue(lines))));
        command.Add(faults);
        command.Add(seed);
        command.Add(day);
        command.Add(lines);
        return command;
    }
}
