using System.Security.Cryptography;
using System.Text;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CitizenAccount.Service.Tests.Security;

/// <summary>Access tokens of sessions: ES256, of this service alone, and checked by the keys of their own kind.</summary>
public sealed class AccessTokenTests(EmptyService running) : IClassFixture<EmptyService>
{
    [Fact]
    public async Task A_token_says_who_calls_and_nothing_about_the_person()
    {
        var citizen = await running.Service.RegisterAsync();
        var token = new JsonWebTokenHandler().ReadJsonWebToken(citizen.Tokens.AccessToken);
        Assert.Equal(
            (SecurityAlgorithms.EcdsaSha256, "citizen-account", citizen.AccountName),
            (token.Alg, token.Issuer, $"accounts/{IdOf(token, "sub"):D}"));
        Assert.Equal(citizen.HouseholdName, $"households/{IdOf(token, "hhd"):D}");
        Assert.Equal(TimeSpan.FromMinutes(10), token.ValidTo - token.ValidFrom);
        var payload = Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(citizen.Tokens.AccessToken.Split('.')[1]));
        Assert.DoesNotContain(citizen.NationalId, payload, StringComparison.Ordinal);
        Assert.DoesNotContain(citizen.Mobile[^9..], payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_under_another_key_or_another_issuers_key_is_refused()
    {
        var citizen = await running.Service.RegisterAsync();
        string[] parts = citizen.Tokens.AccessToken.Split('.');
        var unsigned = Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var name = new JsonWebTokenHandler().ReadJsonWebToken(citizen.Tokens.AccessToken).Kid;
        string[] forged =
        [
            $"{unsigned}.{parts[1]}.", $"{parts[0]}.{parts[1]}.", $"{parts[0]}.{parts[1]}.{new string('A', parts[2].Length)}",
            Signed(key, name, AccessTokens.Issuer, citizen), Signed(key, "development", AccessTokens.Issuer, citizen),
            Resigned(citizen, DevelopmentIssuer.Issuer), Signed(key, name, "", citizen),
        ];
        foreach (var token in forged)
        {
            var refused = await Refused.ByAsync(running.Service.Accounts().GetAccountAsync(
                new GetAccountRequest(), Clients.By(new Metadata { { "authorization", $"Bearer {token}" } })));
            Assert.Equal((StatusCode.Unauthenticated, "UNAUTHENTICATED"), (refused.Code, refused.Reason));
        }
    }

    [Fact]
    public async Task A_token_of_an_older_key_is_good_as_long_as_the_key_is_on_the_ring()
    {
        var (old, newest) = (NewKey(), NewKey());
        var folder = Directory.CreateTempSubdirectory("citizen-account-test");
        Citizen citizen;
        await using (var service = await StartAsync(folder, old))
        {
            citizen = await service.RegisterAsync();
        }

        await using (var service = await StartAsync(folder, newest, old))
        {
            await service.Accounts().GetAccountAsync(new GetAccountRequest(), citizen.By);
            var next = (await service.Accounts().RefreshSessionAsync(
                new RefreshSessionRequest { RequestId = Citizens.NewId(), RefreshToken = citizen.Tokens.RefreshToken }, Clients.By())).Tokens;
            var handler = new JsonWebTokenHandler();
            Assert.NotEqual(
                handler.ReadJsonWebToken(citizen.Tokens.AccessToken).Kid, handler.ReadJsonWebToken(next.AccessToken).Kid);
        }

        await using (var service = await StartAsync(folder, newest))
        {
            var refused = await Refused.ByAsync(service.Accounts().GetAccountAsync(new GetAccountRequest(), citizen.By));
            Assert.Equal("UNAUTHENTICATED", refused.Reason);
        }

        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    public async Task A_malformed_key_refuses_the_start_and_is_named(string key)
    {
        var refused = await Assert.ThrowsAsync<StartRefused>(() => RunningService.StartAsync(
            new Dictionary<string, string?> { ["Security:SessionKeys:0"] = key }));
        Assert.Contains("Security:SessionKeys", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AAAA", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sql_server_needs_keys_and_another_curve_is_refused()
    {
        var server = new StorageOptions { Provider = StorageProvider.SqlServer };
        Assert.Throws<StartRefused>(() => SessionKeys.Open(new SecurityOptions(), server));
        using var large = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.Throws<StartRefused>(() => SessionKeys.Open(
            new SecurityOptions { SessionKeys = [large.ExportPkcs8PrivateKeyPem()] }, server));
        Assert.Single(SessionKeys.Open(new SecurityOptions { SessionKeys = [NewKey()] }, server).All);
    }

    [Fact]
    public void The_local_key_is_for_this_user_alone()
    {
        var file = Path.Combine(running.Service.Folder, "session-key.pem");
        Assert.Contains("PRIVATE KEY", File.ReadAllText(file), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    private static Guid IdOf(JsonWebToken token, string claim) =>
        new(Base64UrlEncoder.DecodeBytes(token.GetPayloadValue<string>(claim)), bigEndian: true);

    private static string NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static Task<RunningService> StartAsync(DirectoryInfo folder, params string[] keys) => RunningService.StartAsync(
        keys.Select((key, at) => (key, at)).ToDictionary(pair => $"Security:SessionKeys:{pair.at}", pair => (string?)pair.key), folder.FullName);

    // The service's own session key, under the name of another issuer.
    private string Resigned(Citizen citizen, string issuer) => Signed(
        running.Service.Services.GetRequiredService<SessionKeys>().All[0].ECDsa, "development", issuer, citizen);

    private string Signed(ECDsa key, string name, string issuer, Citizen citizen)
    {
        var now = running.Service.Clock.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = AccessTokens.Audience,
            Claims = new Dictionary<string, object>
            {
                [SessionClaims.Account] = SessionClaims.Of(Guid.Parse(citizen.AccountName.Split('/')[1])),
                [SessionClaims.Household] = SessionClaims.Of(Guid.Parse(citizen.HouseholdName.Split('/')[1])),
            },
            NotBefore = now,
            Expires = now.AddMinutes(10),
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key) { KeyId = name }, SecurityAlgorithms.EcdsaSha256)
            {
                CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
            },
        });
    }
}
