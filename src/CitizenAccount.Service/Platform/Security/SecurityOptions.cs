using System.ComponentModel.DataAnnotations;
using CitizenAccount.Service.Platform.Hosting;

namespace CitizenAccount.Service.Platform.Security;

/// <summary>Keys and issuers. Section <c>Security</c>.</summary>
internal sealed class SecurityOptions
{
    public const string Section = "Security";

    /// <summary>Keys that seal personal data, newest first: base64 of 32 random bytes each. With SQLite and none given,
    /// one is made and kept in the data directory; SQL Server needs them here.</summary>
    [Secret]
    public string[] DataKeys { get; set; } = [];

    /// <summary>How many of the first keys are known and not used yet. A new key is first made known to every replica
    /// with 1 here, and then used by all with 0: so no replica meets data that it cannot open.</summary>
    [Range(0, 8, ErrorMessage = "must lie between 0 and 8")]
    public int DataKeysNotYetUsed { get; set; }

    /// <summary>Keys that sign access tokens of sessions, newest first: PEM of P-256 private keys. With SQLite and none
    /// given, one is made and kept in the data directory; SQL Server needs them here.</summary>
    [Secret]
    public string[] SessionKeys { get; set; } = [];

    /// <summary>Keys that sign receipts, newest first: PEM of P-256; the first a private key, of the retired ones the
    /// public half is enough. Never take one away while what it signed is kept. With SQLite and none given, one is made
    /// and kept in the data directory; SQL Server needs them here.</summary>
    [Secret]
    public string[] ReceiptKeys { get; set; } = [];

    /// <summary>Whether the built-in issuer of access tokens is on. Development only: the start is refused elsewhere.
    /// </summary>
    public bool DevelopmentIssuer { get; set; }

    /// <summary>Who issues the tokens of staff and partners.</summary>
    public StaffOptions Staff { get; set; } = new();
}
