using System.CommandLine;

namespace CitizenAccount.Agent.Commands;

/// <summary>The service itself, and the shell.</summary>
internal static class SystemCommands
{
    private static readonly Argument<string> Shell = new("shell") { Description = "bash, zsh or fish." };

    public static Command System() => CommandTree.Make("system", "Shows what the service is.", async run =>
    {
        var info = await run.Client.GetSystemInfoAsync(run.Stop);
        run.Out.Fields(
            info, "version", "environment", "lowest_client_version", "highest_client_version", "client_supported",
                "features",
            "server_time");
    });

    public static Command Completion(RootCommand root)
    {
        Shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        return CommandTree.Make(
            "completion", $"Prints what makes a shell complete {root.Name}: source it, for example from .bashrc.",
                run =>
            {
                run.Out.WriteLine(ScriptFor(run.Get(Shell)));
                return Task.CompletedTask;
            },
            Shell);
    }

    private static string ScriptFor(string shell) => shell switch
    {
        "fish" => "complete -f -c citizen-agent -a '(citizen-agent \"[suggest:\"(commandline -C)\"]\" (commandline))'",
        "zsh" => """
            _citizen_agent() {
              local -a words_found
              words_found=("${(@f)$(citizen-agent "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
              compadd -a words_found
            }
            compdef _citizen_agent citizen-agent
            """,
        _ => """
            _citizen_agent() {
              local IFS=$'\n'
              COMPREPLY=($(citizen-agent "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null))
            }
            complete -F _citizen_agent citizen-agent
            """,
    };
}
