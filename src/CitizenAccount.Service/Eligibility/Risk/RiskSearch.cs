using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Risk;
using CitizenAccount.Service.Applications;

namespace CitizenAccount.Service.Eligibility.Risk;

/// <summary>Looks for signals in a sealed and decided month, in two passes over its partitions: who are peers and who
/// shares what, then each household against that. Read in bulk; what is kept in between is a few bytes a household.
/// </summary>
internal sealed class RiskSearch(CycleStore cycles, ApplicationsApi applications, PolicyBook policies)
{
    /// <summary>The households with a signal, in order of household; null when the work went to another.</summary>
    /// <param name="cycle">The decided cycle.</param>
    /// <param name="renew">Renews the lease; false when it is lost.</param>
    /// <param name="stop">Stops between two partitions.</param>
    public async Task<IReadOnlyList<RiskRow>?> FindAsync(CycleRow cycle, Func<Task<bool>> renew, CancellationToken stop)
    {
        var rules = new MonthRules(policies, CycleRun.MonthOf(cycle.Month));
        if (rules.Policy.ContentHash != cycle.PolicyHash)
        {
            throw new InvalidOperationException("The policy of this cycle is not the one loaded now.");
        }

        var partitions = await cycles.ListPartitionsAsync(cycle.Month, stop);
        var whole = new Snapshot();
        foreach (var partition in partitions)
        {
            await CountAsync(cycle, partition, rules, whole, stop);
            if (!await renew())
            {
                return null;
            }
        }

        var found = new List<RiskRow>();
        var first = 0;
        foreach (var partition in partitions)
        {
            found.AddRange(await FindAsync(cycle, partition, rules, whole, first, stop));
            first += partition.Households;
            if (!await renew())
            {
                return null;
            }
        }

        return found;
    }

    private async Task CountAsync(
        CycleRow cycle, CyclePartitionRow partition, MonthRules rules, Snapshot whole, CancellationToken stop)
    {
        var batch = await FactsAsync(cycle, cycle.CutOffAt, partition, stop);
        var ties = (await applications.ListTiesAsync(rules.Month, partition.After, partition.Through, stop))
            .ToDictionary(one => one.Household);
        var buffer = new FactsBuffer();
        foreach (var version in batch)
        {
            var facts = FactsCodec.Read(version.Facts, buffer);
            var tie = ties.GetValueOrDefault(version.Household);
            var independent = facts.Header.Kind == HouseholdKind.Independent;
            whole.Accounts.Add(tie?.Account ?? 0, independent);
            whole.Addresses.Add(tie?.Address ?? 0, independent);
            whole.Regions.Add(tie?.Region ?? 0);
            whole.Peers.Add(
                PeerGroup.Of(facts, tie?.Region ?? 0), Deciding.Decide(facts, rules).CountedIncome,
                RiskScoring.MovableOf(facts.Header));
        }
    }

    private async Task<IReadOnlyList<RiskRow>> FindAsync(
        CycleRow cycle, CyclePartitionRow partition, MonthRules rules, Snapshot whole, int first,
        CancellationToken stop)
    {
        var batch = await FactsAsync(cycle, cycle.CutOffAt, partition, stop);
        if (batch.Count != partition.Households)
        {
            throw new InvalidOperationException("The facts of a sealed partition are not the ones that were sealed.");
        }

        var calm = cycle.CutOffAt.AddDays(-RiskScoring.SuddenDays);
        var earlier = (await FactsAsync(cycle, calm, partition, stop)).ToDictionary(version => version.Household);
        return Find(cycle.Month, batch, earlier, rules, whole, first);
    }

    private Task<IReadOnlyList<FactsVersion>> FactsAsync(
        CycleRow cycle, DateTime knownBefore, CyclePartitionRow partition, CancellationToken stop) =>
        applications.ListFactsAsync(
            new FactsCut(knownBefore, cycle.SealedSequence), partition.After, partition.Households, stop);

    private static List<RiskRow> Find(
        int month, IReadOnlyList<FactsVersion> batch, Dictionary<Kernel.HouseholdId, FactsVersion> earlier,
        MonthRules rules, Snapshot whole, int first)
    {
        var (buffer, bufferBefore) = (new FactsBuffer(), new FactsBuffer());
        Span<RiskSignal> room = stackalloc RiskSignal[RiskScoring.SignalsMax];
        var rows = new List<RiskRow>();
        for (var i = 0; i < batch.Count; i++)
        {
            var version = batch[i];
            var facts = FactsCodec.Read(version.Facts, buffer);
            var decision = Deciding.Decide(facts, rules);
            var context = whole.ContextOf(PeerGroup.Of(facts, whole.Regions[first + i]), first + i);
            int count;
            if (earlier.TryGetValue(version.Household, out var was) && was.Sequence != version.Sequence)
            {
                var before = FactsCodec.Read(was.Facts, bufferBefore);
                count = RiskScoring.Find(
                    facts, decision, before, Deciding.Decide(before, rules), context, room);
            }
            else
            {
                count = RiskScoring.Find(facts, decision, context, room);
            }

            if (count > 0)
            {
                rows.Add(new RiskRow
                {
                    Month = month,
                    HouseholdId = version.Household,
                    Score = RiskScoring.ScoreOf(room[..count]),
                    Amount = decision.Amount,
                    Signals = RiskBytes.Write(room[..count]),
                });
            }
        }

        return rows;
    }

    // What is known of the whole snapshot after the first pass.
    private sealed class Snapshot
    {
        public SharedThings Accounts { get; } = new();

        public SharedThings Addresses { get; } = new();

        public List<byte> Regions { get; } = [];

        public Peers Peers { get; } = new();

        public RiskContext ContextOf(PeerGroup group, int place) => new(
            Accounts.At(place), Addresses.At(place), Peers.Incomes(group), Peers.Assets(group));
    }
}
