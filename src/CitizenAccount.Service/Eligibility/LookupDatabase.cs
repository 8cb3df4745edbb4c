using CitizenAccount.Service.Kernel;

namespace CitizenAccount.Service.Eligibility;

/// <summary>The last tier of the lookup: asks the database for the newest published decision.</summary>
internal sealed class LookupDatabase(EligibilityStore store)
{
    // Nearly everyone is in the newest month; who is not (support stopped, newly closed) has an older one.
    public async Task<KeptAnswer> ReadAsync(HouseholdId household, PublishedState state, CancellationToken stop)
    {
        var row = await store.FindAsync(state.Cycles[0].Month, household, stop);
        if (row is null)
        {
            var older = await store.ListAsync(
                household, [.. state.Cycles.Skip(1).Select(cycle => cycle.Month)], stop);
            row = older.Count == 0 ? null : older[0];
        }

        return row is null ? KeptAnswer.None : Of(row, await store.FindRedecisionAsync(row.Month, household, stop));
    }

    /// <summary>As <see cref="ReadAsync"/> for many.</summary>
    public async Task<IReadOnlyDictionary<HouseholdId, KeptAnswer>> ListAsync(
        IReadOnlyList<HouseholdId> households, PublishedState state, CancellationToken stop)
    {
        var answers = new Dictionary<HouseholdId, KeptAnswer>(households.Count);
        if (households.Count == 0)
        {
            return answers;
        }

        var newest = state.Cycles[0].Month;
        var again = (await store.ListRedecisionsAsync(newest, households, stop)).ToLookup(row => row.HouseholdId);
        foreach (var row in await store.ListAsync(newest, households, stop))
        {
            answers[row.HouseholdId] = Of(row, again[row.HouseholdId].FirstOrDefault());
        }

        foreach (var household in households.Where(household => !answers.ContainsKey(household)))
        {
            answers[household] = await ReadAsync(household, state, stop);
        }

        return answers;
    }

    private static KeptAnswer Of(DecisionRow row, RedecisionRow? again) =>
        again is null
            ? new KeptAnswer(row, 1, null)
            : new KeptAnswer(again.ToDecision(), again.Version, again.DecidedAt);
}
