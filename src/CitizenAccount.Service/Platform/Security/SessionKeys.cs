using System.Security.Cryptography;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.IdentityModel.Tokens;

namespace CitizenAccount.Service.Platform.Security;

/// <summary>The keys that sign access tokens of sessions, newest first. The older ones still check tokens signed before
/// a rotation.</summary>
internal sealed class SessionKeys
{
    private SessionKeys(IReadOnlyList<ECDsaSecurityKey> all) => All = all;

    public IReadOnlyList<ECDsaSecurityKey> All { get; }

    /// <summary>Takes the configured keys, or the local key file of an embedded installation.</summary>
    /// <exception cref="StartRefused">No key is configured where one must be, or a key is malformed.</exception>
    public static SessionKeys Open(SecurityOptions options, StorageOptions storage)
    {
        if (options.SessionKeys.Length > 0)
        {
            return new SessionKeys([.. options.SessionKeys.Select(pem => KeyOf(
                pem, "Security:SessionKeys has a key that is not PEM of a P-256 private key. Mend or remove it."))]);
        }

        return storage.Provider == StorageProvider.Sqlite
            ? new SessionKeys([LocalKey(Path.Combine(Path.GetDirectoryName(storage.SqliteFile)!, "session-key.pem"))])
            : throw new StartRefused(
                "Security:SessionKeys is empty. Give at least one key: PEM of a P-256 private key.");
    }

    private static ECDsaSecurityKey LocalKey(string path)
    {
        var problem = $"the signing key {path} cannot be read or made. Remove it or mend its rights.";
        try
        {
            if (!File.Exists(path))
            {
                using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                PrivateFile.Write(path, made.ExportPkcs8PrivateKeyPem());
            }

            return KeyOf(File.ReadAllText(path), problem);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartRefused(problem);
        }
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
}
