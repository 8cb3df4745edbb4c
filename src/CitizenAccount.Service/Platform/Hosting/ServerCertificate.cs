using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CitizenAccount.Service.Platform.Hosting;

/// <summary>The certificate the service shows. Its files are looked at once a minute: a new one is shown to whoever
/// connects from then on, and one that cannot be used is told and changes nothing.</summary>
internal sealed partial class ServerCertificate : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    // Enough to have a new one made by people.
    private static readonly TimeSpan EndsSoon = TimeSpan.FromDays(14);

    private readonly ListenOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<ServerCertificate> _log;
    private X509Certificate2 _current;
    private string _stamp;

    private ServerCertificate(
        ListenOptions options, X509Certificate2 first, string stamp, TimeProvider clock,
        ILogger<ServerCertificate> log) =>
        (_options, _current, _stamp, _clock, _log) = (options, first, stamp, clock, log);

    /// <summary>The one in force.</summary>
    public X509Certificate2 Current => Volatile.Read(ref _current);

    /// <summary>Reads it for the first time.</summary>
    /// <exception cref="StartRefused">It cannot be used.</exception>
    public static ServerCertificate Open(ListenOptions options, TimeProvider clock, ILogger<ServerCertificate> log)
    {
        try
        {
            var stamp = StampOf(options);
            return new ServerCertificate(options, Read(options), stamp, clock, log);
        }
        catch (Exception failure) when (IsUnusable(failure))
        {
            throw new StartRefused(
                $"configuration: Listen:CertificateFile cannot be used: {failure.Message.Split('\n')[0]}");
        }
    }

    /// <summary>Looks whether the files have changed.</summary>
    public void Look()
    {
        try
        {
            var stamp = StampOf(_options);
            if (stamp != _stamp)
            {
                // Read before it is believed: a key that is written after its certificate is there a minute later.
                Volatile.Write(ref _current, Read(_options));
                _stamp = stamp;
                LogRenewed(_log, Current.NotAfter.ToUniversalTime());
            }
        }
        catch (Exception failure) when (IsUnusable(failure))
        {
            LogUnusable(_log, failure.GetType().Name);
        }

        if (Current.NotAfter.ToUniversalTime() - _clock.GetUtcNow().UtcDateTime < EndsSoon)
        {
            LogEnds(_log, Current.NotAfter.ToUniversalTime());
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Repeating.RunAsync(
        LookEvery, _clock, _ =>
        {
            Look();
            return Task.CompletedTask;
        },
        failure => LogUnusable(_log, failure.GetType().Name), stoppingToken);

    private static X509Certificate2 Read(ListenOptions options) => X509Certificate2.CreateFromPemFile(
        options.CertificateFile, options.CertificateKeyFile.Length == 0 ? null : options.CertificateKeyFile);

    // Times alone are not enough: a file may be replaced by one that was made earlier.
    private static string StampOf(ListenOptions options) => string.Join(
        '/', new[] { options.CertificateFile, options.CertificateKeyFile }.Where(file => file.Length > 0)
            .Select(file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))));

    private static bool IsUnusable(Exception failure) =>
        failure is IOException or UnauthorizedAccessException or CryptographicException;

    [LoggerMessage(1111, LogLevel.Information, "A new certificate is shown from now on; it ends {NotAfter:O}")]
    private static partial void LogRenewed(ILogger log, DateTime notAfter);

    [LoggerMessage(1112, LogLevel.Warning, "The certificate ends soon, {NotAfter:O}: put a new one in its place")]
    private static partial void LogEnds(ILogger log, DateTime notAfter);

    [LoggerMessage(1113, LogLevel.Error, "The new certificate cannot be used, the old one is still shown: {Failure}")]
    private static partial void LogUnusable(ILogger log, string failure);
}
