using System.Collections.Concurrent;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Platform.Telemetry;

/// <summary>A number that a room reads from the database now and then.</summary>
/// <param name="Name">Name of the metric.</param>
/// <param name="Help">What it says, for operators.</param>
/// <param name="ReadAsync">Reads it.</param>
internal sealed record ServiceGauge(
    string Name, string Help, Func<IServiceProvider, CancellationToken, Task<double>> ReadAsync)
{
    /// <summary>One that is asked of the database, by the time it is.</summary>
    public static ServiceGauge OfDatabase(
        string name, string help, Func<ServiceDb, DateTime, CancellationToken, Task<double>> read) =>
        new(name, help, async (services, stop) =>
        {
            var db = await services.GetRequiredService<IDbContextFactory<ServiceDb>>().CreateDbContextAsync(stop);
            await using (db)
            {
                return await read(db, services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime, stop);
            }
        });
}

/// <summary>Reads the gauges of all rooms again and again, so that a scrape never waits for the database.</summary>
internal sealed partial class GaugeSampling(
    IEnumerable<ServiceGauge> gauges, IServiceProvider services, TelemetryOptions options, TimeProvider clock,
    ILogger<GaugeSampling> log) : BackgroundService
{
    private readonly ConcurrentDictionary<string, double> _values = new(StringComparer.Ordinal);

    /// <summary>Every gauge.</summary>
    public IReadOnlyList<ServiceGauge> All { get; } = [.. gauges];

    /// <summary>The value last read; not a number before the first.</summary>
    public double ValueOf(ServiceGauge gauge) => _values.GetValueOrDefault(gauge.Name, double.NaN);

    /// <summary>One look.</summary>
    public async Task SampleAsync(CancellationToken stop)
    {
        foreach (var gauge in All)
        {
            _values[gauge.Name] = await gauge.ReadAsync(services, stop);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        options.MetricsPort == 0 && options.OtlpEndpoint.Length == 0
            ? Task.CompletedTask
            : Repeating.RunAsync(
                TimeSpan.FromSeconds(options.GaugeSeconds), clock, SampleAsync,
                failure => LogFailed(log, failure.GetType().Name, failure.StackTrace), stoppingToken);

    [LoggerMessage(1801, LogLevel.Warning, "Numbers for operators could not be read: {Kind} {Stack}")]
    private static partial void LogFailed(ILogger log, string kind, string? stack);
}
