using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Security.Cryptography.Cose;
using System.Text;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Kernel;
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
        var sound = SessionToken.Read(citizen.Tokens.AccessToken, Keys.All);
        Assert.Equal((citizen.AccountName, citizen.HouseholdName), (sound?.Grant?.Account.Name, sound?.Grant?.Household.Name));
        Assert.InRange(sound!.Expires - running.Service.Clock.GetUtcNow().UtcDateTime, TimeSpan.FromMinutes(9.9), TimeSpan.FromMinutes(10));
        var content = Encoding.Latin1.GetString(Base64UrlEncoder.DecodeBytes(citizen.Tokens.AccessToken));
        Assert.DoesNotContain(citizen.NationalId, content, StringComparison.Ordinal);
        Assert.DoesNotContain(citizen.Mobile[^9..], content, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_is_read_and_is_signed_as_COSE_says()
    {
        foreach (var grant in new[] { Grant(), Grant() with { MemberOf = new HouseholdId(Guid.NewGuid()), MemberPosition = 3, Version = long.MaxValue } })
        {
            var expires = new DateTime(2026, 12, 1, 10, 20, 30, DateTimeKind.Utc);
            var token = SessionToken.Write(grant, expires, Keys.All[0]);
            Assert.Equal(new SoundToken(grant, expires), SessionToken.Read(token, Keys.All));
            Assert.InRange(token.Length, 100, 250);
            var message = CoseMessage.DecodeSign1(Base64UrlEncoder.DecodeBytes(token));
            Assert.True(message.VerifyEmbedded(Keys.All[0].ECDsa));
            Assert.Equal(-7, message.ProtectedHeaders[CoseHeaderLabel.Algorithm].GetValueAsInt32());
        }
    }

    [Fact]
    public void A_token_with_any_bit_turned_over_is_none()
    {
        var bytes = Base64UrlEncoder.DecodeBytes(SessionToken.Write(Grant(), DateTime.UnixEpoch.AddYears(60), Keys.All[0]));
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(SessionToken.Read(Base64UrlEncoder.Encode(bytes), Keys.All));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Null(SessionToken.Read(Base64UrlEncoder.Encode(bytes[..length]), Keys.All));
        }

        Assert.NotNull(SessionToken.Read(Base64UrlEncoder.Encode(bytes), Keys.All));
    }

    [Fact]
    public void One_token_is_written_in_one_way_only()
    {
        var token = SessionToken.Write(Grant(), DateTime.UnixEpoch.AddYears(60), Keys.All[0]);
        var message = CoseMessage.DecodeSign1(Base64UrlEncoder.DecodeBytes(token));
        message.UnprotectedHeaders.Add(new CoseHeaderLabel("x"), CoseHeaderValue.FromInt32(1));
        var bytes = Base64UrlEncoder.DecodeBytes(token);
        Assert.Equal(0xD2, bytes[0]);
        string[] others =
        [
            Base64UrlEncoder.Encode(message.Encode()), Base64UrlEncoder.Encode(bytes[1..]), $"{token}=", $"{token}==", $" {token}", $"{token}A",
            Base64UrlEncoder.Encode([.. bytes, 0]), Base64UrlEncoder.Encode([0xD8, 18, .. bytes[1..]]),
        ];
        Assert.All(others, other => Assert.Null(SessionToken.Read(other, Keys.All)));
    }

    [Fact]
    public async Task A_token_of_another_form_that_we_signed_asks_for_a_refresh()
    {
        var content = new CborWriter();
        content.WriteStartArray(3);
        content.WriteInt32(2);
        content.WriteInt64(running.Service.Clock.GetUtcNow().ToUnixTimeSeconds() + 600);
        content.WriteTextString("what a later version says");
        content.WriteEndArray();
        var refused = await RefusedAsync(Signed(Keys.All[0].ECDsa, Base64UrlEncoder.DecodeBytes(Keys.All[0].KeyId), content.Encode()));
        Assert.Equal((StatusCode.Unauthenticated, "TOKEN_EXPIRED"), (refused.Code, refused.Reason));
    }

    [Fact]
    public async Task A_token_under_another_key_or_without_a_signature_is_refused()
    {
        var citizen = await running.Service.RegisterAsync();
        var bytes = Base64UrlEncoder.DecodeBytes(citizen.Tokens.AccessToken);
        var content = CoseMessage.DecodeSign1(bytes).Content!.Value.ToArray();
        var (name, now) = (Base64UrlEncoder.DecodeBytes(Keys.All[0].KeyId), running.Service.Clock.GetUtcNow().UtcDateTime);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var receipts = running.Service.Services.GetRequiredService<ReceiptKeys>();
        string[] forged =
        [
            Base64UrlEncoder.Encode([.. bytes[..^64], .. new byte[64]]), Base64UrlEncoder.Encode(content), Signed(key, name, content),
            Signed(key, [1, 2, 3], content), Signed(Keys.All[0].ECDsa, Base64UrlEncoder.DecodeBytes(receipts.CurrentId), content),
            Signed(Keys.All[0].ECDsa, [], content),
            JsonWebToken(Keys.All[0].ECDsa, DevelopmentIssuer.Issuer, citizen, now), JsonWebToken(Keys.All[0].ECDsa, "citizen-account", citizen, now),
        ];
        foreach (var token in forged)
        {
            var refused = await RefusedAsync(token);
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
            Assert.NotEqual(NameOf(citizen.Tokens.AccessToken), NameOf(next.AccessToken));
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

    private SessionKeys Keys => running.Service.Services.GetRequiredService<SessionKeys>();

    private static AccessGrant Grant() => new(
        new AccountId(Guid.NewGuid()), new HouseholdId(Guid.NewGuid()), Guid.NewGuid(), SignInMethod.Nafath,
        new DateTime(2026, 11, 28, 10, 0, 0, 123, DateTimeKind.Utc))
    { Version = 7 };

    private static string NameOf(string token) => Base64UrlEncoder.Encode(
        CoseMessage.DecodeSign1(Base64UrlEncoder.DecodeBytes(token)).ProtectedHeaders[CoseHeaderLabel.KeyIdentifier].GetValueAsBytes());

    private Task<Refused> RefusedAsync(string token) => Refused.ByAsync(running.Service.Accounts().GetAccountAsync(
        new GetAccountRequest(), Clients.By(new Metadata { { "authorization", $"Bearer {token}" } })));

    private static string NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static Task<RunningService> StartAsync(DirectoryInfo folder, params string[] keys) => RunningService.StartAsync(
        keys.Select((key, at) => (key, at)).ToDictionary(pair => $"Security:SessionKeys:{pair.at}", pair => (string?)pair.key), folder.FullName);

    private static string Signed(ECDsa key, byte[] name, byte[] content)
    {
        var heads = new CoseHeaderMap();
        heads.Add(CoseHeaderLabel.KeyIdentifier, name);
        return Base64UrlEncoder.Encode(CoseSign1Message.SignEmbedded(content, new CoseSigner(key, HashAlgorithmName.SHA256, heads)));
    }

    // The service's own session key, in a token of another kind.
    private static string JsonWebToken(ECDsa key, string issuer, Citizen citizen, DateTime now) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = AccessTokens.Audience,
            Claims = new Dictionary<string, object> { ["sub"] = citizen.AccountName, ["household"] = citizen.HouseholdName, ["roles"] = new[] { "Citizen" } },
            NotBefore = now,
            Expires = now.AddMinutes(10),
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key) { KeyId = "development" }, SecurityAlgorithms.EcdsaSha256)
            {
                CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
            },
        });
}
