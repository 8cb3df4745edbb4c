using System.Reflection;
using System.Security.Cryptography;
using CitizenAccount.Contracts.System.V1;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Security;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Environment = CitizenAccount.Contracts.System.V1.Environment;

namespace CitizenAccount.Service.SystemInfo;

/// <summary>What this service is: read once, at the start, from the assembly and the host.</summary>
/// <exception cref="StartRefused">The environment's name is none of ours.</exception>
internal sealed class ServiceIdentity(BuiltCalls calls, IHostEnvironment host, TimeProvider clock)
{
    // Parts of an answer that the contract lets a service leave out, and this one gives; sorted.
    private static readonly string[] Features = ["decision_changes", "decision_differences", "decision_receipts"];

    private readonly SupportedClients _clients = SupportedClients.Of(ClientVersion.Parse(Version));
    private readonly Environment _environment = EnvironmentOf(host);

    /// <summary>Version of the service, such as <c>0.1.0</c>.</summary>
    public static string Version { get; } = Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>SHA-256 of the contract's lock file, in lower-case hexadecimal.</summary>
    public static string ContractHash { get; } = Hash("contract.lock");

    private static Assembly Assembly => typeof(ServiceIdentity).Assembly;

    /// <summary>The service as it tells a client about itself.</summary>
    /// <param name="client">The version the client named, if it did.</param>
    /// <param name="receipts">Keys of receipts, which are opened only after the storage is checked.</param>
    public Contracts.System.V1.SystemInfo Describe(ClientVersion? client, ReceiptKeys receipts) => new()
    {
        Version = Version,
        ContractSha256 = ContractHash,
        LowestClientVersion = _clients.Lowest.ToString(),
        HighestClientVersion = _clients.Highest.ToString(),
        ClientSupported = client is not { } version || _clients.Includes(version),
        Capabilities = { calls.FullNames },
        Features = { Features },
        Environment = _environment,
        ReceiptKeys =
        {
            receipts.Published.Select(key => new ReceiptKey
            {
                KeyId = key.Id,
                PublicKey = ByteString.CopyFrom(key.PublicKey),
            }),
        },
        ServerTime = Timestamp.FromDateTimeOffset(clock.GetUtcNow()),
    };

    // A misspelt environment must not pass for a harmless one, nor for the real one.
    private static Environment EnvironmentOf(IHostEnvironment host) => host.EnvironmentName switch
    {
        _ when host.IsDevelopment() => Environment.Development,
        _ when host.IsStaging() => Environment.Test,
        _ when host.IsProduction() => Environment.Production,
        _ => throw new StartRefused(
            $"the environment is named '{host.EnvironmentName}'. Use Development, Staging (for tests) or Production."),
    };

    private static string Hash(string resource)
    {
        using var stream = Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} is not embedded in the service.");
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
