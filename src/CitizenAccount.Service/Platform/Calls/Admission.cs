using System.Diagnostics;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>A place among the calls let in.</summary>
/// <param name="InTurn">It waits for its turn before it holds a thread.</param>
/// <param name="Cost">How long it is expected to hold it, ticks of <see cref="Stopwatch"/>.</param>
internal readonly record struct Place(bool InTurn, long Cost);

/// <summary>Which calls are let in, and when each has its turn. A call of a kind that holds its thread long waits for
/// its turn here and not in the threads' queue: there every call goes several times, when its request comes and when
/// its answer goes, and would wait each time behind calls that are only beginning. What waits here is known to the
/// millisecond, so that one call more is let in only while it would be done within a short time. The time is the
/// machine's: it is no time of the programme.</summary>
internal sealed class Admission(TimeSpan wait) : IDisposable
{
    // What is let in is done within this many times the wait at which the threads' queue is too long.
    private const double WithinWaits = 2;

    // However long a kind of call takes, so many of them are let in: each processor has work, and a next.
    private const int AlwaysPerProcessor = 4;

    // So long after more came than could be done, the short calls wait for their turn too.
    private static readonly TimeSpan PressedFor = TimeSpan.FromSeconds(1);

    private static readonly int Always = AlwaysPerProcessor * Environment.ProcessorCount;

    private readonly QueueWatch _watch = new(wait);
    private readonly Turns _turns = new(Environment.ProcessorCount);

    private readonly long _backlogMax =
        (long)(wait.TotalSeconds * WithinWaits * Stopwatch.Frequency * Environment.ProcessorCount);

    private long _backlog;
    private int _inTurns;
    private long _pressedAt;

    /// <summary>How long a call that is let in should take at most until its turn is over.</summary>
    public TimeSpan Within { get; } = wait * WithinWaits;

    /// <summary>More comes, or came a moment ago, than can be done.</summary>
    public bool IsPressed => Volatile.Read(ref _pressedAt) is var at and not 0
        && Stopwatch.GetElapsedTime(at) < PressedFor;

    /// <summary>Whether work waits so long for a thread that nothing more should be begun.</summary>
    public bool IsLate => _watch.IsLate;

    /// <summary>Lets a call in, to be served by <see cref="ServeAsync"/>; or not.</summary>
    public bool TryEnter(HoldTime hold, out Place place)
    {
        place = new Place(hold.IsLong || IsPressed, hold.Ticks);
        if (_watch.IsLate)
        {
            return Refuse();
        }

        if (!place.InTurn)
        {
            return true;
        }

        var (backlog, count) = (Interlocked.Add(ref _backlog, place.Cost), Interlocked.Increment(ref _inTurns));
        if (backlog <= _backlogMax || count <= Always)
        {
            return true;
        }

        GiveBack(place);
        return Refuse();
    }

    /// <summary>Serves a call that was let in. A turn lasts as long as the call holds its thread: one that waits for
    /// another system holds none.</summary>
    public Task ServeAsync(Place place, HoldTime hold, Func<Task> serve) =>
        place.InTurn ? ServeInTurnAsync(place, hold, serve) : ServeNow(hold, serve);

    private static Task ServeNow(HoldTime hold, Func<Task> serve)
    {
        var since = Stopwatch.GetTimestamp();
        try
        {
            return serve();
        }
        finally
        {
            hold.Add(since);
        }
    }

    private async Task ServeInTurnAsync(Place place, HoldTime hold, Func<Task> serve)
    {
        await _turns.TakeAsync();
        Task serving;
        try
        {
            serving = ServeNow(hold, serve);
        }
        finally
        {
            GiveBack(place);
            _turns.Pass();
        }

        await serving;
    }

    public void Dispose() => _watch.Dispose();

    private void GiveBack(Place place)
    {
        Interlocked.Add(ref _backlog, -place.Cost);
        Interlocked.Decrement(ref _inTurns);
    }

    private bool Refuse()
    {
        Volatile.Write(ref _pressedAt, Stopwatch.GetTimestamp());
        return false;
    }
}
