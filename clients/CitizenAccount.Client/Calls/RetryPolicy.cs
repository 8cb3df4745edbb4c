using CitizenAccount.Contracts.Errors.V1;
using Grpc.Core;

namespace CitizenAccount.Client.Calls;

/// <summary>Whether a failed call is sent again, and after how long. What may be repeated at all is said by the
/// contract's idempotency_level (<see cref="CallRule.MayRepeat"/>).</summary>
internal sealed class RetryPolicy(CitizenAccountClientOptions options)
{
    private readonly RetryBudget _budget = new();

    /// <summary>Notes a call that was answered.</summary>
    public void Answered() => _budget.Earn();

    /// <summary>How long to wait before the next try; null when there is none.</summary>
    /// <param name="failure">What the call ended with.</param>
    /// <param name="retry">Number of the retry, from 1.</param>
    /// <param name="left">Time left to the deadline.</param>
    public TimeSpan? WaitBefore(CitizenAccountException failure, int retry, TimeSpan left)
    {
        if (!CanHelp(failure) || retry > options.RetriesMax || !_budget.Spend())
        {
            return null;
        }

        var wait = Backoff(retry);
        if (failure is RefusedException { RetryAfter: { } asked } && asked > wait)
        {
            // A little more than asked, so that everybody who was told the same does not come at once.
            wait = asked + (Backoff(1) / 2);
        }

        return wait < left ? wait : null;
    }

    /// <summary>A random part of a wait that doubles with each retry.</summary>
    public TimeSpan Backoff(int retry)
    {
        var most = Math.Min(
            options.RetryWaitFirst.Ticks << Math.Min(retry - 1, 20), options.RetryWaitMost.Ticks);
        return TimeSpan.FromTicks(Random.Shared.NextInt64(most / 4, most + 1));
    }

    /// <summary>Whether sending the same again may be answered better.</summary>
    public static bool CanHelp(CitizenAccountException failure) => failure switch
    {
        ServiceUnreachableException => true,
        RefusedException refused => refused.Remedy == Remedy.Retry
            || (refused.Reason == ErrorReason.Unspecified && refused.StatusCode == StatusCode.Unavailable),
        _ => false,
    };
}

/// <summary>Keeps retries a small part of all calls, so that a service in trouble is not drowned in them: each costs
/// one, each answered call earns a tenth, and below half of the budget there are none.</summary>
internal sealed class RetryBudget
{
    private const int Most = 1_000;
    private const int Cost = 10;

    private int _left = Most;

    public bool Spend()
    {
        int left;
        do
        {
            left = Volatile.Read(ref _left);
            if (left <= Most / 2)
            {
                return false;
            }
        }
        while (Interlocked.CompareExchange(ref _left, left - Cost, left) != left);
        return true;
    }

    public void Earn()
    {
        var left = Volatile.Read(ref _left);
        if (left < Most)
        {
            // A lost race earns nothing, which is no harm.
            Interlocked.CompareExchange(ref _left, left + 1, left);
        }
    }
}
