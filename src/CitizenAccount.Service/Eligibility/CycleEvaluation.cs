using System.Security.Cryptography;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Kernel;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Decides the households of a sealed cycle, partition by partition, in as many lanes as there are
/// processors, on every replica at once.</summary>
internal sealed class CycleEvaluation(
    CycleStore store, EligibilityStore decisions, ApplicationsApi applications, PolicyBook policies,
    CycleOptions options, TimeProvider clock)
{
    /// <summary>Decides partitions until none is free.</summary>
    public async Task EvaluateAsync(
        CycleRow cycle, string owner, Action<IReadOnlyList<DecisionRow>>? decided, CancellationToken stop)
    {
        var rules = new MonthRules(policies, CycleRun.MonthOf(cycle.Month));
        RequireSamePolicy(cycle, rules.Policy);
        var before = await MonthBeforeAsync(cycle, stop);
        var told = new Lock();
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(lane => Task.Run(
            () => LaneAsync($"{owner}/{lane}"), stop)));

        async Task LaneAsync(string lane)
        {
            var buffer = new FactsBuffer();
            while (await ClaimAsync(cycle, lane, stop) is { } partition)
            {
                await TryAsync(partition, lane, buffer);
            }
        }

        async Task TryAsync(CyclePartitionRow partition, string lane, FactsBuffer buffer)
        {
            try
            {
                var evaluated = await DecideAsync(cycle, partition, rules, before, buffer, stop);
                if (await store.StoreAsync(cycle, evaluated, lane, clock.GetUtcNow().UtcDateTime, stop))
                {
                    lock (told)
                    {
                        decided?.Invoke(evaluated.Decisions);
                    }
                }
            }
            catch
            {
                // Others need not wait for the lease to end.
                await store.ReleaseAsync(partition, lane, CancellationToken.None);
                throw;
            }
        }
    }

    /// <summary>Hands a cycle whose every partition is done to review; false while one is not.</summary>
    public async Task<bool> TryCloseAsync(CycleRow cycle, CancellationToken stop)
    {
        var partitions = await store.ListPartitionsAsync(cycle.Month, stop);
        if (partitions.Any(partition => partition.DoneAt is null))
        {
            return false;
        }

        var figures = new CycleFigures();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var partition in partitions)
        {
            figures.Add(CycleFigures.Of(partition.Figures));
            hash.AppendData(partition.DecisionsHash!);
        }

        await store.ChangeAsync(cycle.Month, (_, row) =>
        {
            if (row.State == CycleState.Evaluating && row.Run == cycle.Run)
            {
                RequireWhole(row, figures);
                (row.DecisionsHash, row.Figures) = (hash.GetHashAndReset(), figures.ToBytes());
                (row.State, row.EvaluatedAt) = (CycleState.InReview, clock.GetUtcNow().UtcDateTime);
                (row.Owner, row.LeaseUntil) = (null, null);
            }

            return Task.CompletedTask;
        }, stop);
        return true;
    }

    private async Task<CyclePartitionRow?> ClaimAsync(CycleRow cycle, string lane, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return await store.ClaimPartitionAsync(
            cycle.Month, lane, clock.GetUtcNow().UtcDateTime, options.PartitionLease, stop);
    }

    private async Task<int?> MonthBeforeAsync(CycleRow cycle, CancellationToken stop)
    {
        var before = CycleRun.CodeOf(CycleRun.MonthOf(cycle.Month).AddMonths(-1));
        return (await decisions.ListPublishedAsync(stop)).Any(published => published.Month == before) ? before : null;
    }

    private async Task<EvaluatedPartition> DecideAsync(
        CycleRow cycle, CyclePartitionRow partition, MonthRules rules, int? before, FactsBuffer buffer,
        CancellationToken stop)
    {
        var batch = await applications.ListFactsAsync(
            new FactsCut(cycle.CutOffAt, cycle.SealedSequence), partition.After, partition.Households, stop);
        if (batch.Count != partition.Households || batch[^1].Household != partition.Through)
        {
            throw new InvalidOperationException("The facts of a sealed partition are not the ones that were sealed.");
        }

        var paid = before is { } month
            ? (await decisions.ListDueAsync(month, partition.After, partition.Households, stop))
                .ToDictionary(due => due.Household, due => due.Amount)
            : [];
        return Decide(partition, batch, rules, paid, buffer);
    }

    private static EvaluatedPartition Decide(
        CyclePartitionRow partition, IReadOnlyList<FactsVersion> batch, MonthRules rules,
        Dictionary<HouseholdId, long> paid, FactsBuffer buffer)
    {
        var rows = new DecisionRow[batch.Count];
        var figures = new CycleFigures();
        var outliers = new List<CycleOutlierRow>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < rows.Length; i++)
        {
            var version = batch[i];
            var facts = FactsCodec.Read(version.Facts, buffer);
            var decision = Deciding.Decide(facts, rules);
            rows[i] = RowOf(partition.Month, version.Household, version.Sequence, decision);
            figures.Add(decision, facts.Members.Length);
            hash.AppendData(version.Household.ToBytes());
            hash.AppendData(DecisionBytes.Write(rows[i]));
            if (paid.Count > 0 && CycleOutliers.Of(
                partition.Month, version.Household, paid.GetValueOrDefault(version.Household), decision) is { } outlier)
            {
                outliers.Add(outlier);
            }
        }

        return new EvaluatedPartition(
            partition, rows, CycleOutliers.Most(outliers), hash.GetHashAndReset(), figures);
    }

    /// <summary>A decision as it is stored.</summary>
    public static DecisionRow RowOf(int month, HouseholdId household, long sequence, in Decision decision) => new()
    {
        Month = month,
        HouseholdId = household,
        FactsSequence = sequence,
        Eligibility = (byte)decision.Eligibility,
        Entitlement = (byte)decision.Entitlement,
        Reasons = (long)decision.Reasons.Bits,
        Amount = decision.Amount,
        CountedIncome = decision.CountedIncome,
        WeightTenths = decision.WeightTenths,
        CountedMembers = 1 + decision.Adults + decision.Minors,
    };

    // A cycle is decided by one policy from its first household to its last, over restarts and upgrades too.
    private static void RequireSamePolicy(CycleRow row, Policy policy)
    {
        if (row.PolicyHash != policy.ContentHash)
        {
            throw new InvalidOperationException(
                $"The policy of this cycle was {row.PolicyVersion} with another content than the one loaded now. "
                + "Go on with the policy files it was started with.");
        }
    }

    private static void RequireWhole(CycleRow row, CycleFigures figures)
    {
        if (row.Evaluated != row.Households || figures.Households != row.Households)
        {
            throw new InvalidOperationException(
                $"The snapshot has {row.Households} households and {row.Evaluated} were decided.");
        }
    }
}
