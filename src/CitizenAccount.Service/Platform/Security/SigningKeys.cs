using System.Security.Cryptography;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.IdentityModel.Tokens;

namespace CitizenAccount.Service.Platform.Security;

/// <summary>Reads keys of ES256: PEM of P-256, named by what they are.</summary>
internal static class SigningKeys
{
    /// <summary>Takes the configured keys, newest first, or the local key file of an embedded installation. The newest
    /// one signs and must be a private key; of the others the public half is enough.</summary>
    /// <param name="pems">The configured keys.</param>
    /// <param name="setting">Name of their setting.</param>
    /// <param name="storage">Where the data lies.</param>
    /// <param name="file">Name of the local file, made when it is not there.</param>
    /// <exception cref="StartRefused">No key is configured where one must be, or a key is malformed.</exception>
    public static IReadOnlyList<ECDsaSecurityKey> Read(
        string[] pems, string setting, StorageOptions storage, string file)
    {
        if (pems.Length > 0)
        {
            var problem = $"{setting} has a key that is not PEM of a P-256 key, or its first is not a private one. "
                + "Mend or remove it.";
            ECDsaSecurityKey[] keys = [.. pems.Select(pem => KeyOf(pem, problem))];
            return keys[0].PrivateKeyStatus == PrivateKeyStatus.DoesNotExist || !CanSign(keys[0])
                ? throw new StartRefused(problem)
                : keys;
        }

        return storage.Provider == StorageProvider.Sqlite
            ? [LocalKey(Path.Combine(Path.GetDirectoryName(storage.SqliteFile)!, file))]
            : throw new StartRefused($"{setting} is empty. Give at least one key: PEM of a P-256 private key.");
    }

    private static ECDsaSecurityKey LocalKey(string path)
    {
        var problem = $"the signing key {path} cannot be read or made. Remove it or mend its rights.";
        try
        {
            return KeyOf(PrivateFile.ReadOrMake(path, NewKey), problem);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartRefused(problem);
        }
    }

    /// <summary>A new private key as PEM.</summary>
    public static string NewKey()
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return made.ExportPkcs8PrivateKeyPem();
    }

    private static ECDsaSecurityKey KeyOf(string pem, string problem)
    {
        var signing = ECDsa.Create();
        try
        {
            signing.ImportFromPem(pem);
            if (signing.KeySize != 256)
            {
                throw new CryptographicException(problem);
            }

            var name = Base64UrlEncoder.Encode(SHA256.HashData(signing.ExportSubjectPublicKeyInfo())[..9]);
            return new ECDsaSecurityKey(signing) { KeyId = name };
        }
        catch (Exception failure) when (failure is ArgumentException or CryptographicException)
        {
            signing.Dispose();
            throw new StartRefused(problem);
        }
    }

    private static bool CanSign(ECDsaSecurityKey key)
    {
        try
        {
            key.ECDsa.SignData([1], HashAlgorithmName.SHA256);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
