using System.Diagnostics;
using CitizenAccount.Client;

namespace CitizenAccount.Agent.SignIn;

/// <summary>Access tokens from the program that was named at sign-in; asked again when the service refuses
/// one.</summary>
internal sealed class StaffTokens(IReadOnlyList<string> command)
{
    private string? _token;

    public async ValueTask<string> GetAsync(RefusedToken? refused, CancellationToken stop) =>
        _token is { } token && token != refused?.AccessToken ? token : _token = await AskAsync(stop);

    private async Task<string> AskAsync(CancellationToken stop)
    {
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true };
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var process = Process.Start(start)!;
            var token = (await process.StandardOutput.ReadToEndAsync(stop)).Trim();
            await process.WaitForExitAsync(stop);
            return process.ExitCode == 0 && token.Length > 0
                ? token
                : throw new SignInRefused($"{command[0]} printed no token and ended with {process.ExitCode}.");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new SignInRefused($"{command[0]} cannot be started. Sign in again with a program that can.");
        }
    }
}
