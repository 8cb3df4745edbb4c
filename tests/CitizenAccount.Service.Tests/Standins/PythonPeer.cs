using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CitizenAccount.Service.Tests.Standins;

/// <summary>The independent peer as a server, in a process of its own that ends with this object or with us.</summary>
public sealed class PythonPeer : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(25);

    private Process? _process;

    /// <summary>0 where the tests that need it are skipped.</summary>
    public int Port { get; private set; }

    /// <summary>Runs one scenario of the peer as a client and returns what it saw.</summary>
    public static async Task<JsonElement> RunClientAsync(int port, string scenario)
    {
        using var process = Start("client", port.ToString(CultureInfo.InvariantCulture), scenario);
        try
        {
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Limit);
            await process.WaitForExitAsync().WaitAsync(Limit);
            Assert.True(process.ExitCode == 0, $"The peer failed at {scenario}: {await errors}");
            return JsonSerializer.Deserialize<JsonElement>(output);
        }
        finally
        {
            End(process);
        }
    }

    public async Task InitializeAsync()
    {
        if (Needs.Missing(Needs.PythonGrpc) is not null)
        {
            return;
        }

        _process = Start("server");
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Limit);
        Assert.True(int.TryParse(line, CultureInfo.InvariantCulture, out var port), "The peer named no port.");
        Port = port;
    }

    public Task DisposeAsync()
    {
        if (_process is not null)
        {
            End(_process);
            _process.Dispose();
        }

        return Task.CompletedTask;
    }

    private static Process Start(params string[] arguments)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Standins", "wire_peer.py");
        return Process.Start(new ProcessStartInfo(Needs.Python, ["-X", "utf8", script, .. arguments])
        {
            // The peer's server ends when its input does, so that it cannot outlive a test run that is killed.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        })!;
    }

    private static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit(Limit);
        }
    }
}
