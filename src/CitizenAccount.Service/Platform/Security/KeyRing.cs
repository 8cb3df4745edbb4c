using System.Security.Cryptography;
using System.Text;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Storage;

namespace CitizenAccount.Service.Platform.Security;

/// <summary>The service's keys, newest first. What is sealed names its key, so that old data stay readable after a
/// rotation. Keys for other uses are derived by name from the oldest, so that a rotation does not lose an index.
/// </summary>
internal sealed class KeyRing
{
    private const int KeySize = 32;

    private readonly byte[][] _keys;
    private readonly int _used;

    private KeyRing(byte[][] keys, int used) => (_keys, _used) = (keys, used);

    /// <summary>The key new data are sealed with: the newest that every replica knows.</summary>
    public ReadOnlySpan<byte> Newest => _keys[_used];

    /// <summary>Short public name of that key.</summary>
    public uint NewestName => NameOf(_keys[_used]);

    /// <summary>Takes the configured keys, or the local key file of an embedded installation.</summary>
    /// <exception cref="StartRefused">No key is configured where one must be, or a key is malformed.</exception>
    public static KeyRing Open(SecurityOptions options, StorageOptions storage)
    {
        if (options.DataKeys.Length > 0)
        {
            return options.DataKeysNotYetUsed < options.DataKeys.Length
                ? new KeyRing([.. options.DataKeys.Select(Decode)], options.DataKeysNotYetUsed)
                : throw new StartRefused(
                    "Security:DataKeysNotYetUsed leaves no key to seal with. Give more of Security:DataKeys.");
        }

        return storage.Provider == StorageProvider.Sqlite
            ? new KeyRing([LocalKey(Path.Combine(Path.GetDirectoryName(storage.SqliteFile)!, "data-key"))], 0)
            : throw new StartRefused("Security:DataKeys is empty. Give at least one key: base64 of 32 random bytes.");
    }

    /// <summary>Keys made for one test or one run.</summary>
    public static KeyRing Of(params byte[][] keys) => new(keys, 0);

    /// <summary>The key of a name; false when it is not on the ring any more.</summary>
    public bool TryFind(uint name, out ReadOnlySpan<byte> key)
    {
        foreach (var candidate in _keys)
        {
            if (NameOf(candidate) == name)
            {
                key = candidate;
                return true;
            }
        }

        key = default;
        return false;
    }

    /// <summary>A key for another use, which no rotation changes as long as the oldest key stays on the ring.</summary>
    public byte[] DeriveStable(string use) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _keys[^1], KeySize, info: Encoding.UTF8.GetBytes(use));

    private static uint NameOf(byte[] key) =>
        BitConverter.ToUInt32(SHA256.HashData([.. "key name"u8, .. key]).AsSpan(0, 4));

    private static byte[] Decode(string text)
    {
        var key = new byte[KeySize + 1];
        return Convert.TryFromBase64String(text, key, out var length) && length == KeySize
            ? key[..KeySize]
            : throw new StartRefused("Security:DataKeys has a key that is not base64 of 32 bytes. Mend or remove it.");
    }

    private static byte[] LocalKey(string path)
    {
        try
        {
            return Decode(PrivateFile.ReadOrMake(
                path, () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeySize))));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartRefused($"the key file {path} cannot be read or made. Give this user the right to.");
        }
    }
}
