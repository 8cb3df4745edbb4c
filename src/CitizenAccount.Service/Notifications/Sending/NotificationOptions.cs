using System.ComponentModel.DataAnnotations;
using System.Net.Mail;
using CitizenAccount.Service.Platform.Hosting;

namespace CitizenAccount.Service.Notifications;

/// <summary>How messages leave the service. Section <c>Notifications</c>. A channel that is not configured keeps its
/// sendings waiting; in development it writes them into files.</summary>
internal sealed class NotificationOptions : IValidatableObject
{
    public const string Section = "Notifications";

    public SmsOptions Sms { get; set; } = new();

    public EmailOptions Email { get; set; } = new();

    public PushOptions Push { get; set; } = new();

    /// <summary>How long a sending is tried before it is given up, hours. Codes have their own, shorter life.</summary>
    public int GiveUpHours { get; set; } = 24;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        ValidationResult?[] problems =
        [
            Require(GiveUpHours is >= 1 and <= 168, nameof(GiveUpHours), "must lie between 1 and 168"),
            RequireUrl(Sms.Url, "Sms:Url"),
            RequireUrl(Push.Url, "Push:Url"),
            Require(Sms.Url.Length == 0 || Sms.Key.Length > 0, "Sms:Key", "is needed when Sms:Url is set"),
            Require(Push.Url.Length == 0 || Push.Key.Length > 0, "Push:Key", "is needed when Push:Url is set"),
            RequireRate(Sms.PerSecond, "Sms:PerSecond"),
            RequireRate(Email.PerSecond, "Email:PerSecond"),
            RequireRate(Push.PerSecond, "Push:PerSecond"),
            Require(Email.Port is >= 1 and <= 65_535, "Email:Port", "must lie between 1 and 65,535"),
            Require(
                Email.Host.Length == 0 || MailAddress.TryCreate(Email.From, out _), "Email:From",
                "must be an address when Email:Host is set"),
            Require(
                Email.User.Length == 0 || Email.UseTls || IsLoopback(Email.Host), "Email:UseTls",
                "must be true when Email:User is set: a password does not go over an open line"),
        ];
        return problems.OfType<ValidationResult>();
    }

    // What goes to a gateway is personal; only to this machine may it go without TLS.
    private static ValidationResult? RequireUrl(string url, string name) => Require(
        url.Length == 0
        || (Uri.TryCreate(url, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))),
        name, "must be an https address (http only to this machine)");

    private static ValidationResult? RequireRate(int rate, string name) =>
        Require(rate is >= 1 and <= 10_000, name, "must lie between 1 and 10,000");

    private static ValidationResult? Require(bool holds, string name, string problem) =>
        holds ? null : new ValidationResult(problem, [name]);

    private static bool IsLoopback(string host) =>
        host == "localhost" || (System.Net.IPAddress.TryParse(host, out var ip) && System.Net.IPAddress.IsLoopback(ip));
}

/// <summary>The SMS gateway.</summary>
internal sealed class SmsOptions
{
    /// <summary>Where messages are posted; empty is not configured.</summary>
    public string Url { get; set; } = "";

    /// <summary>Bearer key of the gateway.</summary>
    [Secret]
    public string Key { get; set; } = "";

    /// <summary>Most messages a second, for each replica.</summary>
    public int PerSecond { get; set; } = 50;
}

/// <summary>The mail server.</summary>
internal sealed class EmailOptions
{
    /// <summary>Host name; empty is not configured.</summary>
    public string Host { get; set; } = "";

    public int Port { get; set; } = 587;

    /// <summary>Address of the sender.</summary>
    public string From { get; set; } = "";

    /// <summary>Name to sign in with; empty does not sign in.</summary>
    public string User { get; set; } = "";

    [Secret]
    public string Password { get; set; } = "";

    /// <summary>Whether the line must be encrypted (STARTTLS).</summary>
    public bool UseTls { get; set; } = true;

    /// <summary>Most messages a second, for each replica.</summary>
    public int PerSecond { get; set; } = 20;
}

/// <summary>The gateway of push messages.</summary>
internal sealed class PushOptions
{
    /// <summary>Where messages are posted; empty is not configured.</summary>
    public string Url { get; set; } = "";

    /// <summary>Bearer key of the gateway.</summary>
    [Secret]
    public string Key { get; set; } = "";

    /// <summary>Most messages a second, for each replica.</summary>
    public int PerSecond { get; set; } = 100;
}
