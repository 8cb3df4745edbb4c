using System.CommandLine;

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
            Description = "Folder of what a gateway accepted, one JSON object a line.",
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
        };
    }
}
