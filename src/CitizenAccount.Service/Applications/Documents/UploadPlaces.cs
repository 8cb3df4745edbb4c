using System.Globalization;
using System.Threading.RateLimiting;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Platform.Calls;
using Google.Rpc;

namespace CitizenAccount.Service.Applications.Documents;

/// <summary>Places for running uploads, over all and for each caller: what bounds the memory they hold.</summary>
internal sealed class UploadPlaces(DocumentOptions options) : IDisposable
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);

    private readonly ConcurrencyLimiter _all = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = options.UploadsMax,
        QueueLimit = 0,
    });

    private readonly PartitionedRateLimiter<string> _callers = PartitionedRateLimiter.Create<string, string>(caller =>
        RateLimitPartition.GetConcurrencyLimiter(caller, _ => new ConcurrencyLimiterOptions
        {
            PermitLimit = options.UploadsPerCallerMax,
            QueueLimit = 0,
        }));

    /// <summary>Takes a place, given back when it is disposed.</summary>
    /// <exception cref="RefusalException">RATE_LIMITED when the caller has too many running, OVERLOADED when all have.
    /// </exception>
    public UploadPlace Enter(string caller)
    {
        var own = _callers.AttemptAcquire(caller);
        if (!own.IsAcquired)
        {
            own.Dispose();
            throw Refusal.Of(ErrorReason.RateLimited)
                .With("limit", options.UploadsPerCallerMax.ToString(CultureInfo.InvariantCulture))
                .With("per", "caller at once")
                .RetryAfter(Wait)
                .WithDetail(new QuotaFailure
                {
                    Violations = { new QuotaFailure.Types.Violation { Subject = "uploads", Description = "at once" } },
                })
                .ToException();
        }

        var any = _all.AttemptAcquire();
        if (!any.IsAcquired)
        {
            any.Dispose();
            own.Dispose();
            throw Refusal.Of(ErrorReason.Overloaded).RetryAfter(Wait).ToException();
        }

        return new UploadPlace(own, any);
    }

    public void Dispose()
    {
        _all.Dispose();
        _callers.Dispose();
    }
}

/// <summary>A place taken by a running upload.</summary>
internal sealed class UploadPlace(RateLimitLease own, RateLimitLease any) : IDisposable
{
    public void Dispose()
    {
        any.Dispose();
        own.Dispose();
    }
}
