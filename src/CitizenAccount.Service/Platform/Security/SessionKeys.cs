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
    public static SessionKeys Open(SecurityOptions options, StorageOptions storage) =>
        new(SigningKeys.Read(options.SessionKeys, "Security:SessionKeys", storage, "session-key.pem"));
}
