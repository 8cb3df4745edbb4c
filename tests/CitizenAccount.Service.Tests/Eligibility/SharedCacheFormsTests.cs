using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Standins;
using StackExchange.Redis;

namespace CitizenAccount.Service.Tests.Eligibility;

/// <summary>The lookup in front of the forms in which Redis is run: with a password, with TLS, and as a Cluster of
/// three.</summary>
public sealed class SharedCacheFormsTests : IDisposable
{
    private const string Redis = "redis-server";
    private const string Password = "a long password of a test";
    private const int Households = 30;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("citizen-account-redis");

    public void Dispose() => _folder.Delete(recursive: true);

    [NeedsFact(Redis)]
    public async Task A_redis_with_a_password_serves_who_knows_it()
    {
        using var redis = await RedisServer.StartAsync("--requirepass", Password);
        await AssertServedAsync($"{redis.ConnectionString},password={Password}");
    }

    [NeedsFact(Redis)]
    public async Task A_wrong_password_costs_nobody_an_answer()
    {
        using var redis = await RedisServer.StartAsync("--requirepass", Password);
        await AssertNotServedAsync($"{redis.ConnectionString},password=another");
    }

    [NeedsFact(Redis)]
    public async Task A_redis_that_speaks_tls_and_wants_a_password_serves_where_its_issuer_is_trusted()
    {
        var authority = await MakeCertificatesAsync();
        using var redis = await StartTlsAsync();
        await AssertServedAsync($"{redis.ConnectionString},ssl=true,sslHost=localhost,password={Password}", authority);
    }

    [NeedsFact(Redis)]
    public async Task A_redis_whose_issuer_or_name_is_not_the_expected_one_is_not_asked()
    {
        var authority = await MakeCertificatesAsync();
        using var redis = await StartTlsAsync();
        await AssertNotServedAsync($"{redis.ConnectionString},ssl=true,sslHost=localhost,password={Password}");
        await AssertNotServedAsync($"{redis.ConnectionString},ssl=true,sslHost=redis.invalid,password={Password}", authority);
    }

    [Fact]
    public async Task An_issuer_nobody_can_read_stops_the_start()
    {
        var path = Path.Combine(_folder.FullName, "no certificate.pem");
        await File.WriteAllTextAsync(path, "no certificate");
        var refused = await Assert.ThrowsAsync<StartRefused>(() => StartAsync("127.0.0.1:1,ssl=true", path));
        Assert.StartsWith("configuration: Redis:TrustedIssuerPath", refused.Message, StringComparison.Ordinal);
    }

    [NeedsFact(Redis)]
    public async Task A_cluster_of_three_shares_the_answers_out_and_goes_on_when_one_is_killed_and_comes_back()
    {
        using var cluster = await RedisCluster.StartAsync();
        await using var service = await StartAsync(cluster.ConnectionString);
        await WarmAllAsync(service);
        foreach (var node in cluster.Nodes)
        {
            await using var client = await ConnectionMultiplexer.ConnectAsync(node.Client());
            var size = await client.GetServer(client.GetEndPoints()[0]).DatabaseSizeAsync();
            Assert.InRange(size, 1, Households - 2);
        }

        cluster.Nodes[1].Kill();
        await AssertAnswersAsync(service);
        await cluster.Nodes[1].RestartAsync();
        await WarmAllAsync(service);
        cluster.Nodes[2].Stall();
        await AssertAnswersAsync(service);
        cluster.Nodes[2].Resume();
        await WarmAllAsync(service);
        Assert.Empty(service.Log.Errors);
    }

    private static async Task AssertServedAsync(string configuration, string? authority = null)
    {
        await using var service = await StartAsync(configuration, authority);
        await WarmAllAsync(service);
        await AssertAnswersAsync(service);
        Assert.Empty(service.Log.Errors);
    }

    private static async Task AssertNotServedAsync(string configuration, string? authority = null)
    {
        await using var service = await StartAsync(configuration, authority);
        for (var round = 0; round < 3; round++)
        {
            Assert.Equal([FreshnessSource.Database], (await AssertAnswersAsync(service)).Distinct());
        }

        Assert.Empty(service.Log.Errors);
        Assert.DoesNotContain(service.Log.Events, logged => logged.Text.Contains(Password, StringComparison.Ordinal));
    }

    private static Task<RunningService> StartAsync(string configuration, string? authority = null) =>
        RunningService.StartDecidedAsync(Households, DecidedService.Seed, new Dictionary<string, string?>
        {
            ["Lookup:MemoryEntries"] = "0",
            ["Redis:Configuration"] = configuration,
            ["Redis:TrustedIssuerPath"] = authority ?? "",
            ["Redis:BudgetMs"] = "2000",

            // The clock of the tests stands still, so a rate once used up would never come back while Redis is waited for.
            ["Limits:CallsBurst"] = "1000000",
        });

    private static async Task WarmAllAsync(RunningService service) => await Poll.UntilAsync(
        "every household is answered from Redis",
        async () => (await AssertAnswersAsync(service)).All(source => source == FreshnessSource.SharedCache),
        TimeSpan.FromSeconds(60));

    private static async Task<IReadOnlyList<FreshnessSource>> AssertAnswersAsync(RunningService service)
    {
        var sources = new List<FreshnessSource>();
        for (var index = 0; index < Households; index++)
        {
            var answer = await service.Eligibility().GetEligibilityAsync(
                new GetEligibilityRequest
                {
                    Household = RunningService.HouseholdAt(index).Name,
                    Purpose = Clients.Asked,
                },
                Clients.By(service.As(Contracts.Type.V1.Role.Agent)));
            GetEligibilityTests.AssertSays(DecidedService.DecisionOn(index), answer.Eligibility);
            sources.Add(answer.Freshness.Source);
        }

        return sources;
    }

    private Task<RedisServer> StartTlsAsync() => RedisServer.StartTlsAsync(
        Path.Combine(_folder.FullName, "server.pem"), Path.Combine(_folder.FullName, "key.pem"),
        "--requirepass", Password);

    // An authority of its own and a certificate it signed, as an operator inside a closed network has them.
    private async Task<string> MakeCertificatesAsync()
    {
        var (from, until) = (DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(100));
        using var authorityKey = RSA.Create(2048);
        var request = new CertificateRequest(
            "CN=Authority of a test", authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = request.CreateSelfSigned(from, until);

        using var key = RSA.Create(2048);
        request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, from, until.AddDays(-1), [1, 2, 3, 4]);
        var path = Path.Combine(_folder.FullName, "authority.pem");
        await File.WriteAllTextAsync(path, authority.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "server.pem"), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        return path;
    }
}
