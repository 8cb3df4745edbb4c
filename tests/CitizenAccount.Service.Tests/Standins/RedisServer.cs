using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using StackExchange.Redis;

namespace CitizenAccount.Service.Tests.Standins;

/// <summary>
/// A real redis-server in a process of its own, on a free loopback port, keeping nothing on disk. It can be killed,
/// started again on the same port, and stalled; disposing of it ends it. For use as a class fixture, or with
/// <see cref="StartAsync"/> where a test harms it. On a machine without redis-server the fixture starts nothing,
/// because the tests that need it are skipped there.
/// </summary>
public sealed class RedisServer : IAsyncLifetime, IDisposable
{
    private const string Program = "redis-server";
    private const string ProcessIs = "process ";

    // The shell keeps the server until its own input ends, be it closed by us or by our death, and then kills it. So no
    // server outlives a test run, however that ends. The shell's outputs are closed so that the server's end shows.
    private const string Keeper = $"""
        sh -c 'echo "{ProcessIs}$$"; exec {Program} "$@" 2>&1' server "$@" & server=$!
        exec >&- 2>&-
        cat > /dev/null
        kill -9 $server
        wait $server
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private readonly string[] _settings;
    private readonly bool _tls;
    private Process? _keeper;
    private string? _processId;

    /// <summary>For xunit, which starts it as a fixture.</summary>
    public RedisServer()
        : this(tls: false, [])
    {
    }

    private RedisServer(bool tls, string[] settings)
    {
        _tls = tls;
        _settings = settings;
    }

    public int Port { get; private set; }

    /// <summary>For the configuration of a client.</summary>
    public string ConnectionString => $"127.0.0.1:{Port}";

    public static Task<RedisServer> StartAsync(params string[] settings) =>
        StartedAsync(new RedisServer(false, settings));

    /// <summary>Speaks TLS only, with a certificate and key in PEM files.</summary>
    public static Task<RedisServer> StartTlsAsync(
        string certificatePath, string keyPath, params string[] settings) => StartedAsync(
        new RedisServer(
            true,
            [
                "--tls-cert-file", certificatePath,
                "--tls-key-file", keyPath,
                "--tls-ca-cert-file", certificatePath,
                "--tls-auth-clients", "no", .. settings,
            ]));

    public async Task InitializeAsync()
    {
        if (Needs.Missing(Program) is not null)
        {
            return;
        }

        // Another process may take the port between the asking and the starting.
        for (var attempt = 1; ; attempt++)
        {
            Port = FreePort();
            try
            {
                await RestartAsync();
                return;
            }
            catch (InvalidOperationException) when (attempt < 5)
            {
                Kill();
            }
        }
    }

    /// <summary>What a client is set up with: short waits, and no giving up at the first failure.</summary>
    public ConfigurationOptions Client() => new()
    {
        EndPoints = { { IPAddress.Loopback, Port } },
        AbortOnConnectFail = false,
        ConnectTimeout = 3000,
        AsyncTimeout = 5000,
        SyncTimeout = 5000,
        ReconnectRetryPolicy = new LinearRetry(200),
    };

    /// <summary>Ends the process at once, as a power cut would.</summary>
    public void Kill()
    {
        if (_keeper is { } keeper)
        {
            _keeper = null;
            keeper.StandardInput.Close();
            Assert.True(keeper.WaitForExit(Limit), $"{Program} does not end.");
            keeper.Dispose();
        }
    }

    /// <summary>Starts it, empty, on the port it had; returns when it takes connections.</summary>
    public async Task RestartAsync()
    {
        Kill();
        var port = Port.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(
            "/bin/sh",
            [
                "-c", Keeper, "keeper", "--bind", "127.0.0.1", "--port", _tls ? "0" : port,
                "--tls-port", _tls ? port : "0", "--save", "", "--appendonly", "no", "--dir", Path.GetTempPath(),
                .. _settings,
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _keeper = Process.Start(start)!;
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var log = new StringBuilder();
        _keeper.OutputDataReceived += (_, line) =>
        {
            log.AppendLine(line.Data);
            if (line.Data is null)
            {
                ready.TrySetException(new InvalidOperationException($"{Program} ended: {log}"));
            }
            else if (line.Data.StartsWith(ProcessIs, StringComparison.Ordinal))
            {
                _processId = line.Data[ProcessIs.Length..];
            }
            else if (line.Data.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }
        };
        _keeper.BeginOutputReadLine();
        await ready.Task.WaitAsync(Limit);
    }

    /// <summary>Freezes the process: it keeps its connections and answers nothing. Not on Windows.</summary>
    public void Stall() => Signal("-STOP");

    /// <summary>Ends the freezing.</summary>
    public void Resume() => Signal("-CONT");

    public void Dispose() => Kill();

    public Task DisposeAsync()
    {
        Kill();
        return Task.CompletedTask;
    }

    private static async Task<RedisServer> StartedAsync(RedisServer server)
    {
        try
        {
            await server.InitializeAsync();
            return server;
        }
        catch
        {
            server.Kill();
            throw;
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [name, _processId!]);
        Assert.True(kill.WaitForExit(Limit) && kill.ExitCode == 0, $"{name} could not be sent to {Program}.");
    }
}
