namespace CitizenAccount.Service.Demo.Simulators;

/// <summary>How a gateway behaves towards the next calls.</summary>
internal enum GatewayFault
{
    /// <summary>As it should.</summary>
    None,

    /// <summary>Answers 429 with Retry-After.</summary>
    Refuse,

    /// <summary>Answers 500.</summary>
    Fail,

    /// <summary>Never answers.</summary>
    Hang,

    /// <summary>Accepts the message and breaks the connection before it answers.</summary>
    Drop,
}

/// <summary>A fault to be shown.</summary>
/// <param name="Fault">Name of a <see cref="GatewayFault"/>.</param>
/// <param name="Calls">How many calls meet it.</param>
/// <param name="RetryAfterSeconds">What a refusal asks the caller to wait.</param>
internal sealed record FaultSetting(string Fault, int Calls, int RetryAfterSeconds = 1);

/// <summary>The faults of one gateway, and how often it was called.</summary>
internal sealed class GatewayFaults
{
    private readonly Lock _lock = new();
    private GatewayFault _fault;
    private int _left;
    private int _calls;

    /// <summary>What a refusal asks the caller to wait, seconds.</summary>
    public int RetryAfterSeconds { get; private set; }

    /// <summary>How often a message was sent, refused ones and repeats included.</summary>
    public int Calls
    {
        get
        {
            lock (_lock)
            {
                return _calls;
            }
        }
    }

    public bool Set(FaultSetting setting)
    {
        if (!Enum.TryParse<GatewayFault>(setting.Fault, ignoreCase: true, out var fault) || setting.Calls < 0)
        {
            return false;
        }

        lock (_lock)
        {
            (_fault, _left, RetryAfterSeconds) = (fault, setting.Calls, setting.RetryAfterSeconds);
        }

        return true;
    }

    /// <summary>Counts a call and says what it meets.</summary>
    public GatewayFault Next()
    {
        lock (_lock)
        {
            _calls++;
            return _left-- > 0 ? _fault : GatewayFault.None;
        }
    }
}
