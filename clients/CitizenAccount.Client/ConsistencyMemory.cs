namespace CitizenAccount.Client;

/// <summary>Remembers the newest consistency token of each household (and account, cycle, batch …) that this client was
/// answered with, so that later reads never show anything older. One memory may serve every person a program acts for:
/// tokens name what was seen and give no right to see it.</summary>
/// <remarks>Tokens are opaque, so which of two is newer is told by when their calls ran: a read replaces what stood
/// there when it was sent; a write replaces everything, and when another write answered while it was under way the
/// next read asks the database. It holds the newest entries up to its size; one that was dropped costs freshness of
/// two seconds at most, never correctness of a write.</remarks>
public sealed class ConsistencyMemory
{
    internal const string Households = "households/";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _byUse = new();
    private readonly int _entriesMax;
    private long _answers;

    /// <summary>A memory of at most so many entries.</summary>
    /// <param name="entriesMax">Entries kept; the longest unused is dropped first. About 300 bytes each.</param>
    public ConsistencyMemory(int entriesMax = 10_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(entriesMax);
        _entriesMax = entriesMax;
    }

    /// <summary>The newest token of a household, to hand on to another process; null when none is known.</summary>
    /// <param name="household">Name, <c>households/{household}</c>.</param>
    public string? TokenOf(string household) => Find(household) is { Token.Length: > 0 } entry ? entry.Token : null;

    /// <summary>Takes over a token of a household from elsewhere, such as from a cookie of another instance.</summary>
    /// <param name="household">Name, <c>households/{household}</c>.</param>
    /// <param name="token">The token, as it was answered.</param>
    public void Remember(string household, string token)
    {
        ArgumentException.ThrowIfNullOrEmpty(household);
        ArgumentException.ThrowIfNullOrEmpty(token);
        lock (_lock)
        {
            Put(new Entry(household, token, ++_answers));
        }
    }

    /// <summary>Forgets what is known of a household.</summary>
    /// <param name="household">Name, <c>households/{household}</c>.</param>
    public void Forget(string household)
    {
        lock (_lock)
        {
            if (_entries.Remove(household, out var node))
            {
                _byUse.Remove(node);
            }
        }
    }

    /// <summary>The first two parts of a resource name: what the rest belongs to.</summary>
    internal static string RootOf(string name)
    {
        var first = name.IndexOf('/', StringComparison.Ordinal);
        var second = first < 0 ? -1 : name.IndexOf('/', first + 1);
        return second < 0 ? name : name[..second];
    }

    /// <summary>What stands under a key when a call is sent, and the instant of it.</summary>
    internal (Entry? Entry, long SentAt) Look(string key)
    {
        lock (_lock)
        {
            return (Touch(key), _answers);
        }
    }

    /// <summary>Keeps the token of a read that was sent at an instant: unless something newer came in the meantime.
    /// </summary>
    internal void KeepRead(string key, string token, long sentAt)
    {
        lock (_lock)
        {
            if (Touch(key) is not { } entry || entry.AnsweredAt <= sentAt)
            {
                Put(new Entry(key, token, ++_answers));
            }
        }
    }

    /// <summary>Keeps the token of a write that was sent at an instant.</summary>
    internal void KeepWrite(string key, string token, long sentAt)
    {
        lock (_lock)
        {
            // Which of two writes under way at once came last cannot be seen here, so the next read asks the database.
            var overlapped = Touch(key) is { } entry && entry.AnsweredAt > sentAt;
            Put(new Entry(key, overlapped ? "" : token, ++_answers));
        }
    }

    private Entry? Find(string key)
    {
        lock (_lock)
        {
            return Touch(key);
        }
    }

    private Entry? Touch(string key)
    {
        if (!_entries.TryGetValue(key, out var node))
        {
            return null;
        }

        if (node.Previous is not null)
        {
            _byUse.Remove(node);
            _byUse.AddFirst(node);
        }

        return node.Value;
    }

    private void Put(Entry entry)
    {
        if (_entries.TryGetValue(entry.Key, out var node))
        {
            node.Value = entry;
            return;
        }

        _entries[entry.Key] = _byUse.AddFirst(entry);
        if (_entries.Count > _entriesMax)
        {
            _entries.Remove(_byUse.Last!.Value.Key);
            _byUse.RemoveLast();
        }
    }

    /// <summary>What is known under a key; an empty token means that the next read asks the database.</summary>
    internal sealed record Entry(string Key, string Token, long AnsweredAt);
}
