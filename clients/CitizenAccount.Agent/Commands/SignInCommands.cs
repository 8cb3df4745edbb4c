using System.CommandLine;
using CitizenAccount.Agent.SignIn;
using Spectre.Console;

namespace CitizenAccount.Agent.Commands;

/// <summary>Signing in and out.</summary>
internal static class SignInCommands
{
    private static readonly Option<string[]> TokenCommand = new("--token-command")
    {
        Description = "Program and arguments that print an access token of the staff issuer, asked when needed.",
        AllowMultipleArgumentsPerToken = true,
    };

    public static Command SignIn() => CommandTree.Make(
        "sign-in",
        "Keeps where the service is and how to come by tokens, in a file only you can read. Without --token-command an "
        + "access token is asked for, or read from the standard input; it lives for minutes.",
        SignInAsync, TokenCommand);

    public static Command SignOut() => CommandTree.Make("sign-out", "Removes what was kept.", run =>
    {
        var file = SignInFile.OfUser();
        run.Out.WriteLine(file.Remove() ? $"Removed {file.Path}." : "Nobody was signed in.");
        return Task.CompletedTask;
    });

    private static async Task SignInAsync(Run run)
    {
        var address = run.Get(GlobalOptions.Address) ?? throw new SignInRefused("--address says where the service is.");
        var command = run.Get(TokenCommand) ?? [];
        var token = command.Length > 0 ? null : await AskAsync(run);
        var file = SignInFile.OfUser();
        file.Write(new Kept(address, token, command));
        run.Out.WriteLine($"Kept in {file.Path}.");
    }

    private static async Task<string> AskAsync(Run run)
    {
        // Asked whether a key was pressed, the terminal shows no keys from then on: what is pasted the moment it is
        // asked for would be shown otherwise.
        _ = !Console.IsInputRedirected && Console.KeyAvailable;
        var token = Console.IsInputRedirected
            ? await Console.In.ReadLineAsync(run.Stop)
            : await new TextPrompt<string>("Access token:").Secret(null).ShowAsync(run.Out.Console, run.Stop);
        return token?.Trim() is { Length: > 0 } given ? given : throw new SignInRefused("No token was given.");
    }
}
