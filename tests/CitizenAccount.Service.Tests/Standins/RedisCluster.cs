using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CitizenAccount.Service.Tests.Hosting;
using StackExchange.Redis;

namespace CitizenAccount.Service.Tests.Standins;

/// <summary>Three real redis-servers on loopback that share the slots between them, without replicas and without
/// Sentinel.</summary>
internal sealed class RedisCluster : IDisposable
{
    private const int Slots = 16_384;

    private readonly List<RedisServer> _nodes = [];
    private readonly List<string> _files = [];

    public IReadOnlyList<RedisServer> Nodes => _nodes;

    /// <summary>For the configuration of a client.</summary>
    public string ConnectionString => string.Join(',', _nodes.Select(node => node.ConnectionString));

    /// <summary>Starts the three, makes them one, and returns when each says so.</summary>
    public static async Task<RedisCluster> StartAsync()
    {
        var cluster = new RedisCluster();
        try
        {
            var ports = new List<int>();
            for (var node = 0; node < 3; node++)
            {
                ports.Add(await cluster.AddAsync());
            }

            for (var node = 0; node < 3; node++)
            {
                var (from, through) = (Slots * node / 3, (Slots * (node + 1) / 3) - 1);
                await AskAsync(cluster._nodes[node], "ADDSLOTSRANGE", Text(from), Text(through));
                await AskAsync(
                    cluster._nodes[node], "MEET", "127.0.0.1", Text(cluster._nodes[0].Port), Text(ports[0]));
            }

            foreach (var node in cluster._nodes)
            {
                await Poll.UntilAsync(
                    "the cluster is whole",
                    async () => (await AskAsync(node, "INFO")).Contains("cluster_state:ok", StringComparison.Ordinal),
                    Soon.Limit);
            }

            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _nodes.ForEach(node => node.Dispose());
        _files.ForEach(File.Delete);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task<string> AskAsync(RedisServer node, params object[] words)
    {
        var options = node.Client();
        options.AllowAdmin = true;
        await using var client = await ConnectionMultiplexer.ConnectAsync(options);
        var answer = await client.GetServer(IPAddress.Loopback, node.Port).ExecuteAsync("CLUSTER", words);
        return answer.ToString();
    }

    private async Task<int> AddAsync()
    {
        // Ports of the service and the bus are both free ones: the usual distance of 10,000 may lead out of range.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var bus = ((IPEndPoint)socket.LocalEndPoint!).Port;
        socket.Close();
        var file = $"nodes-{Environment.ProcessId}-{bus}.conf";
        _files.Add(Path.Combine(Path.GetTempPath(), file));
        _nodes.Add(await RedisServer.StartAsync(
            "--cluster-enabled", "yes", "--cluster-config-file", file, "--cluster-port", Text(bus),
            "--cluster-require-full-coverage", "no", "--cluster-node-timeout", "2000"));
        return bus;
    }
}
