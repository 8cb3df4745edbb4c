using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Pipelines.Sockets.Unofficial;
using StackExchange.Redis;
using StackExchange.Redis.Configuration;

namespace CitizenAccount.Service.Tests.Standins;

/// <summary>The Redis client on its stand-ins over something other than a plain socket: TLS, a proxy, a log.</summary>
public sealed class RedisTunnelTests : IDisposable
{
    private const string Redis = "redis-server";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("citizen-account-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [NeedsFact(Redis)]
    public async Task Over_tls_commands_large_values_and_messages_work()
    {
        var (certificate, server) = await StartTlsServerAsync();
        using (certificate)
        using (server)
        {
            var options = server.Client();
            options.Ssl = true;
            options.SslHost = "localhost";
            options.CertificateValidation += (_, presented, _, _) =>
                presented?.GetCertHashString() == certificate.GetCertHashString();
            await using var connection = await ConnectionMultiplexer.ConnectAsync(options).WaitAsync(Limit);
            var store = connection.GetDatabase();
            var large = RandomNumberGenerator.GetBytes(3_000_000);
            var heard = new TaskCompletionSource<string?>();
            var channel = RedisChannel.Literal("news");

            Assert.True(connection.IsConnected);
            await store.StringSetAsync("large", large).WaitAsync(Limit);
            Assert.Equal(large, (byte[]?)await store.StringGetAsync("large").WaitAsync(Limit));
            var counting = Enumerable.Range(1, 2_000).Select(_ => store.StringIncrementAsync("counter")).ToList();
            Assert.Equal(2_000, (await Task.WhenAll(counting).WaitAsync(Limit))[^1]);
            await connection.GetSubscriber().SubscribeAsync(channel, (_, text) => heard.TrySetResult(text));
            await store.PublishAsync(channel, "خبر");
            Assert.Equal("خبر", await heard.Task.WaitAsync(Limit));
        }
    }

    [NeedsFact(Redis)]
    public async Task A_certificate_that_is_not_trusted_is_refused()
    {
        var (certificate, server) = await StartTlsServerAsync();
        using (certificate)
        using (server)
        {
            var options = server.Client();
            options.Ssl = true;
            options.SslHost = "localhost";
            options.AbortOnConnectFail = true;

            var refused = await Assert.ThrowsAsync<RedisConnectionException>(
                () => ConnectionMultiplexer.ConnectAsync(options).WaitAsync(Limit));

            Assert.Contains(nameof(AuthenticationException), refused.ToString(), StringComparison.Ordinal);
        }
    }

    [NeedsFact(Redis)]
    public async Task Through_an_http_proxy_commands_work()
    {
        using var server = await RedisServer.StartAsync();
        using var proxy = new ConnectProxy();
        var options = server.Client();
        options.Tunnel = Tunnel.HttpProxy(proxy.Address);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(options).WaitAsync(Limit);

        var large = RandomNumberGenerator.GetBytes(1_000_000);
        await connection.GetDatabase().StringSetAsync("proxied", large).WaitAsync(Limit);

        Assert.Equal(large, (byte[]?)await connection.GetDatabase().StringGetAsync("proxied").WaitAsync(Limit));
        Assert.Contains($"CONNECT {server.ConnectionString} ", proxy.FirstRequest, StringComparison.Ordinal);
    }

    // The log is the one place where the client reads through StreamConnection.GetReader. It is marked as experimental,
    // which is no matter here: the test asks whether it works on the stand-in, the service does not use it.
#pragma warning disable CS0618
    [StandinFact(typeof(StreamConnection), Redis)]
    public async Task A_log_of_the_traffic_is_read_back_whole()
    {
        using var server = await RedisServer.StartAsync();
        var options = server.Client();
        LoggingTunnel.LogToDirectory(options, _folder.FullName);
        await using (var connection = await ConnectionMultiplexer.ConnectAsync(options).WaitAsync(Limit))
        {
            var store = connection.GetDatabase();
            for (var number = 0; number < 100; number++)
            {
                await store.StringSetAsync($"logged {number}", new string('x', 2_000)).WaitAsync(Limit);
            }
        }

        await Poll.UntilAsync("the files are closed", LogIsClosed, Limit);
        var seen = new List<string?>();
        await LoggingTunnel.ReplayAsync(_folder.FullName, (request, _) => seen.Add(KeyOf(request))).WaitAsync(Limit);

        Assert.Equal(100, seen.Count(key => key?.StartsWith("logged ", StringComparison.Ordinal) == true));

        bool LogIsClosed() => _folder.GetFiles() is { Length: 4 } files && Array.TrueForAll(files, IsClosed);

        static string? KeyOf(RedisResult request) => request.Length > 1 ? (string?)request[1] : null;
    }
#pragma warning restore CS0618

    private static bool IsClosed(FileInfo file)
    {
        try
        {
            file.Open(FileMode.Open, FileAccess.Read, FileShare.None).Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task<(X509Certificate2 Certificate, RedisServer Server)> StartTlsServerAsync()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var certificatePath = Path.Combine(_folder.FullName, "certificate.pem");
        var keyPath = Path.Combine(_folder.FullName, "key.pem");
        await File.WriteAllTextAsync(certificatePath, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(keyPath, key.ExportPkcs8PrivateKeyPem());
        return (certificate, await RedisServer.StartTlsAsync(certificatePath, keyPath));
    }

    /// <summary>An HTTP proxy that knows one verb: CONNECT.</summary>
    private sealed class ConnectProxy : IDisposable
    {
        private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        public ConnectProxy()
        {
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _listener.Listen();
            _ = ServeAsync();
        }

        public EndPoint Address => _listener.LocalEndPoint!;

        public string FirstRequest { get; private set; } = "";

        public void Dispose() => _listener.Dispose();

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    _ = TunnelAsync(await _listener.AcceptAsync());
                }
            }
            catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
            {
                // Disposing of the listener ends the loop.
            }
        }

        private async Task TunnelAsync(Socket accepted)
        {
            using var near = new NetworkStream(accepted, ownsSocket: true);
            var head = new StringBuilder();
            var one = new byte[1];
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await near.ReadAsync(one) == 1)
            {
                head.Append((char)one[0]);
            }

            FirstRequest = FirstRequest.Length == 0 ? head.ToString() : FirstRequest;
            var target = IPEndPoint.Parse(head.ToString().Split(' ')[1]);
            using var onward = new TcpClient();
            await onward.ConnectAsync(target);
            using var far = onward.GetStream();
            await near.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray());
            await Task.WhenAny(near.CopyToAsync(far), far.CopyToAsync(near));
        }
    }
}
