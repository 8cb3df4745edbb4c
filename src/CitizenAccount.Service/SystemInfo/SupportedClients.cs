namespace CitizenAccount.Service.SystemInfo;

/// <summary>The clients a version of the service talks to. The range is one of minor releases: patches change no
/// contract, so any patch of the highest release is inside.</summary>
/// <param name="Lowest">Lowest version, included.</param>
/// <param name="Highest">Highest release, included.</param>
internal sealed record SupportedClients(ClientVersion Lowest, ClientVersion Highest)
{
    // The first release. It is raised when a release drops older clients, never silently.
    private static readonly ClientVersion First = new(0, 1, 0);

    /// <summary>Those of a version of the service: up to the release after it, so that clients may be upgraded first.
    /// </summary>
    public static SupportedClients Of(ClientVersion service) => new(First, service.NextMinor);

    public bool Includes(ClientVersion client) =>
        client.CompareTo(Lowest) >= 0 && client.CompareTo(Highest.NextMinor) < 0;
}
