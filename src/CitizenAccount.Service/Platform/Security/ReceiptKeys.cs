using System.Security.Cryptography;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.IdentityModel.Tokens;

namespace CitizenAccount.Service.Platform.Security;

/// <summary>The keys that sign receipts, newest first. The older ones stay published, so that what they signed can be
/// checked for as long as it is kept.</summary>
internal sealed class ReceiptKeys
{
    private readonly IReadOnlyList<ECDsaSecurityKey> _all;

    private ReceiptKeys(IReadOnlyList<ECDsaSecurityKey> all)
    {
        _all = all;
        Published = [.. all.Select(key => (key.KeyId, key.ECDsa.ExportSubjectPublicKeyInfo()))];
    }

    /// <summary>Id and public key (SubjectPublicKeyInfo, DER) of each, newest first.</summary>
    public IReadOnlyList<(string Id, byte[] PublicKey)> Published { get; }

    /// <summary>Id of the key that signs.</summary>
    public string CurrentId => _all[0].KeyId;

    /// <summary>Takes the configured keys, or the local key file of an embedded installation.</summary>
    /// <exception cref="StartRefused">No key is configured where one must be, or a key is malformed.</exception>
    public static ReceiptKeys Open(SecurityOptions options, StorageOptions storage) =>
        new(SigningKeys.Read(options.ReceiptKeys, "Security:ReceiptKeys", storage, "receipt-key.pem"));

    /// <summary>Signs by ES256: 64 bytes.</summary>
    public byte[] Sign(ReadOnlySpan<byte> content) => _all[0].ECDsa.SignData(content, HashAlgorithmName.SHA256);
}
