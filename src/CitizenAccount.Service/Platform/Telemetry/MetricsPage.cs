using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace CitizenAccount.Service.Platform.Telemetry;

/// <summary>Keeps the numbers of this service and of its runtime, and writes them as the text that Prometheus scrapes.
/// </summary>
internal sealed class MetricsPage : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    // Seconds.
    private static readonly double[] Buckets =
        [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, Family> _families = new(StringComparer.Ordinal);

    public MetricsPage(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            var (name, scope) = (instrument.Meter.Name, instrument.Meter.Scope);
            if (name == "System.Runtime" || (name == ServiceMetrics.Name && ReferenceEquals(scope, meters)))
            {
                listener.EnableMeasurementEvents(
                    instrument, _families.GetOrAdd(NameOf(instrument), _ => new Family(instrument)));
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, state) => ((Family)state!).Add(value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, state) => ((Family)state!).Add(value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, state) => ((Family)state!).Add(value, tags));
        _listener.Start();
    }

    /// <summary>The page as it is now.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        var page = new StringBuilder();
        foreach (var (name, family) in _families.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            family.Write(name, page);
        }

        return page.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private static string NameOf(Instrument instrument)
    {
        var name = new string([.. instrument.Name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')]);
        return Family.IsCounter(instrument) ? $"{name}_total" : name;
    }

    /// <summary>One metric with its series, by their labels.</summary>
    private sealed class Family(Instrument instrument)
    {
        // By the values of the labels, whose names are an instrument's own: a text for each measurement would cost a
        // hot call more than all it measures.
        private readonly ConcurrentDictionary<LabelValues, Series> _series = new();
        private readonly bool _isObserved = instrument.IsObservable;
        private readonly bool _isHistogram =
            instrument.GetType().Name.StartsWith("Histogram", StringComparison.Ordinal);

        public static bool IsCounter(Instrument instrument) =>
            instrument.GetType().Name.Contains("Counter", StringComparison.Ordinal)
            && !instrument.GetType().Name.Contains("UpDown", StringComparison.Ordinal);

        public void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var values = LabelValues.Of(tags);
            if (!_series.TryGetValue(values, out var series))
            {
                series = _series.GetOrAdd(values, new Series(LabelsOf(tags), Buckets.Length + 1));
            }

            if (_isObserved)
            {
                series.Set(value);
            }
            else
            {
                series.Add(value, _isHistogram ? BucketOf(value) : 0);
            }
        }

        // Nearly all fall into the first.
        private static int BucketOf(double value)
        {
            var bucket = 0;
            while (bucket < Buckets.Length && value > Buckets[bucket])
            {
                bucket++;
            }

            return bucket;
        }

        public void Write(string name, StringBuilder page)
        {
            var kind = _isHistogram ? "histogram" : IsCounter(instrument) ? "counter" : "gauge";
            var help = instrument.Description?.ReplaceLineEndings(" ");
            page.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n")
                .Append(CultureInfo.InvariantCulture, $"# TYPE {name} {kind}\n");
            foreach (var series in _series.Values.OrderBy(series => series.Labels, StringComparer.Ordinal))
            {
                var labels = series.Labels;
                if (_isHistogram)
                {
                    WriteBuckets(name, labels, series, page);
                }
                else
                {
                    page.Append(CultureInfo.InvariantCulture, $"{name}{Braced(labels)} {series.Sum:R}\n");
                }
            }
        }

        // Measurements come in meanwhile: the page has one look at the buckets, so that its count is theirs.
        private static void WriteBuckets(string name, string labels, Series series, StringBuilder page)
        {
            var (below, comma, counts) = (0L, labels.Length == 0 ? "" : ",", series.Counts());
            for (var i = 0; i <= Buckets.Length; i++)
            {
                below += counts[i];
                var upTo = i == Buckets.Length ? "+Inf" : Buckets[i].ToString(CultureInfo.InvariantCulture);
                page.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{labels}{comma}le=\"{upTo}\"}} {below}\n");
            }

            page.Append(CultureInfo.InvariantCulture, $"{name}_sum{Braced(labels)} {series.Sum:R}\n")
                .Append(CultureInfo.InvariantCulture, $"{name}_count{Braced(labels)} {below}\n");
        }

        private static string Braced(string labels) => labels.Length == 0 ? "" : $"{{{labels}}}";

        private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags.Length == 0)
            {
                return "";
            }

            var labels = new StringBuilder();
            foreach (var (key, value) in tags)
            {
                labels.Append(labels.Length == 0 ? "" : ",").Append(key.Replace('.', '_')).Append("=\"")
                    .Append($"{value}".Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n")).Append('"');
            }

            return labels.ToString();
        }

        // Three are enough for nearly every instrument; the labels of another are put into one text.
        private readonly record struct LabelValues(object? First, object? Second, object? Third)
        {
            public static LabelValues Of(ReadOnlySpan<KeyValuePair<string, object?>> tags) => tags.Length <= 3
                ? new LabelValues(
                    tags.Length > 0 ? tags[0].Value : null,
                    tags.Length > 1 ? tags[1].Value : null,
                    tags.Length > 2 ? tags[2].Value : null)
                : new LabelValues(LabelsOf(tags), null, null);
        }
    }
}
