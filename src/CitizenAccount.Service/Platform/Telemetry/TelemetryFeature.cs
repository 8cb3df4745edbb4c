using System.Net;
using CitizenAccount.Service.Platform.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using ListenOptions = CitizenAccount.Service.Platform.Hosting.ListenOptions;

namespace CitizenAccount.Service.Platform.Telemetry;

/// <summary>Numbers, traces and logs for operators: a text page to scrape, and a collector they are sent to.</summary>
internal static class TelemetryFeature
{
    private const string Path = "/metrics";

    public static void AddTelemetry(
        this WebApplicationBuilder builder, TelemetryOptions options, ListenOptions listen)
    {
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<GaugeSampling>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<GaugeSampling>());
        builder.Services.AddSingleton<ServiceMetrics>();
        builder.Services.AddSingleton<MetricsPage>();
        if (options.MetricsPort != 0)
        {
            // After the service's own: that is the address that is shown.
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
                IPAddress.Parse(listen.Address), options.MetricsPort,
                endpoint => endpoint.Protocols = HttpProtocols.Http1));
        }

        if (options.OtlpEndpoint.Length == 0)
        {
            return;
        }

        if (!Uri.TryCreate(options.OtlpEndpoint, UriKind.Absolute, out var collector)
            || collector.Scheme is not ("http" or "https"))
        {
            throw new StartRefused(
                "configuration: Telemetry:OtlpEndpoint must be an http or https address, or empty.");
        }

        builder.Services.AddHostedService<TelemetrySending>();
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.SetResourceBuilder(Resource).IncludeFormattedMessage = true;
            logs.AddOtlpExporter(otlp => Point(otlp, collector));
        });
    }

    /// <summary>The page, on its own port and nowhere else.</summary>
    public static void MapTelemetry(this WebApplication app, TelemetryOptions options)
    {
        if (options.MetricsPort != 0)
        {
            var page = app.Services.GetRequiredService<MetricsPage>();
            app.MapGet(Path, () => Results.Text(page.Write(), MetricsPage.ContentType))
                .RequireHost($"*:{options.MetricsPort}");
        }
    }

    private static ResourceBuilder Resource => ResourceBuilder.CreateDefault().AddService("citizen-account");

    private static void Point(OtlpExporterOptions otlp, Uri collector) =>
        (otlp.Endpoint, otlp.Protocol) = (collector, OtlpExportProtocol.Grpc);

    /// <summary>Sends metrics and traces for as long as the service runs; what waits is sent at the end.</summary>
    private sealed class TelemetrySending(TelemetryOptions options) : IHostedService
    {
        private MeterProvider? _metrics;
        private TracerProvider? _traces;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            var collector = new Uri(options.OtlpEndpoint);
            _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(Resource)
                .AddMeter(ServiceMetrics.Name, "System.Runtime")
                .AddOtlpExporter((otlp, reader) =>
                {
                    Point(otlp, collector);
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds =
                        options.GaugeSeconds * 1_000;
                })
                .Build();

            // The server's own activity for each request: its path is the name of the call and nothing else.
            _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(Resource)
                .AddSource("Microsoft.AspNetCore")
                .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.TracedPercent / 100.0)))
                .AddOtlpExporter(otlp => Point(otlp, collector))
                .Build();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            _metrics?.Dispose();
            _traces?.Dispose();
            return Task.CompletedTask;
        }
    }
}
