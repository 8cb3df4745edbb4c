using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CitizenAccount.Contracts.System.V1;
using CitizenAccount.Service.Platform.Hosting;
using Grpc.Net.Client;

namespace CitizenAccount.Service.Tests.Hosting;

/// <summary>A new certificate is shown without a restart, and a bad one is not.</summary>
public sealed class CertificateReloadTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("citizen-account-certificate");

    private string File => Path.Combine(_folder.FullName, "server.pem");

    private string KeyFile => Path.Combine(_folder.FullName, "server-key.pem");

    [Fact]
    public async Task A_new_certificate_is_shown_to_new_connections_and_old_connections_go_on()
    {
        using var first = Write(days: 300);
        var service = await StartAsync();
        await using (service)
        {
            Assert.Equal(first.Thumbprint, await ShownAsync(service));
            using var channel = Channel(service);
            var calls = new SystemService.SystemServiceClient(channel);
            await calls.GetSystemInfoAsync(new(), Clients.By());

            using var second = Write(days: 400);
            Look(service);
            Assert.Equal(second.Thumbprint, await ShownAsync(service));
            await calls.GetSystemInfoAsync(new(), Clients.By());
            Assert.Empty(service.Log.Errors);
        }
    }

    [Fact]
    public async Task One_that_cannot_be_used_changes_nothing_and_is_told()
    {
        using var first = Write(days: 300);
        var service = await StartAsync();
        await using (service)
        {
            await System.IO.File.WriteAllTextAsync(File, "no certificate");
            Look(service);
            Assert.Single(service.Log.Errors, one => one.Id == 1113);
            Assert.Equal(first.Thumbprint, await ShownAsync(service));

            // As soon as it is mended it is shown.
            using var mended = Write(days: 200);
            Look(service);
            Assert.Equal(mended.Thumbprint, await ShownAsync(service));
        }
    }

    [Fact]
    public async Task One_that_ends_soon_is_told()
    {
        using var first = Write(days: 10);
        var service = await StartAsync();
        await using (service)
        {
            Look(service);
            Assert.Contains(service.Log.Events, one => one.Id == 1112);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<RunningService> StartAsync() => RunningService.StartAsync(new Dictionary<string, string?>
    {
        ["Listen:CertificateFile"] = File,
        ["Listen:CertificateKeyFile"] = KeyFile,
    });

    private static void Look(RunningService service) => service.Services.GetRequiredService<ServerCertificate>().Look();

    private static async Task<string> ShownAsync(RunningService service)
    {
        var address = new Uri(service.App.Urls.First());
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            ApplicationProtocols = [SslApplicationProtocol.Http2],
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.Subject == "CN=localhost",
        });
        using var shown = new X509Certificate2(tls.RemoteCertificate!);
        return shown.Thumbprint;
    }

    private static GrpcChannel Channel(RunningService service) => GrpcChannel.ForAddress(service.App.Urls.First(), new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.Subject == "CN=localhost" },
        },
        DisposeHttpClient = true,
    });

    private X509Certificate2 Write(int days)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var made = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(RunningService.Start.AddDays(-1), RunningService.Start.AddDays(days));
        System.IO.File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
        System.IO.File.WriteAllText(File, made.ExportCertificatePem());
        return made;
    }
}
