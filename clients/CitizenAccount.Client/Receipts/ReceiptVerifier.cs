using System.Security.Cryptography;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Policies;

namespace CitizenAccount.Client;

/// <summary>What a receipt turned out to be.</summary>
public enum ReceiptVerdict
{
    /// <summary>Signed by the programme, and the decision made again from it is the one it states, to the
    /// halala.</summary>
    Holds = 1,

    /// <summary>It cannot be read, or its hash is not that of its content.</summary>
    Unreadable = 2,

    /// <summary>It names a key that is not among the ones known here.</summary>
    UnknownKey = 3,

    /// <summary>The signature is not that of its content.</summary>
    SignatureWrong = 4,

    /// <summary>Signed, and made by a policy this library does not have: a newer version of it is needed.</summary>
    OtherPolicy = 5,

    /// <summary>Signed, and the decision made again is another one: report it to the programme.</summary>
    Differs = 6,
}

/// <summary>Checks receipts of decisions without asking the service: the signature by the programme's published keys,
/// then the decision itself by the same rules, step by step and to the halala.</summary>
/// <param name="keys">Public keys by their id, as SubjectPublicKeyInfo (DER) of P-256.</param>
/// <param name="policies">Policies to decide by; those published with this library when absent.</param>
public sealed class ReceiptVerifier(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> keys, PolicyBook? policies = null)
{
    private readonly PolicyBook _policies = policies ?? PolicyBook.Published;

    /// <summary>Checks a receipt.</summary>
    /// <param name="receipt">The receipt, as ExplainDecision answered it.</param>
    public ReceiptVerdict Check(DecisionReceipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        var content = receipt.Content.Span;
        if (Convert.ToHexStringLower(SHA256.HashData(content)) != receipt.ContentSha256)
        {
            return ReceiptVerdict.Unreadable;
        }

        if (!keys.TryGetValue(receipt.KeyId, out var key))
        {
            return ReceiptVerdict.UnknownKey;
        }

        return IsSigned(content, receipt.Signature.Span, key.Span) ? Remade(content) : ReceiptVerdict.SignatureWrong;
    }

    private ReceiptVerdict Remade(ReadOnlySpan<byte> content) => Receipt.Check(content, _policies) switch
    {
        ReceiptCheck.Holds => ReceiptVerdict.Holds,
        ReceiptCheck.Unreadable => ReceiptVerdict.Unreadable,
        ReceiptCheck.OtherPolicy => ReceiptVerdict.OtherPolicy,
        ReceiptCheck.Differs => ReceiptVerdict.Differs,
    };

    private static bool IsSigned(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> key)
    {
        try
        {
            using var signer = ECDsa.Create();
            signer.ImportSubjectPublicKeyInfo(key, out _);
            return signer.VerifyData(content, signature, HashAlgorithmName.SHA256);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
