namespace CitizenAccount.Service.Tests.Hosting;

/// <summary>A clock that stands still until a test moves it. Timers and elapsed time stay real.</summary>
internal sealed class MovableClock(DateTimeOffset now) : TimeProvider
{
    private readonly Lock _lock = new();
    private DateTimeOffset _now = now;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public void MoveTo(DateTimeOffset instant)
    {
        lock (_lock)
        {
            _now = instant;
        }
    }

    public void Move(TimeSpan by)
    {
        lock (_lock)
        {
            _now += by;
        }
    }
}
