namespace CitizenAccount.Client.Testing;

/// <summary>Faults between clients and the service, by rule. A rule meets calls by name, so many times; the first that
/// fits is taken.</summary>
public sealed class CallFaults
{
    private readonly Lock _lock = new();
    private readonly List<Rule> _rules = [];
    private readonly Dictionary<string, int> _calls = new(StringComparer.Ordinal);

    /// <summary>Adds a rule.</summary>
    /// <param name="call">Which calls: a call's name such as <c>GetEligibility</c>, or <c>*</c> for all.</param>
    /// <param name="fault">What happens to them.</param>
    /// <param name="times">How many calls it meets; after them the rule is used up.</param>
    /// <param name="after">How many calls it lets pass first.</param>
    public void Add(string call, CallFault fault, int times = 1, int after = 0)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(call);
        ArgumentNullException.ThrowIfNull(fault);
        lock (_lock)
        {
            _rules.Add(new Rule(call, fault) { Left = times, Passes = after });
        }
    }

    /// <summary>Takes all rules away.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _rules.Clear();
        }
    }

    /// <summary>How often a call was sent so far, tries and faults included.</summary>
    /// <param name="call">The call's name, such as <c>GetEligibility</c>.</param>
    public int SentOf(string call)
    {
        lock (_lock)
        {
            return _calls.GetValueOrDefault(call);
        }
    }

    internal CallFault? Next(string call)
    {
        lock (_lock)
        {
            _calls[call] = _calls.GetValueOrDefault(call) + 1;
            foreach (var rule in _rules.Where(rule => rule.Left > 0 && (rule.Call == "*" || rule.Call == call)))
            {
                if (rule.Passes > 0)
                {
                    rule.Passes--;
                    continue;
                }

                rule.Left--;
                return rule.Fault;
            }

            return null;
        }
    }

    private sealed class Rule(string call, CallFault fault)
    {
        public string Call { get; } = call;

        public CallFault Fault { get; } = fault;

        public int Left { get; set; }

        public int Passes { get; set; }
    }
}
