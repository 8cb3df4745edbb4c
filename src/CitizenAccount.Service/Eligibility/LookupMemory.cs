using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Caching.Memory;

namespace CitizenAccount.Service.Eligibility;

/// <summary>The lookup's memory. Section <c>Lookup</c>.</summary>
internal sealed class LookupOptions
{
    public const string Section = "Lookup";

    /// <summary>Most answers this process keeps: some 700 bytes each, at most 2,000 where a decision was made again; 0
    /// keeps none.</summary>
    [Range(0, 10_000_000, ErrorMessage = "must lie between 0 and 10,000,000")]
    public int MemoryEntries { get; set; } = 200_000;
}

/// <summary>The nearest tier: answers this process has given, so many and no more. What is found here was true when it
/// was put here and its key says that nothing has changed since.</summary>
internal sealed class LookupMemory(LookupOptions options) : IDisposable
{
    private readonly MemoryCache? _kept = options.MemoryEntries == 0
        ? null
        : new MemoryCache(new MemoryCacheOptions { SizeLimit = options.MemoryEntries, CompactionPercentage = 0.1 });

    /// <summary>How many answers are kept.</summary>
    public int Count => _kept?.Count ?? 0;

    public bool TryFind(LookupKey key, out KeptAnswer answer)
    {
        if (_kept is not null && _kept.TryGetValue<KeptAnswer>(key, out var kept))
        {
            answer = kept!;
            return true;
        }

        answer = KeptAnswer.None;
        return false;
    }

    /// <summary>Keeps an answer; when there is no room, those used least lately go to make some.</summary>
    public void Keep(LookupKey key, KeptAnswer answer)
    {
        if (_kept is not null)
        {
            using var entry = _kept.CreateEntry(key);
            entry.Size = 1;
            entry.Value = answer;
        }
    }

    public void Dispose() => _kept?.Dispose();
}
