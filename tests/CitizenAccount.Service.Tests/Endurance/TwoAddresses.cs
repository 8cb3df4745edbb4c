using System.Net;
using System.Net.Sockets;
using CitizenAccount.Client;

namespace CitizenAccount.Service.Tests.Endurance;

/// <summary>A client library on two replicas: a new connection goes to the first address that takes it, as a name with
/// two addresses is used.</summary>
internal static class TwoAddresses
{
    public static CitizenAccountClient Open(params int[] ports) => new(new CitizenAccountClientOptions
    {
        Address = new Uri($"http://127.0.0.1:{ports[0]}"),
        ClientName = "endurance",
        Handler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            ConnectCallback = async (_, stop) => await ConnectAsync(ports, stop),
        },
    });

    private static async ValueTask<Stream> ConnectAsync(int[] ports, CancellationToken stop)
    {
        SocketException? last = null;
        foreach (var port in ports)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), stop);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException refused)
            {
                socket.Dispose();
                last = refused;
            }
        }

        throw last!;
    }
}
