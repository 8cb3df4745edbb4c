using System.Buffers.Binary;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Caching;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Eligibility;

/// <summary>A decision found, where it was found, and how fresh that is.</summary>
internal sealed record FoundDecision(PublishedDecision? Decision, PublishedState State, FreshnessSource Source);

/// <summary>The hot lookup: the newest published decision on a household. Shared cache, then database; the key names
/// everything the answer depends on, so that an old entry can never be served as new and a publication flushes
/// nothing.</summary>
internal sealed class EligibilityLookup(EligibilityStore store, Publications publications, SharedCache cache)
{
    private const byte Schema = 1;

    public async ValueTask<FoundDecision> FindAsync(
        HouseholdId household, WantedFreshness wanted, CancellationToken stop)
    {
        var state = await publications.GetAsync(wanted, stop);
        if (state.Cycles.Count == 0)
        {
            return new FoundDecision(null, state, FreshnessSource.Database);
        }

        var newest = state.Cycles[0];
        if (cache.IsConfigured && !wanted.FromDatabase
            && await cache.FindAsync(KeyOf(household, newest)) is { } cached
            && DecisionBytes.TryRead(cached, household, newest.Month, out var row))
        {
            return new FoundDecision(new PublishedDecision(row, newest), state, FreshnessSource.SharedCache);
        }

        return new FoundDecision(await ReadAsync(household, state, stop), state, FreshnessSource.Database);
    }

    // Nearly everyone is in the newest month; who is not (support stopped, newly closed) has an older one.
    private async Task<PublishedDecision?> ReadAsync(
        HouseholdId household, PublishedState state, CancellationToken stop)
    {
        var newest = state.Cycles[0];
        if (await store.FindAsync(newest.Month, household, stop) is { } row)
        {
            if (cache.IsConfigured)
            {
                cache.Keep(KeyOf(household, newest), DecisionBytes.Write(row));
            }

            return new PublishedDecision(row, newest);
        }

        var older = await store.ListAsync(household, [.. state.Cycles.Skip(1).Select(cycle => cycle.Month)], stop);
        return older.Count == 0
            ? null
            : new PublishedDecision(older[0], state.Cycles.First(cycle => cycle.Month == older[0].Month));
    }

    // Fixed widths, so that no two inputs share a key: schema, household, month, publication.
    private static byte[] KeyOf(HouseholdId household, PublishedCycle cycle)
    {
        var key = new byte[5 + 1 + 16 + 4 + 4];
        "elig:"u8.CopyTo(key);
        key[5] = Schema;
        household.ToBytes().CopyTo(key.AsSpan(6));
        BinaryPrimitives.WriteInt32BigEndian(key.AsSpan(22), cycle.Month);
        BinaryPrimitives.WriteInt32BigEndian(key.AsSpan(26), cycle.Publication);
        return key;
    }
}

/// <summary>A decision as the shared cache holds it: numbers and codes, nothing that names a person.</summary>
internal static class DecisionBytes
{
    private const int Size = 42;

    public static byte[] Write(DecisionRow row)
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, row.FactsSequence);
        bytes[8] = row.Eligibility;
        bytes[9] = row.Entitlement;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(10), row.Reasons);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(18), row.Amount);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(26), row.CountedIncome);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(34), row.WeightTenths);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(38), row.CountedMembers);
        return bytes;
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, HouseholdId household, int month, out DecisionRow row)
    {
        row = null!;
        if (bytes.Length != Size)
        {
            return false;
        }

        row = new DecisionRow
        {
            Month = month,
            HouseholdId = household,
            FactsSequence = BinaryPrimitives.ReadInt64LittleEndian(bytes),
            Eligibility = bytes[8],
            Entitlement = bytes[9],
            Reasons = BinaryPrimitives.ReadInt64LittleEndian(bytes[10..]),
            Amount = BinaryPrimitives.ReadInt64LittleEndian(bytes[18..]),
            CountedIncome = BinaryPrimitives.ReadInt64LittleEndian(bytes[26..]),
            WeightTenths = BinaryPrimitives.ReadInt32LittleEndian(bytes[34..]),
            CountedMembers = BinaryPrimitives.ReadInt32LittleEndian(bytes[38..]),
        };
        return true;
    }
}
