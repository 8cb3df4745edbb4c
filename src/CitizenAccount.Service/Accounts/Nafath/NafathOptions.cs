using System.ComponentModel.DataAnnotations;
using CitizenAccount.Service.Platform.Hosting;

namespace CitizenAccount.Service.Accounts.Nafath;

/// <summary>How Nafath is reached and what its results must say. Section <c>Nafath</c>.</summary>
internal sealed class NafathOptions
{
    public const string Section = "Nafath";

    /// <summary>Address without the path, such as <c>https://nafath.example</c>. Empty: there is no sign-in by Nafath.
    /// </summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>Our id with Nafath, sent as <c>APP-ID</c>.</summary>
    public string AppId { get; set; } = "";

    /// <summary>Our secret with Nafath, sent as <c>APP-KEY</c>.</summary>
    [Secret]
    public string AppKey { get; set; } = "";

    /// <summary>Name of the service that the person is asked to sign in to, as registered with Nafath.</summary>
    public string Service { get; set; } = "";

    /// <summary>Whom a result must be made for.</summary>
    public string Audience { get; set; } = "";

    /// <summary>Who must have made a result.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>How long Nafath may take for one answer, seconds.</summary>
    [Range(1, 30, ErrorMessage = "must lie between 1 and 30")]
    public int TimeoutSeconds { get; set; } = 5;

    public bool IsConfigured => BaseUrl.Length > 0;

    /// <summary>Reads the section.</summary>
    /// <exception cref="StartRefused">A key is missing, or the address is not safe.</exception>
    public static NafathOptions Read(IConfiguration configuration)
    {
        var options = OptionsReader.Read<NafathOptions>(configuration, Section);
        if (!options.IsConfigured)
        {
            return options;
        }

        if (!Uri.TryCreate(options.BaseUrl, UriKind.Absolute, out var address)
            || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            throw new StartRefused("configuration: Nafath:BaseUrl must be an https address.");
        }

        foreach (var (key, value) in options.Needed())
        {
            if (value.Length == 0 || value.Any(letter => letter is < ' ' or > '~'))
            {
                throw new StartRefused(
                    $"configuration: Nafath:{key} is needed, in plain letters, when Nafath:BaseUrl is set.");
            }
        }

        return options;
    }

    private (string Key, string Value)[] Needed() =>
    [
        (nameof(AppId), AppId), (nameof(AppKey), AppKey), (nameof(Service), Service), (nameof(Audience), Audience),
        (nameof(Issuer), Issuer),
    ];
}
