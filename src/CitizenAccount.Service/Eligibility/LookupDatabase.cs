using CitizenAccount.Service.Kernel;

namespace CitizenAccount.Service.Eligibility;

/// <summary>The last tier of the lookup: asks the database for the newest published decision, as of what the key names
/// and nothing later. An answer newer than its key would go back again where another replica kept the older one.
/// </summary>
internal sealed class LookupDatabase(EligibilityStore store)
{
    // Nearly everyone is in the newest month; who is not (support stopped, newly closed) has an older one.
    public async Task<KeptAnswer> ReadAsync(LookupKey key, PublishedState state, CancellationToken stop)
    {
        var household = key.Household;
        var row = await store.FindAsync(state.Cycles[0].Month, household, stop);
        if (row is null)
        {
            var older = await store.ListAsync(
                household, [.. state.Cycles.Skip(1).Select(cycle => cycle.Month)], stop);
            row = older.Count == 0 ? null : older[0];
        }

        return row is null
            ? KeptAnswer.None
            : Of(row, await store.FindRedecisionAsync(row.Month, household, stop, key.Through));
    }

    /// <summary>As <see cref="ReadAsync"/> for many.</summary>
    public async Task<IReadOnlyDictionary<LookupKey, KeptAnswer>> ListAsync(
        IReadOnlyList<LookupKey> keys, PublishedState state, CancellationToken stop)
    {
        var answers = new Dictionary<LookupKey, KeptAnswer>(keys.Count);
        if (keys.Count == 0)
        {
            return answers;
        }

        var newest = state.Cycles[0].Month;
        HouseholdId[] households = [.. keys.Select(key => key.Household)];
        var first = (await store.ListAsync(newest, households, stop)).ToDictionary(row => row.HouseholdId);
        var again = (await store.ListRedecisionsAsync(newest, households, stop)).ToLookup(row => row.HouseholdId);
        foreach (var key in keys)
        {
            answers[key] = first.TryGetValue(key.Household, out var row)
                ? Of(row, again[key.Household].FirstOrDefault(one => one.Sequence <= key.Through))
                : await ReadAsync(key, state, stop);
        }

        return answers;
    }

    private static KeptAnswer Of(DecisionRow row, RedecisionRow? again) =>
        again is null
            ? new KeptAnswer(row, 1, null)
            : new KeptAnswer(again.ToDecision(), again.Version, again.DecidedAt);
}
