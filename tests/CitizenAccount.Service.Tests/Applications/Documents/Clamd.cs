using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Standins;

namespace CitizenAccount.Service.Tests.Applications.Documents;

/// <summary>A real clamd in a process of its own, on a socket in a folder of its own and on a free loopback port, with
/// two signatures and no other: that of the EICAR test file and one of a marker. On a machine without clamd the fixture
/// starts nothing, because the tests that need it are skipped there.</summary>
public sealed class Clamd : IAsyncLifetime
{
    /// <summary>What it finds anywhere in a content.</summary>
    public const string Marker = "harmful-marker-of-the-tests";

    // The shell keeps the daemon until its own input ends, be it closed by us or by our death, and then kills it.
    private const string Keeper = """
        "$1" --config-file="$2" > "$3" 2>&1 & daemon=$!
        echo $daemon
        exec >&-
        cat > /dev/null
        kill -CONT $daemon; kill -9 $daemon
        wait $daemon
        """;

    private DirectoryInfo? _folder;
    private Process? _keeper;
    private string _process = "";
    private int _port;

    // In two halves, so that no scanner takes this file for what it is a test of.
    public static byte[] Eicar => Encoding.ASCII.GetBytes(
        """X5O!P%@AP[4\PZX54(P^)7CC)7}$""" + "EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*");

    public string UnixAddress => $"unix:{SocketPath}";

    public string TcpAddress => $"127.0.0.1:{_port}";

    private string SocketPath => Path.Combine(_folder!.FullName, "clamd.sock");

    public async Task InitializeAsync()
    {
        if (Needs.Missing(Needs.Clamd) is not null)
        {
            return;
        }

        _folder = Directory.CreateTempSubdirectory("clamd-test");
        _port = FreePort();
        var database = _folder.CreateSubdirectory("database");
        string[] signatures =
        [
            $"Test.Eicar:0:0:{Convert.ToHexString(Eicar)}", $"Test.Marker:0:*:{Convert.ToHexString(Encoding.ASCII.GetBytes(Marker))}",
        ];
        await File.WriteAllLinesAsync(Path.Combine(database.FullName, "test.ndb"), signatures);
        var configuration = Path.Combine(_folder.FullName, "clamd.conf");
        await File.WriteAllLinesAsync(configuration,
        [
            "Foreground yes", $"LocalSocket {SocketPath}", string.Create(CultureInfo.InvariantCulture, $"TCPSocket {_port}"),
            "TCPAddr 127.0.0.1", $"DatabaseDirectory {database.FullName}", $"TemporaryDirectory {_folder.FullName}",
            "StreamMaxLength 11M", "MaxThreads 4",
        ]);
        var log = Path.Combine(_folder.FullName, "clamd.log");
        _keeper = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Keeper, "keeper", Needs.ClamdPath!, configuration, log])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        _process = (await _keeper.StandardOutput.ReadLineAsync())!;
        await Poll.UntilAsync($"clamd answers, see {log}", PingAsync, Soon.ProcessLimit);
    }

    /// <summary>Freezes it: it takes connections and answers nothing.</summary>
    public void Stall() => Signal("-STOP");

    /// <summary>Ends the freezing.</summary>
    public void Resume() => Signal("-CONT");

    public Task DisposeAsync()
    {
        if (_keeper is not null)
        {
            _keeper.StandardInput.Close();
            Assert.True(_keeper.WaitForExit(Soon.ProcessLimit), "clamd does not end.");
            _keeper.Dispose();
        }

        _folder?.Delete(recursive: true);
        return Task.CompletedTask;
    }

    internal static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private async Task<bool> PingAsync()
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath));
            await socket.SendAsync("zPING\0"u8.ToArray());
            var answer = new byte[16];
            var count = await socket.ReceiveAsync(answer).WaitAsync(Soon.Limit);
            return answer.AsSpan(0, count).SequenceEqual("PONG\0"u8);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [name, _process]);
        Assert.True(kill.WaitForExit(Soon.Limit) && kill.ExitCode == 0, $"{name} could not be sent to clamd.");
    }
}
