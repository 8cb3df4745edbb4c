using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace CitizenAccount.Service.Tests.Hosting;

/// <summary>The service as its own process, started as an operator starts it. Killed by its id when disposed.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private ServiceProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(_errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public string Output => Read(_output);

    public string Errors => Read(_errors);

    public static ServiceProcess Start(params string[] arguments) => StartIn(null, arguments);

    /// <summary>Starts it in an environment of its own, such as development.</summary>
    public static ServiceProcess StartIn(string? environment, params string[] arguments) => StartUnder(null, environment, arguments);

    /// <summary>Starts it from a shell that has run a line of its own first, which is how limits and signals are set.</summary>
    public static ServiceProcess StartUnder(string? line, string? environment, string[] arguments)
    {
        var dotnet = Environment.ProcessPath is { } host && host.EndsWith("dotnet", StringComparison.Ordinal) ? host : "dotnet";
        var start = new ProcessStartInfo(line is null ? dotnet : "/bin/sh")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        // The machine of the tests may be busy with others of them.
        start.Environment["CITIZENACCOUNT_Limits__QueueDelayMaxMilliseconds"] = "60000";
        foreach (var argument in line is null ? [] : (string[])["-c", $"{line}; exec \"$@\"", "sh", dotnet])
        {
            start.ArgumentList.Add(argument);
        }

        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "CitizenAccount.Service.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (environment is not null)
        {
            start.Environment["DOTNET_ENVIRONMENT"] = environment;
        }

        return new ServiceProcess(Process.Start(start)!);
    }

    /// <summary>Runs to the end and returns the exit code.</summary>
    public async Task<int> EndAsync()
    {
        using var limit = new CancellationTokenSource(Soon.ProcessLimit);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>Waits until it serves, and answers where.</summary>
    public async Task<string> AddressAsync()
    {
        Match address = Match.Empty;
        await WaitForAsync(() => (address = Address().Match(Output)).Success);
        return address.Value;
    }

    /// <summary>Waits until something holds; fails with what the process said when it ends or takes too long.</summary>
    public async Task WaitForAsync(Func<bool> holds)
    {
        var since = Stopwatch.StartNew();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!holds())
        {
            Assert.True(
                since.Elapsed < Soon.ProcessLimit && !_process.HasExited,
                $"It did not come to it. Output: {Output} Errors: {Errors}");
            await tick.WaitForNextTickAsync();
        }
    }

    /// <summary>Asks it to end, as an orchestrator does.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Ends it at once, as a power cut does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
        {
            text.AppendLine(line);
        }
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    [GeneratedRegex(@"https?://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
