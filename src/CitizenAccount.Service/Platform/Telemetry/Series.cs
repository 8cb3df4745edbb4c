namespace CitizenAccount.Service.Platform.Telemetry;

/// <summary>One series of a metric: how often a value fell into each bucket, and the sum of all values. Every call adds
/// to the same few series, so each processor adds to a part of its own and none waits for another.</summary>
internal sealed class Series
{
    // Numbers side by side would be in one line of the processors' caches and go to and fro between them.
    private const int LineSize = 128 / sizeof(long);

    private static readonly int Parts = Environment.ProcessorCount;

    private readonly int _buckets;
    private readonly int _partSize;
    private readonly long[] _counts;
    private readonly double[] _sums = new double[(Parts + 1) * LineSize];

    /// <param name="labels">As the page has them.</param>
    /// <param name="buckets">How many buckets there are.</param>
    public Series(string labels, int buckets)
    {
        Labels = labels;
        _buckets = buckets;
        _partSize = (buckets + LineSize - 1) / LineSize * LineSize;
        _counts = new long[(Parts + 1) * _partSize];
    }

    public string Labels { get; }

    /// <summary>The sum of all values; of one that is observed, the last.</summary>
    public double Sum
    {
        get
        {
            var sum = 0.0;
            for (var part = 0; part < Parts; part++)
            {
                sum += Volatile.Read(ref _sums[part * LineSize]);
            }

            return sum;
        }
    }

    /// <summary>Adds a value that falls into a bucket.</summary>
    public void Add(double value, int bucket)
    {
        var part = Thread.GetCurrentProcessorId() % Parts;
        Interlocked.Increment(ref _counts[(part * _partSize) + bucket]);
        ref var sum = ref _sums[part * LineSize];
        for (var known = Volatile.Read(ref sum); ;)
        {
            var seen = Interlocked.CompareExchange(ref sum, known + value, known);
            if (BitConverter.DoubleToInt64Bits(seen) == BitConverter.DoubleToInt64Bits(known))
            {
                return;
            }

            known = seen;
        }
    }

    /// <summary>Says what an observed value is now.</summary>
    public void Set(double value) => Volatile.Write(ref _sums[0], value);

    /// <summary>How often a value fell into each bucket.</summary>
    public long[] Counts()
    {
        var counts = new long[_buckets];
        for (var part = 0; part < Parts; part++)
        {
            for (var bucket = 0; bucket < _buckets; bucket++)
            {
                counts[bucket] += Volatile.Read(ref _counts[(part * _partSize) + bucket]);
            }
        }

        return counts;
    }
}
