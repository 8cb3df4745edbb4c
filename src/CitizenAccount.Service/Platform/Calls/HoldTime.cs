using System.Diagnostics;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>How long a call of one kind lately held its thread before it first waited for something else, or was
/// answered.</summary>
internal sealed class HoldTime
{
    // The last twenty or so count most.
    private const int Memory = 16;

    private static readonly long Long = Stopwatch.Frequency / 4_000;

    private long _ticks;

    /// <summary>The time, ticks of <see cref="Stopwatch"/>.</summary>
    public long Ticks => Volatile.Read(ref _ticks);

    /// <summary>A quarter of a millisecond or more: so long that others should not wait behind it by chance.</summary>
    public bool IsLong => Ticks >= Long;

    /// <summary>It held its thread once more, since a timestamp of <see cref="Stopwatch"/>. Two at once may take one of
    /// them for both, which a mean does not mind.</summary>
    public void Add(long since)
    {
        var known = Ticks;
        Volatile.Write(ref _ticks, known + ((Stopwatch.GetTimestamp() - since - known) / Memory));
    }
}
