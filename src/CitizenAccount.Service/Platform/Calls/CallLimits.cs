using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using System.Threading.RateLimiting;
using CitizenAccount.Contracts.Errors.V1;
using Google.Rpc;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>Limits on calls. Section <c>Limits</c>.</summary>
internal sealed class LimitOptions
{
    public const string Section = "Limits";

    /// <summary>Calls a second that one caller may make on average, each call counted apart.</summary>
    [Range(1, 1_000_000, ErrorMessage = "must lie between 1 and 1,000,000")]
    public int CallsPerSecond { get; set; } = 200;

    /// <summary>Calls that one caller may make at once after a pause.</summary>
    [Range(1, 1_000_000, ErrorMessage = "must lie between 1 and 1,000,000")]
    public int CallsBurst { get; set; } = 1_000;

    /// <summary>Longest deadline of a call that is no stream, seconds.</summary>
    [Range(1, 3_600, ErrorMessage = "must lie between 1 and 3,600")]
    public int DeadlineMaxSeconds { get; set; } = 60;

    /// <summary>Longest deadline of a stream, seconds.</summary>
    [Range(1, 86_400, ErrorMessage = "must lie between 1 and 86,400")]
    public int StreamDeadlineMaxSeconds { get; set; } = 3_600;

    /// <summary>Largest message taken, bytes.</summary>
    [Range(1_024, 64 * 1_024 * 1_024, ErrorMessage = "must lie between 1,024 and 67,108,864")]
    public int MessageMaxBytes { get; set; } = 4 * 1_024 * 1_024;

    /// <summary>Calls served at once before the service sheds load.</summary>
    [Range(1, 1_000_000, ErrorMessage = "must lie between 1 and 1,000,000")]
    public int ConcurrentCallsMax { get; set; } = 5_000;

    /// <summary>How long work may wait for a thread before the service sheds load, milliseconds; and, two and a half
    /// times as long, the work of calls that are let in and wait for their turn.</summary>
    [Range(1, 60_000, ErrorMessage = "must lie between 1 and 60,000")]
    public int QueueDelayMaxMilliseconds { get; set; } = 10;
}

/// <summary>Counts calls: a bucket of tokens for each caller and call. Sheds what would only wait.</summary>
internal sealed class CallLimits(LimitOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<(string Client, string Call)> _rates =
        PartitionedRateLimiter.Create<(string Client, string Call), (string, string)>(key =>
            RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = options.CallsBurst,
                TokensPerPeriod = options.CallsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                AutoReplenishment = true,
                QueueLimit = 0,
            }));

    private readonly Admission _admission = new(TimeSpan.FromMilliseconds(options.QueueDelayMaxMilliseconds));

    private int _serving;

    public LimitOptions Options { get; } = options;

    /// <summary>Calls being served at this moment.</summary>
    public int Serving => Volatile.Read(ref _serving);

    /// <summary>Counts one call of this client.</summary>
    /// <exception cref="RefusalException">RATE_LIMITED, with when to try again.</exception>
    public void Count(string client, CallPolicy policy)
    {
        using var lease = _rates.AttemptAcquire((client, policy.FullName));
        if (!lease.IsAcquired)
        {
            throw Refusal.Of(ErrorReason.RateLimited)
                .With("limit", Options.CallsPerSecond.ToString(System.Globalization.CultureInfo.InvariantCulture))
                .With("per", "second")
                .RetryAfter(
                    lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1))
                .WithDetail(new QuotaFailure
                {
                    Violations =
                    {
                        new QuotaFailure.Types.Violation
                        {
                            Subject = policy.FullName,
                            Description = "calls per second",
                        },
                    },
                })
                .ToException();
        }
    }

    /// <summary>Counts one call of this client; false when it is one too many.</summary>
    public bool TryCount(string client, CallPolicy policy)
    {
        using var lease = _rates.AttemptAcquire((client, policy.FullName));
        return lease.IsAcquired;
    }

    /// <summary>Lets a call in at the door; false when it would only wait.</summary>
    public bool TryLetIn(CallPolicy policy, out Place place) => _admission.TryEnter(policy.Hold, out place);

    /// <summary>Serves a call that was let in, in its turn.</summary>
    public Task ServeAsync(Place place, CallPolicy policy, Func<Task> serve) =>
        _admission.ServeAsync(place, policy.Hold, serve);

    /// <summary>Whether work waits too long for a thread to begin a stream.</summary>
    public bool IsLate => _admission.IsLate;

    /// <summary>Checks that a call that was let in has not waited too long itself until its turn came. Many may come in
    /// at once before anybody sees that they are too many; the first of them are served in time, and the last would
    /// keep everybody waiting. A client that is slow to send its request is not meant: it is let through unless there
    /// is too much to do at this moment.</summary>
    /// <param name="cameInAt">When it came in, as a timestamp of <see cref="Stopwatch"/>.</param>
    /// <exception cref="RefusalException">OVERLOADED, with when to try again.</exception>
    public void RequireInTime(long cameInAt)
    {
        if (!IsInTime(cameInAt))
        {
            throw Overloaded().ToException();
        }
    }

    /// <summary>Whether <see cref="RequireInTime"/> lets it through.</summary>
    public bool IsInTime(long cameInAt) =>
        !_admission.IsPressed || Stopwatch.GetElapsedTime(cameInAt) <= 3 * _admission.Within;

    /// <summary>Takes a place among the calls being served.</summary>
    /// <exception cref="RefusalException">OVERLOADED, with when to try again.</exception>
    public void Enter()
    {
        if (!TryEnter())
        {
            throw Overloaded().ToException();
        }
    }

    /// <summary>Takes a place among the calls being served; false when there is none.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _serving) <= Options.ConcurrentCallsMax)
        {
            return true;
        }

        Interlocked.Decrement(ref _serving);
        return false;
    }

    /// <summary>Gives the place of a call back that <see cref="Enter"/> took.</summary>
    public void Leave() => Interlocked.Decrement(ref _serving);

    public void Dispose()
    {
        _rates.Dispose();
        _admission.Dispose();
    }

    /// <summary>Too much is under way: come again in a moment.</summary>
    public static Refusal Overloaded() =>
        Refusal.Of(ErrorReason.Overloaded).RetryAfter(TimeSpan.FromMilliseconds(250));
}
