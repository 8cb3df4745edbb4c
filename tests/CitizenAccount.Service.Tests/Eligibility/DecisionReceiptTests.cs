using System.Security.Cryptography;
using System.Text.Json;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.System.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Hosting;

namespace CitizenAccount.Service.Tests.Eligibility;

/// <summary>Receipts as a citizen's lawyer would use them: the answer, the published keys and the rules, nothing else.
/// </summary>
public sealed class DecisionReceiptTests(DecidedService decided) : IClassFixture<DecidedService>
{
    [Fact]
    public async Task Every_decision_is_made_again_to_the_halala_from_its_receipt_alone()
    {
        var keys = await KeysAsync(decided.Service);
        for (var index = 0; index < DecidedService.Households; index++)
        {
            var told = await ExplainAsync(decided.Service, index);
            var content = told.Receipt.Content.ToByteArray();
            Assert.True(IsSigned(told.Receipt, content, keys));
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), told.Receipt.ContentSha256);
            Assert.Equal(ReceiptCheck.Holds, Receipt.Check(content, PolicyBook.Published));
            AssertSame(told, content);
        }
    }

    [Fact]
    public async Task Any_byte_that_is_flipped_is_found()
    {
        var keys = await KeysAsync(decided.Service);
        var receipt = (await ExplainAsync(decided.Service, 3)).Receipt;
        var content = receipt.Content.ToByteArray();
        for (var at = 0; at < content.Length; at++)
        {
            content[at] ^= 1;
            Assert.False(IsSigned(receipt, content, keys));
            content[at] ^= 1;
        }

        var signature = receipt.Signature.ToByteArray();
        Assert.Equal(64, signature.Length);
        for (var at = 0; at < signature.Length; at++)
        {
            signature[at] ^= 1;
            receipt.Signature = Google.Protobuf.ByteString.CopyFrom(signature);
            Assert.False(IsSigned(receipt, content, keys));
            signature[at] ^= 1;
        }
    }

    [Fact]
    public async Task The_same_decision_has_the_same_content_whenever_it_is_asked()
    {
        var first = (await ExplainAsync(decided.Service, 5)).Receipt;
        var second = (await ExplainAsync(decided.Service, 5)).Receipt;
        Assert.Equal(first.Content, second.Content);
    }

    [Fact]
    public async Task A_receipt_signed_before_the_key_was_changed_is_still_checked_by_the_published_keys()
    {
        var folder = Directory.CreateTempSubdirectory("citizen-account-receipts");
        try
        {
            using var old = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            DecisionReceipt before;
            await using (var service = await RunningService.StartDecidedAsync(
                3, DecidedService.Seed, Settings(old.ExportPkcs8PrivateKeyPem()), folder.FullName))
            {
                before = (await ExplainAsync(service, 1)).Receipt;
            }

            await using var again = await RunningService.StartAsync(
                Settings(next.ExportPkcs8PrivateKeyPem(), old.ExportSubjectPublicKeyInfoPem()), folder.FullName);
            var keys = await KeysAsync(again);
            var after = (await ExplainAsync(again, 1)).Receipt;
            Assert.Equal(before.Content, after.Content);
            Assert.NotEqual(before.KeyId, after.KeyId);
            Assert.True(IsSigned(before, before.Content.ToByteArray(), keys));
            Assert.True(IsSigned(after, after.Content.ToByteArray(), keys));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_key_that_cannot_sign_stops_the_start()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        foreach (var pem in new[] { key.ExportSubjectPublicKeyInfoPem(), "no key", "" })
        {
            var refused = Assert.Throws<StartRefused>(
                () => ReceiptKeys.Open(new SecurityOptions { ReceiptKeys = [pem] }, new StorageOptions()));
            Assert.Contains("Security:ReceiptKeys", refused.Message, StringComparison.Ordinal);
        }

        Assert.Throws<StartRefused>(() => ReceiptKeys.Open(
            new SecurityOptions(), new StorageOptions { Provider = StorageProvider.SqlServer }));
    }

    private static Dictionary<string, string?> Settings(params string[] keys) =>
        keys.Select((key, at) => (key, at)).ToDictionary(
            pair => $"Security:ReceiptKeys:{pair.at}", pair => (string?)pair.key);

    private static async Task<Dictionary<string, byte[]>> KeysAsync(RunningService service)
    {
        var info = await service.System().GetSystemInfoAsync(new GetSystemInfoRequest(), Clients.By());
        return info.Info.ReceiptKeys.ToDictionary(key => key.KeyId, key => key.PublicKey.ToByteArray());
    }

    private static bool IsSigned(DecisionReceipt receipt, byte[] content, Dictionary<string, byte[]> keys)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(keys[receipt.KeyId], out _);
        return key.VerifyData(content, receipt.Signature.Span, HashAlgorithmName.SHA256);
    }

    private static void AssertSame(DecisionExplanation told, byte[] content)
    {
        using var json = JsonDocument.Parse(content);
        var root = json.RootElement;
        Assert.Equal(told.Decision.Name, root.GetProperty("decision").GetString());
        Assert.Equal(told.Decision.Version, root.GetProperty("version").GetInt32());
        Assert.Equal(told.Decision.Entitlement.Halalas, root.GetProperty("amount_halalas").GetInt64());
        Assert.Equal(told.Decision.EligibilityResult.ToString(), root.GetProperty("eligibility").GetString());
        Assert.Equal(told.FactsSha256, root.GetProperty("facts_sha256").GetString());
        Assert.Equal(told.SnapshotSha256, root.GetProperty("snapshot_sha256").GetString());
        Assert.Equal(told.PolicySha256, root.GetProperty("policy_sha256").GetString());
        Assert.Equal(
            told.Decision.DecidedTime.ToDateTimeOffset(), root.GetProperty("decided").GetDateTimeOffset());
    }

    private static async Task<DecisionExplanation> ExplainAsync(RunningService service, int index) =>
        (await service.Eligibility().ExplainDecisionAsync(
            new ExplainDecisionRequest
            {
                Name = $"{RunningService.HouseholdAt(index).Name}/decisions/2026-12",
                Purpose = Clients.Asked,
            },
            Clients.By(service.As(Role.CaseWorker)))).Explanation;
}
