namespace CitizenAccount.Portal.Hosting;

/// <summary>How the portal runs. Section <c>Portal</c>.</summary>
public sealed class PortalOptions
{
    public const string Section = "Portal";

    /// <summary>Where the service is.</summary>
    public string Service { get; set; } = "http://127.0.0.1:5310";

    /// <summary>Where the portal listens.</summary>
    public string Listen { get; set; } = "http://127.0.0.1:5320";

    /// <summary>TLS ends before the portal: what arrives as http was https to the citizen. Cookies are secure always;
    /// browsers take them over plain http from localhost alone.</summary>
    public bool TlsAhead { get; set; } = true;

    /// <summary>Folder of the keys that seal cookies and forms. Every replica reads the same one.</summary>
    public string KeysDirectory { get; set; } = "data/portal-keys";

    /// <summary>Version of the terms whose words the portal shows.</summary>
    public string TermsVersion { get; set; } = "2026-01";

    /// <summary>Version of the declaration whose words the portal shows.</summary>
    public string DeclarationVersion { get; set; } = "2026-01";

    /// <summary>After how many minutes without a request a citizen is signed out.</summary>
    public int IdleMinutes { get; set; } = 15;
}
