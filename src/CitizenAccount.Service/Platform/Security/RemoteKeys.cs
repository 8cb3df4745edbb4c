using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace CitizenAccount.Service.Platform.Security;

/// <summary>How often a key set of somebody else's is fetched.</summary>
/// <param name="Refresh">A set of this age is fetched again, so that withdrawn keys go.</param>
/// <param name="Between">Time between two fetches at least: whoever sends made-up key names must not make us hammer
/// the publisher.</param>
/// <param name="Kept">How long keys are good for while the publisher is out of reach.</param>
internal sealed record KeyPace(TimeSpan Refresh, TimeSpan Between, TimeSpan Kept);

/// <summary>What looking for a key came to.</summary>
/// <param name="Key">The key; null when the publisher has none of that name, or did not answer.</param>
/// <param name="Reached">Whether the publisher answered when it was last asked.</param>
internal readonly record struct FoundKey(SecurityKey? Key, bool Reached);

/// <summary>The public keys of somebody we trust, by their names. They are kept, fetched again when they are old, and
/// at once when a name is unknown: that is how a rotated key is learnt. While the publisher is out of reach the keys
/// known so far serve on.</summary>
internal sealed class RemoteKeys(
    Func<CancellationToken, Task<IEnumerable<SecurityKey>>> fetch, KeyPace pace, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _fetching = new(1, 1);
    private volatile Known _known = new([], DateTimeOffset.MinValue, DateTimeOffset.MinValue, Reached: true);

    /// <summary>Looks for a key.</summary>
    public async ValueTask<FoundKey> FindAsync(string keyId, CancellationToken stop)
    {
        if (FindFresh(keyId) is { } fresh)
        {
            return new FoundKey(fresh, Reached: true);
        }

        await _fetching.WaitAsync(stop);
        try
        {
            if (FindFresh(keyId) is { } fetchedMeanwhile)
            {
                return new FoundKey(fetchedMeanwhile, Reached: true);
            }

            var now = clock.GetUtcNow();
            if (now - _known.TriedAt >= pace.Between)
            {
                _known = await FetchAsync(now, stop);
            }

            var key = now - _known.FetchedAt < pace.Kept ? _known.Keys.GetValueOrDefault(keyId) : null;
            return new FoundKey(key, _known.Reached);
        }
        finally
        {
            _fetching.Release();
        }
    }

    public void Dispose() => _fetching.Dispose();

    private SecurityKey? FindFresh(string keyId)
    {
        var known = _known;
        return clock.GetUtcNow() - known.FetchedAt < pace.Refresh ? known.Keys.GetValueOrDefault(keyId) : null;
    }

    private async Task<Known> FetchAsync(DateTimeOffset now, CancellationToken stop)
    {
        try
        {
            var keys = new Dictionary<string, SecurityKey>(StringComparer.Ordinal);
            foreach (var key in await fetch(stop))
            {
                if (!string.IsNullOrEmpty(key.KeyId))
                {
                    keys[key.KeyId] = key;
                }
            }

            return new Known(keys, now, now, Reached: true);
        }
        catch (Exception failure) when (IsOutOfReach(failure) && !stop.IsCancellationRequested)
        {
            return _known with { TriedAt = now, Reached = false };
        }
    }

    // What the library throws for a publisher that is down, slow, or says something that is no key set.
    private static bool IsOutOfReach(Exception failure) => failure is HttpRequestException or IOException
        or InvalidOperationException or ArgumentException or JsonException or OperationCanceledException;

    private sealed record Known(
        Dictionary<string, SecurityKey> Keys, DateTimeOffset FetchedAt, DateTimeOffset TriedAt, bool Reached);
}
