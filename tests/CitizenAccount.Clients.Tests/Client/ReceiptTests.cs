using System.Security.Cryptography;
using CitizenAccount.Client;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Demo;
using Google.Protobuf;

namespace CitizenAccount.Clients.Tests.Client;

/// <summary>Receipts checked without the service.</summary>
public sealed class ReceiptTests : IDisposable
{
    private static readonly YearMonth Month = new(2026, 12);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private ReceiptVerifier Verifier => new(
        new Dictionary<string, ReadOnlyMemory<byte>> { ["receipts-1"] = _key.ExportSubjectPublicKeyInfo() });

    public void Dispose() => _key.Dispose();

    [Fact]
    public void A_genuine_receipt_holds() => Assert.Equal(ReceiptVerdict.Holds, Verifier.Check(Signed(Content())));

    [Fact]
    public void An_amount_that_was_touched_breaks_the_signature()
    {
        var receipt = Signed(Content());
        receipt.Content = Touched(receipt.Content);
        receipt.ContentSha256 = Convert.ToHexStringLower(SHA256.HashData(receipt.Content.Span));
        Assert.Equal(ReceiptVerdict.SignatureWrong, Verifier.Check(receipt));
    }

    [Fact]
    public void A_signed_amount_that_the_rules_do_not_come_to_is_found() => Assert.Equal(
        ReceiptVerdict.Differs, Verifier.Check(Signed(Touched(ByteString.CopyFrom(Content())).ToByteArray())));

    [Fact]
    public void A_hash_that_is_not_of_the_content_is_unreadable()
    {
        var receipt = Signed(Content());
        receipt.ContentSha256 = new string('0', 64);
        Assert.Equal(ReceiptVerdict.Unreadable, Verifier.Check(receipt));
    }

    [Fact]
    public void A_key_that_is_not_known_is_said()
    {
        var receipt = Signed(Content());
        receipt.KeyId = "somebody else's";
        Assert.Equal(ReceiptVerdict.UnknownKey, Verifier.Check(receipt));
    }

    [Fact]
    public void A_signature_that_is_none_is_wrong_and_no_failure()
    {
        var receipt = Signed(Content());
        receipt.Signature = ByteString.CopyFrom(1, 2, 3);
        Assert.Equal(ReceiptVerdict.SignatureWrong, Verifier.Check(receipt));
    }

    private static ByteString Touched(ByteString content)
    {
        var text = content.ToStringUtf8();
        var at = text.IndexOf("\"amount_halalas\":", StringComparison.Ordinal) + "\"amount_halalas\":".Length;
        return ByteString.CopyFromUtf8(text.Insert(at, "9"));
    }

    private static byte[] Content()
    {
        var facts = new Population(7, Month).Household(0).Facts;
        var bytes = new byte[FactsCodec.SizeOf(facts)];
        FactsCodec.Write(facts, bytes);
        var head = new ReceiptHead(
            "households/a/decisions/2026-12", Month, new string('a', 64), new DateTimeOffset(2026, 11, 25, 9, 0, 0, TimeSpan.Zero));
        return Receipt.Write(head, bytes, new MonthRules(PolicyBook.Published, Month));
    }

    private DecisionReceipt Signed(byte[] content) => new()
    {
        Content = ByteString.CopyFrom(content),
        ContentSha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
        Signature = ByteString.CopyFrom(_key.SignData(content, HashAlgorithmName.SHA256)),
        KeyId = "receipts-1",
    };
}
