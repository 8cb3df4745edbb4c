namespace CitizenAccount.Client.Testing;

/// <summary>A clock that stands still until a test moves it. Timers and elapsed time stay real, so nothing waits for
/// ever.</summary>
public sealed class TestClock(DateTimeOffset now) : TimeProvider
{
    private readonly Lock _lock = new();
    private DateTimeOffset _now = now;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    /// <summary>Moves the clock to an instant.</summary>
    /// <param name="instant">The instant.</param>
    public void MoveTo(DateTimeOffset instant)
    {
        lock (_lock)
        {
            _now = instant;
        }
    }

    /// <summary>Moves the clock.</summary>
    /// <param name="by">By how much.</param>
    public void Move(TimeSpan by)
    {
        lock (_lock)
        {
            _now += by;
        }
    }
}
