namespace CitizenAccount.Client.Testing;

/// <summary>How the service of a test starts.</summary>
public sealed class TestServiceOptions
{
    /// <summary>Where the clock stands. Default: 25 November 2026, noon in Riyadh: December 2026 can be
    /// decided.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Keys of the service's configuration, as its README lists them.</summary>
    public IDictionary<string, string?> Settings { get; } =
        new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a simulated Nafath runs beside it.</summary>
    public bool Nafath { get; set; }

    /// <summary>Whether SMS go through a simulated gateway, which can misbehave, instead of being written to a file.
    /// </summary>
    public bool SmsGateway { get; set; }

    /// <summary>Name that clients of the test give themselves.</summary>
    public string ClientName { get; set; } = "test";
}
