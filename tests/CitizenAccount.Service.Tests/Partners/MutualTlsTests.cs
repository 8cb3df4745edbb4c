using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Contracts.System.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Partners;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using Grpc.Net.Client;

namespace CitizenAccount.Service.Tests.Partners;

/// <summary>A partner is who its token says and holds the key of a certificate agreed with it: real certificates over
/// a real TLS connection, made here.</summary>
public sealed class MutualTlsTests
{
    private static readonly DateTimeOffset From = RunningService.Start.AddYears(-1);
    private static readonly DateTimeOffset Until = RunningService.Start.AddYears(1);

    [Fact]
    public async Task A_partner_is_served_with_its_certificate_and_with_no_other()
    {
        using var server = Certificate("localhost", From, Until);
        using var first = Certificate("partner", From, Until);
        using var next = Certificate("partner", From, Until);
        using var others = Certificate("other", From, Until);
        using var lookalike = Certificate("partner", From, Until);
        using var expired = Certificate("partner", From, RunningService.Start.AddMinutes(-1));
        var folder = Directory.CreateTempSubdirectory("citizen-account-tls");
        try
        {
            var service = await RunningService.StartAsync(Settings(folder.FullName, server, [first, next, expired], others));
            await using (service)
            {
                // Two certificates are agreed at once, so that one can take the other's place.
                Assert.Equal("PERSON_NOT_KNOWN", await AskAsync(service, server, first));
                Assert.Equal("PERSON_NOT_KNOWN", await AskAsync(service, server, next));
                foreach (var wrong in new[] { null, others, lookalike, expired })
                {
                    Assert.Equal("UNAUTHENTICATED", await AskAsync(service, server, wrong));
                }

                // The other partner's own certificate does not make it this one, nor this one's it; and whoever is no
                // partner needs none.
                Assert.Equal("PERSON_NOT_KNOWN", await AskAsync(service, server, others, "as-Partner"));
                Assert.Equal("UNAUTHENTICATED", await AskAsync(service, server, first, "as-Partner"));
                using var channel = Channel(service, server, null);
                var info = await new SystemService.SystemServiceClient(channel).GetSystemInfoAsync(new(), Clients.By());
                Assert.NotNull(info.Info);
                Assert.Empty(service.Log.Errors);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_stream_needs_the_certificate_as_any_call()
    {
        using var server = Certificate("localhost", From, Until);
        using var own = Certificate("partner", From, Until);
        using var others = Certificate("other", From, Until);
        var folder = Directory.CreateTempSubdirectory("citizen-account-tls");
        try
        {
            var service = await RunningService.StartAsync(Settings(folder.FullName, server, [own], others));
            await using (service)
            {
                Assert.Null(await GreetAsync(service, server, own));
                Assert.Equal("UNAUTHENTICATED", await GreetAsync(service, server, others));
                Assert.Equal("UNAUTHENTICATED", await GreetAsync(service, server, null));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Outside_development_an_agreement_without_a_certificate_refuses_the_start()
    {
        var options = new PartnersOptions { Agreements = [new PartnerAgreement { Subject = "p", LegalBases = ["law"] }] };
        var refused = Assert.Throws<StartRefused>(() => new PartnerAgreements(options, mustProve: true));
        Assert.Contains("'p'", refused.Message, StringComparison.Ordinal);
        Assert.True(new PartnerAgreements(options, mustProve: false).Allows("p", "law"));
        options.Agreements[0].Certificates = ["no fingerprint"];
        Assert.Throws<StartRefused>(() => new PartnerAgreements(options, mustProve: true));
        options.Agreements[0].Certificates = [new string('a', 64)];
        var strict = new PartnerAgreements(options, mustProve: true);
        Assert.False(strict.Proves("p", null, RunningService.Start));
        Assert.False(strict.Proves("nobody agreed with", null, RunningService.Start));
    }

    private static Dictionary<string, string?> Settings(
        string folder, X509Certificate2 server, X509Certificate2[] own, X509Certificate2 others)
    {
        var (certificate, key) = (Path.Combine(folder, "server.pem"), Path.Combine(folder, "server-key.pem"));
        File.WriteAllText(certificate, server.ExportCertificatePem());
        File.WriteAllText(key, server.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        var settings = new Dictionary<string, string?>
        {
            ["Listen:CertificateFile"] = certificate,
            ["Listen:CertificateKeyFile"] = key,
            ["Partners:Agreements:1:Certificates:0"] = Fingerprint(others),
        };
        for (var at = 0; at < own.Length; at++)
        {
            settings[$"Partners:Agreements:0:Certificates:{at}"] = Fingerprint(own[at]);
        }

        return settings;
    }

    private static X509Certificate2 Certificate(string name, DateTimeOffset from, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(from, until);
    }

    private static string Fingerprint(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);

    private static GrpcChannel Channel(RunningService service, X509Certificate2 server, X509Certificate2? own)
    {
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == server.GetCertHashString(),
                ClientCertificates = own is null ? null : [own],
                LocalCertificateSelectionCallback = own is null ? null : (_, _, _, _, _) => own,
            },
        };
        return GrpcChannel.ForAddress(service.App.Urls.First(), new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
    }

    private static async Task<string> AskAsync(
        RunningService service, X509Certificate2 server, X509Certificate2? own, string subject = WorkingCalls.Reporter)
    {
        using var channel = Channel(service, server, own);
        var client = new IncomeVerificationService.IncomeVerificationServiceClient(channel);
        return (await Refused.ByAsync(client.GetStandingAsync(
            new() { Person = WorkingCalls.SomePerson, Purpose = WorkingCalls.PartnerPurpose },
            Clients.By(service.Bearer(subject, [Role.Partner], null))))).Reason;
    }

    private static async Task<string?> GreetAsync(RunningService service, X509Certificate2 server, X509Certificate2? own)
    {
        using var channel = Channel(service, server, own);
        using var call = new IncomeVerificationService.IncomeVerificationServiceClient(channel)
            .ServeVerifications(Clients.By(service.Bearer(WorkingCalls.Reporter, [Role.Partner], null)));
        try
        {
            await call.RequestStream.WriteAsync(new() { Hello = PartnerStream.Hello(1) });
            Assert.True(await call.ResponseStream.MoveNext(default).WaitAsync(Soon.Limit));
            return null;
        }
        catch (RpcException refused)
        {
            return Refused.Read(refused).Reason;
        }
    }
}
