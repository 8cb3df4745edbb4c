using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Storage;

namespace CitizenAccount.Service.Eligibility;

/// <summary>A published month, as a neighbour sees it.</summary>
internal sealed record DecidedMonth(YearMonth Month, int CycleNumber, int Publication, DateTime PublishedAt);

/// <summary>What the cycle of a month found due to a household. Halalas, above 0.</summary>
internal sealed record DueAmount(HouseholdId Household, long Amount);

/// <summary>The newest published decision on a household for a month.</summary>
internal sealed record HouseholdDecision(HouseholdId Household, YearMonth Month, int Version)
{
    public required Rules.Decisions.Eligibility Eligibility { get; init; }

    public required Entitlement Entitlement { get; init; }

    public required ReasonSet Reasons { get; init; }

    /// <summary>Halalas.</summary>
    public required long Amount { get; init; }

    public required DateTime PublishedAt { get; init; }

    /// <summary>When the household was told, which opens the window to object; null before.</summary>
    public required DateTime? NotifiedAt { get; init; }

    /// <summary>Its resource name.</summary>
    public string Name => new DecisionName(Household, Month).ToString();
}

/// <summary>A decision that replaced another. Halalas.</summary>
internal sealed record Redecided(
    long Sequence, HouseholdId Household, YearMonth Month, int Version, RedecisionCause Cause, string Reference,
    long AmountBefore, long Amount);

/// <summary>What became of an asking for a month to be decided again.</summary>
/// <param name="DoneAt">When it was worked; null while it waits.</param>
/// <param name="Changed">A new version came of it.</param>
/// <param name="Raised">By that, more is due than before.</param>
internal sealed record AskedRedecision(DateTime? DoneAt, bool Changed, bool Raised);

/// <summary>What other rooms may ask of decisions, always from the database: money and deadlines read no cache.
/// </summary>
internal sealed class EligibilityApi(
    EligibilityStore store, CycleStore cycles, Publications publications, TimeProvider clock)
{
    /// <summary>How far this process has seen published decisions: what a consistency token names.</summary>
    public async ValueTask<DecisionMark> SeenAsync(CancellationToken stop) =>
        (await publications.GetAsync(default, stop)).Seen;

    /// <summary>A month, when it is published.</summary>
    public async Task<DecidedMonth?> FindMonthAsync(YearMonth month, CancellationToken stop)
    {
        var code = CycleRun.CodeOf(month);
        var cycle = (await store.ListPublishedAsync(stop)).FirstOrDefault(cycle => cycle.Month == code);
        return cycle is null ? null : new DecidedMonth(month, cycle.Number, cycle.Publication, cycle.PublishedAt);
    }

    /// <summary>State of a month's cycle as the contract names it; null when it was never started.</summary>
    public async Task<string?> FindCycleStateAsync(YearMonth month, CancellationToken stop) =>
        await cycles.FindAsync(CycleRun.CodeOf(month), stop) is { } row
            ? CycleWire.NameOf(CycleWire.StateOf(row))
            : null;

    /// <summary>What the cycle of a published month found due, of at most so many households after one, in order of
    /// household. Later versions come by <see cref="ListRedecisionsAsync"/>.</summary>
    public Task<IReadOnlyList<DueAmount>> ListDueAsync(
        YearMonth month, HouseholdId after, int count, CancellationToken stop) =>
        store.ListDueAsync(CycleRun.CodeOf(month), after, count, stop);

    /// <summary>The newest version of a published decision; null when there is none.</summary>
    public async Task<HouseholdDecision?> FindDecisionAsync(
        HouseholdId household, YearMonth month, CancellationToken stop)
    {
        var code = CycleRun.CodeOf(month);
        var cycle = (await store.ListPublishedAsync(stop)).FirstOrDefault(cycle => cycle.Month == code);
        if (cycle is null || await store.FindAsync(code, household, stop) is not { } first)
        {
            return null;
        }

        return Of(first, await store.FindRedecisionAsync(code, household, stop), cycle);
    }

    /// <summary>The newest versions of every published decision on a household, newest month first.</summary>
    public async Task<IReadOnlyList<HouseholdDecision>> ListDecisionsAsync(
        HouseholdId household, CancellationToken stop)
    {
        var published = (await store.ListPublishedAsync(stop)).ToDictionary(cycle => cycle.Month);
        int[] months = [.. published.Keys];
        var rows = await store.ListAsync(household, months, stop);
        var again = (await store.ListRedecisionsAsync(household, months, stop)).ToLookup(row => row.Month);
        return [.. rows.Select(row => Of(row, again[row.Month].FirstOrDefault(), published[row.Month]))
            .OrderByDescending(decision => decision.Month)];
    }

    /// <summary>Decisions that replaced others after a sequence number, oldest first: a feed without gaps.</summary>
    public Task<IReadOnlyList<Redecided>> ListRedecisionsAsync(long after, int count, CancellationToken stop) =>
        store.ListRedecisionsAsync(after, count, stop);

    /// <summary>Asks, in the caller's transaction, for a month to be decided again. The same cause asks once.</summary>
    /// <param name="db">The caller's transaction.</param>
    /// <param name="household">The household.</param>
    /// <param name="month">The month; it waits until that is published.</param>
    /// <param name="cause">Why.</param>
    /// <param name="reference">Resource name of what asks; at most 200 characters.</param>
    /// <param name="stop">Stops asking.</param>
    public async Task AskRedecisionAsync(
        ServiceDb db, HouseholdId household, YearMonth month, RedecisionCause cause, string reference,
        CancellationToken stop)
    {
        var code = CycleRun.CodeOf(month);
        if (await db.RedecisionAsks.FindAsync([household, code, cause, reference], stop) is null)
        {
            db.RedecisionAsks.Add(new RedecisionAskRow
            {
                HouseholdId = household,
                Month = code,
                Cause = cause,
                Reference = reference,
                AskedAt = clock.GetUtcNow().UtcDateTime,
            });
        }
    }

    /// <summary>What became of an asking; null when there is none.</summary>
    public Task<AskedRedecision?> FindAskedAsync(
        HouseholdId household, YearMonth month, RedecisionCause cause, string reference, CancellationToken stop) =>
        store.FindAskedAsync(household, CycleRun.CodeOf(month), cause, reference, stop);

    private static HouseholdDecision Of(DecisionRow first, RedecisionRow? newest, PublishedCycle cycle)
    {
        var row = newest?.ToDecision() ?? first;
        return new HouseholdDecision(row.HouseholdId, CycleRun.MonthOf(row.Month), newest?.Version ?? 1)
        {
            Eligibility = (Rules.Decisions.Eligibility)row.Eligibility,
            Entitlement = (Entitlement)row.Entitlement,
            Reasons = new ReasonSet((ulong)row.Reasons),
            Amount = row.Amount,
            PublishedAt = newest?.DecidedAt ?? cycle.PublishedAt,
            NotifiedAt = newest?.DecidedAt ?? cycle.NoticedAt,
        };
    }
}
