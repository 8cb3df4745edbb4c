namespace CitizenAccount.Service.Demo;

/// <summary>The clock of the demo: it stands where the stories are, and goes with the machine's once they are told.
/// Timers and elapsed time are always the machine's.</summary>
internal sealed class DemoClock : TimeProvider
{
    private readonly Lock _lock = new();
    private DateTimeOffset? _standsAt;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _standsAt ?? System.GetUtcNow();
        }
    }

    /// <summary>Stands at a moment, never a later one than now.</summary>
    public void StandAt(DateTimeOffset moment)
    {
        var now = System.GetUtcNow();
        lock (_lock)
        {
            _standsAt = moment < now ? moment : now;
        }
    }

    /// <summary>Goes with the machine's clock from here on.</summary>
    public void Go()
    {
        lock (_lock)
        {
            _standsAt = null;
        }
    }
}
