using System.Net;
using System.Net.Sockets;

namespace CitizenAccount.Service.Tests.Standins;

/// <summary>A line to a server on this machine that can be cut and mended, as a network that parts two machines: while
/// it is cut nothing passes and nobody is told, and what was sent meanwhile comes when it is whole again.</summary>
internal sealed class CutLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _taking;
    private readonly int _port;

    private volatile TaskCompletionSource _whole = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private CutLine(int port)
    {
        _port = port;
        _whole.SetResult();
        _listener.Start();
        _taking = TakeAsync();
    }

    /// <summary>For the configuration of a client, in the place of the server's own address.</summary>
    public string ConnectionString => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public static CutLine To(int port) => new(port);

    public void Cut()
    {
        if (_whole.Task.IsCompleted)
        {
            _whole = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Mend() => _whole.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _taking;
        _ended.Dispose();
    }

    private async Task TakeAsync()
    {
        var lines = new List<Task>();
        try
        {
            while (true)
            {
                lines.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_ended.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _port, _ended.Token);
                await await Task.WhenAny(
                    PassAsync(client.GetStream(), server.GetStream()), PassAsync(server.GetStream(), client.GetStream()));
            }
            catch (Exception failure) when (failure is OperationCanceledException or IOException or SocketException)
            {
                // One end is gone, and with it the line between them.
            }
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to)
    {
        var bytes = new byte[16 * 1024];
        while (await from.ReadAsync(bytes, _ended.Token) is > 0 and var read)
        {
            await _whole.Task.WaitAsync(_ended.Token);
            await to.WriteAsync(bytes.AsMemory(0, read), _ended.Token);
        }
    }
}
