using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CitizenAccount.Service.Platform.Security;

/// <summary>Seals personal values before they reach the database (AES-256-GCM), and makes the blind indexes by which
/// they are found again.</summary>
internal sealed class Sealing(KeyRing keys)
{
    private const int NameSize = 4;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly byte[] _indexKey = keys.DeriveStable("blind index");

    /// <summary>Seals a value for one column of one row; it opens nowhere else.</summary>
    /// <param name="value">The value.</param>
    /// <param name="place">Column and row, bound to the seal so that a value cannot be moved to another person.</param>
    public byte[] Seal(string value, string place) => Seal(Encoding.UTF8.GetBytes(value), place);

    /// <summary>Seals bytes for one column of one row.</summary>
    public byte[] Seal(ReadOnlySpan<byte> plain, string place)
    {
        var sealedValue = new byte[NameSize + NonceSize + plain.Length + TagSize];
        BinaryPrimitives.WriteUInt32LittleEndian(sealedValue, keys.NewestName);
        var nonce = sealedValue.AsSpan(NameSize, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(keys.Newest, TagSize);
        cipher.Encrypt(
            nonce, plain, sealedValue.AsSpan(NameSize + NonceSize, plain.Length), sealedValue.AsSpan(^TagSize..),
            Encoding.UTF8.GetBytes(place));
        return sealedValue;
    }

    /// <summary>Opens a sealed value.</summary>
    /// <exception cref="CryptographicException">The key is not on the ring, the value was changed, or it belongs to
    /// another place.</exception>
    public string Open(ReadOnlySpan<byte> sealedValue, string place) =>
        Encoding.UTF8.GetString(OpenBytes(sealedValue, place));

    /// <summary>Opens sealed bytes; fails as <see cref="Open"/> does.</summary>
    public byte[] OpenBytes(ReadOnlySpan<byte> sealedValue, string place)
    {
        if (sealedValue.Length < NameSize + NonceSize + TagSize
            || !keys.TryFind(BinaryPrimitives.ReadUInt32LittleEndian(sealedValue), out var key))
        {
            throw new CryptographicException("This value was sealed with a key that is not on the ring.");
        }

        var body = sealedValue[(NameSize + NonceSize)..^TagSize];
        var plain = new byte[body.Length];
        using var cipher = new AesGcm(key, TagSize);
        cipher.Decrypt(
            sealedValue.Slice(NameSize, NonceSize), body, sealedValue[^TagSize..], plain,
            Encoding.UTF8.GetBytes(place));
        return plain;
    }

    /// <summary>A keyed hash by which an exact value is found; without the key it tells nothing.</summary>
    public byte[] Index(string value) => HMACSHA256.HashData(_indexKey, Encoding.UTF8.GetBytes(value));
}
