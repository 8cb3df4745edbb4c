using System.Diagnostics.Metrics;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Platform.Calls;
using Grpc.Core;

namespace CitizenAccount.Service.Platform.Telemetry;

/// <summary>What the service counts. Labels are names of calls, statuses, kinds of caller and tiers: never a person, a
/// household or a token.</summary>
internal sealed class ServiceMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "CitizenAccount";

    private readonly Counter<long> _calls;
    private readonly Histogram<double> _durations;
    private readonly Counter<long> _lookups;
    private readonly Histogram<double> _staleness;

    public ServiceMetrics(IMeterFactory meters, CallLimits limits, GaugeSampling gauges)
    {
        var meter = meters.Create(Name);
        _calls = meter.CreateCounter<long>(
            "citizen_account_calls", null, "Calls answered, by call, status and kind of caller.");
        _durations = meter.CreateHistogram<double>(
            "citizen_account_call_seconds", "s", "How long calls took, by call.");
        _lookups = meter.CreateCounter<long>(
            "citizen_account_lookups", null, "Eligibility lookups, by the tier that answered.");
        _staleness = meter.CreateHistogram<double>(
            "citizen_account_lookup_staleness_seconds", "s",
            "How old the knowledge of what is published was at a lookup.");
        meter.CreateObservableGauge(
            "citizen_account_calls_serving", () => limits.Serving, null, "Calls being served at this moment.");
        foreach (var gauge in gauges.All)
        {
            meter.CreateObservableGauge(gauge.Name, () => gauges.ValueOf(gauge), null, gauge.Help);
        }
    }

    /// <summary>A call is answered.</summary>
    public void Called(CallPolicy policy, Caller caller, StatusCode code, TimeSpan taken)
    {
        // Nobody listens: a hot call pays for one look.
        if (!_calls.Enabled && !_durations.Enabled)
        {
            return;
        }

        var call = new KeyValuePair<string, object?>("call", policy.FullName);
        _calls.Add(1, call, new("code", code.ToString()), new("caller", KindOf(caller)));
        _durations.Record(taken.TotalSeconds, call);
    }

    /// <summary>A lookup is answered by a tier, from knowledge of such an age.</summary>
    public void LookedUp(FreshnessSource tier, TimeSpan age)
    {
        if (_lookups.Enabled)
        {
            _lookups.Add(1, new KeyValuePair<string, object?>("tier", tier.ToString()));
            _staleness.Record(Math.Max(0, age.TotalSeconds));
        }
    }

    // A partner is an organisation and is named; people are not.
    private static string KindOf(Caller caller) =>
        !caller.IsKnown ? "anyone"
        : caller.Is(Role.Partner) ? $"partner:{caller.Subject}"
        : caller.ActsForOthers ? "staff" : "citizen";
}
