using System.Diagnostics;
using System.Text;

namespace CitizenAccount.Clients.Tests.Agent;

/// <summary>What a run of the tool came to.</summary>
internal sealed record Ran(int Code, string Output, string Errors);

/// <summary>The staff's tool as its own process, with a home of its own: at a pseudo-terminal, as a person sits there, or
/// with redirected streams, as a script calls it.</summary>
internal sealed class Terminal : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("citizen-agent-test");

    public string SignInFile => Path.Combine(_home.FullName, "agent.json");

    public void Dispose() => _home.Delete(recursive: true);

    /// <summary>Runs it as a script does.</summary>
    public Task<Ran> RunAsync(params string[] arguments) => RunAsync(null, arguments);

    /// <summary>Runs it as a script does, with something on its standard input.</summary>
    public Task<Ran> RunAsync(string? input, string[] arguments)
    {
        var start = StartOf("dotnet");
        start.ArgumentList.Add(Tool);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return EndAsync(start, input, null);
    }

    /// <summary>Runs it at a pseudo-terminal, and types something when it asks.</summary>
    /// <param name="asked">What it asks; empty when it asks nothing.</param>
    /// <param name="typed">What is typed then.</param>
    /// <param name="arguments">Its arguments.</param>
    public Task<Ran> TypeAsync(string asked, string typed, params string[] arguments)
    {
        var start = StartOf("script");
        var command = string.Join(' ', arguments.Prepend(Tool).Prepend("dotnet").Select(word => $"'{word}'"));
        foreach (var argument in (string[])["-q", "-e", "-c", $"stty cols 160; {command}", "/dev/null"])
        {
            start.ArgumentList.Add(argument);
        }

        return EndAsync(start, typed, asked);
    }

    private static string Tool => Path.Combine(AppContext.BaseDirectory, "citizen-agent.dll");

    private ProcessStartInfo StartOf(string program)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["CITIZENACCOUNT_AGENT_HOME"] = _home.FullName;
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["LANG"] = "C.UTF-8";
        return start;
    }

    // Typed before it is asked, the terminal itself would show it.
    private static async Task<Ran> EndAsync(ProcessStartInfo start, string? input, string? asked)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        using var process = Process.Start(start)!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            var output = new StringBuilder();
            if (asked is null)
            {
                await process.StandardInput.WriteAsync(input);
                process.StandardInput.Close();
            }
            else if (asked.Length > 0)
            {
                await ReadUntilAsync(process.StandardOutput, output, asked, limit.Token);
                await process.StandardInput.WriteAsync(input);
                await process.StandardInput.FlushAsync(limit.Token);
            }

            output.Append(await process.StandardOutput.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return new Ran(process.ExitCode, output.ToString(), await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static async Task ReadUntilAsync(StreamReader reader, StringBuilder output, string text, CancellationToken stop)
    {
        var buffer = new char[1024];
        while (!output.ToString().Contains(text, StringComparison.Ordinal))
        {
            var read = await reader.ReadAsync(buffer, stop);
            Assert.True(read > 0, $"It ended without asking: {output}");
            output.Append(buffer, 0, read);
        }
    }
}
