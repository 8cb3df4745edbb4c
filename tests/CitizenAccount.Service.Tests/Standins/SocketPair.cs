using System.Net;
using System.Net.Sockets;

namespace CitizenAccount.Service.Tests.Standins;

/// <summary>Two sockets connected to each other over loopback.</summary>
internal sealed class SocketPair : IDisposable
{
    private SocketPair(Socket ours, Socket theirs)
    {
        Ours = ours;
        Theirs = theirs;
    }

    public Socket Ours { get; }

    public Socket Theirs { get; }

    public static async Task<SocketPair> ConnectAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var ours = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var accepting = listener.AcceptAsync();
        await ours.ConnectAsync(listener.LocalEndPoint!);
        return new SocketPair(ours, await accepting);
    }

    /// <summary>Reads exactly so many bytes from the other side.</summary>
    public async Task<byte[]> TheirsReceiveAsync(int count)
    {
        var received = new byte[count];
        for (var filled = 0; filled < count;)
        {
            var read = await Theirs.ReceiveAsync(received.AsMemory(filled));
            Assert.True(read > 0, $"The stream ended after {filled} of {count} bytes.");
            filled += read;
        }

        return received;
    }

    public void Dispose()
    {
        Ours.Dispose();
        Theirs.Dispose();
    }
}
