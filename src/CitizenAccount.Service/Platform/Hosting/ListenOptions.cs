using System.ComponentModel.DataAnnotations;

namespace CitizenAccount.Service.Platform.Hosting;

/// <summary>Where the service listens. Section <c>Listen</c>.</summary>
internal sealed class ListenOptions
{
    public const string Section = "Listen";

    /// <summary>IP address; the loopback by default.</summary>
    [Required(ErrorMessage = "must be an IP address")]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Port; 0 takes a free one.</summary>
    [Range(0, 65_535, ErrorMessage = "must lie between 0 and 65,535")]
    public int Port { get; set; } = 5310;

    /// <summary>PEM file of the certificate and, in the same file or in <see cref="CertificateKeyFile"/>, its key.
    /// Empty is HTTP/2 without TLS, which is refused on any address but the loopback.</summary>
    public string CertificateFile { get; set; } = "";

    /// <summary>PEM file of the certificate's key.</summary>
    public string CertificateKeyFile { get; set; } = "";

    /// <summary>How long health says NOT_SERVING before connections are closed, seconds: longer than the load balancer
    /// takes to notice.</summary>
    [Range(0, 300, ErrorMessage = "must lie between 0 and 300")]
    public int DrainSeconds { get; set; }

    /// <summary>How long calls in flight may go on after that, seconds.</summary>
    [Range(1, 300, ErrorMessage = "must lie between 1 and 300")]
    public int FinishSeconds { get; set; } = 30;

    /// <summary>Whether anyone may ask for the contract by reflection.</summary>
    public bool Reflection { get; set; } = true;
}
