using System.ComponentModel.DataAnnotations;

namespace CitizenAccount.Service.Platform.Telemetry;

/// <summary>Where numbers, traces and logs go. Section <c>Telemetry</c>.</summary>
internal sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>Port of the text page of metrics (<c>/metrics</c>), on the address the service listens on; 0 is none.
    /// </summary>
    [Range(0, 65_535, ErrorMessage = "must lie between 0 and 65,535")]
    public int MetricsPort { get; set; }

    /// <summary>Collector that takes metrics, traces and logs over OTLP (gRPC), such as <c>http://127.0.0.1:4317</c>;
    /// empty is none.</summary>
    public string OtlpEndpoint { get; set; } = "";

    /// <summary>Of a hundred calls, how many are traced when nobody upstream decided.</summary>
    [Range(0, 100, ErrorMessage = "must lie between 0 and 100")]
    public int TracedPercent { get; set; } = 5;

    /// <summary>Seconds between two looks at what is read from the database, such as the age of waiting messages.
    /// </summary>
    [Range(1, 3_600, ErrorMessage = "must lie between 1 and 3,600")]
    public int GaugeSeconds { get; set; } = 15;
}
