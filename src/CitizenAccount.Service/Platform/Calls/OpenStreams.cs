using System.Collections.Concurrent;
using System.Globalization;
using CitizenAccount.Contracts.Errors.V1;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>Counts the open streams of each session on this replica.</summary>
internal sealed class OpenStreams
{
    /// <summary>Most streams of a session.</summary>
    public const int StreamsMax = 5;

    private readonly ConcurrentDictionary<string, int> _open = new(StringComparer.Ordinal);

    /// <summary>Takes a place.</summary>
    /// <exception cref="RefusalException">TOO_MANY_STREAMS.</exception>
    public void Enter(string session)
    {
        if (_open.AddOrUpdate(session, 1, (_, open) => open + 1) > StreamsMax)
        {
            Leave(session);
            throw Refusal.Of(ErrorReason.TooManyStreams)
                .With("limit", StreamsMax.ToString(CultureInfo.InvariantCulture)).ToException();
        }
    }

    /// <summary>Gives the place back.</summary>
    public void Leave(string session)
    {
        // The last one out takes the entry along, unless another came in meanwhile.
        if (_open.AddOrUpdate(session, 0, (_, open) => open - 1) == 0)
        {
            _open.TryRemove(KeyValuePair.Create(session, 0));
        }
    }
}
