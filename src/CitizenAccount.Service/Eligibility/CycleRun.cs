using System.Buffers.Binary;
using System.Security.Cryptography;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Kernel;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Runs one month's examination: seals the snapshot, decides every household of it, and publishes what people
/// approved. Stopped anywhere, it goes on where it stopped, because decisions and progress are stored together.
/// </summary>
internal sealed class CycleRun(CycleStore store, ApplicationsApi applications, PolicyBook policies, TimeProvider clock)
{
    /// <summary>Households decided and stored in one transaction.</summary>
    public const int BatchSize = 10_000;

    /// <summary>Seals the facts known by the data cut-off of a month. Nothing that arrives later is in the snapshot.
    /// </summary>
    /// <param name="month">The benefit month.</param>
    /// <param name="startedBy">Who starts it.</param>
    /// <param name="confirmProvisional">The person confirms that a policy nobody announced is to be applied.</param>
    /// <param name="stop">Stops before anything is stored.</param>
    /// <exception cref="InvalidOperationException">The cut-off has not passed, the month's policy is provisional and
    /// not confirmed, or the month is sealed already.</exception>
    public async Task<CycleRow> SealAsync(
        YearMonth month, string startedBy, bool confirmProvisional, CancellationToken stop)
    {
        var cycle = Cycle.Of(month);
        if (clock.GetUtcNow() < cycle.DataCutOff)
        {
            throw new InvalidOperationException($"The data cut-off of {month} has not passed yet.");
        }

        var policy = policies.For(month);
        Require(
            confirmProvisional || !policy.IsProvisional,
            $"The policy of {month} is not announced; a cycle on it has to be confirmed.");
        var cut = new FactsCut(cycle.DataCutOff.UtcDateTime, await applications.LastSequenceAsync(stop));
        var (hash, households) = await HashAsync(cut, stop);
        var row = new CycleRow
        {
            Month = CodeOf(month),
            Number = cycle.Number,
            State = CycleState.Evaluating,
            PolicyVersion = policy.Version,
            PolicyHash = policy.ContentHash,
            CutOffAt = cut.KnownBefore,
            SealedAt = clock.GetUtcNow().UtcDateTime,
            SealedSequence = cut.SequenceMax,
            SnapshotHash = hash,
            Households = households,
            Evaluated = 0,
            StartedBy = startedBy,
            Version = 1,
        };
        await store.AddAsync(row, stop);
        return row;
    }

    /// <summary>Decides what is not decided yet, batch by batch, and hands the cycle to review.</summary>
    /// <param name="month">The sealed month.</param>
    /// <param name="decided">Told after every batch with the decisions just stored.</param>
    /// <param name="stop">Stops between two batches; nothing stored is lost.</param>
    public async Task EvaluateAsync(
        YearMonth month, Action<IReadOnlyList<DecisionRow>>? decided, CancellationToken stop)
    {
        var row = await store.GetAsync(CodeOf(month), stop);
        var rules = new MonthRules(policies, month);
        RequireSamePolicy(row, rules.Policy);
        var cut = new FactsCut(row.CutOffAt, row.SealedSequence);
        var buffer = new FactsBuffer();
        while (row.State == CycleState.Evaluating)
        {
            stop.ThrowIfCancellationRequested();
            var batch = await applications.ListFactsAsync(cut, row.EvaluatedThrough, BatchSize, stop);
            if (batch.Count == 0)
            {
                RequireWhole(row);
                row.State = CycleState.InReview;
                await store.SaveAsync(row, stop);
                break;
            }

            var decisions = Decide(row, batch, rules, buffer);
            row.EvaluatedThrough = batch[^1].Household;
            row.Evaluated += batch.Count;
            await store.AddDecisionsAsync(row, decisions, stop);
            decided?.Invoke(decisions);
        }
    }

    /// <summary>A second person approves what the first one started.</summary>
    /// <exception cref="InvalidOperationException">The cycle is not in review, or the same person started it.
    /// </exception>
    public async Task ApproveAsync(YearMonth month, string approvedBy, CancellationToken stop)
    {
        var row = await store.GetAsync(CodeOf(month), stop);
        Require(row.State == CycleState.InReview, $"A cycle is approved from review, not from {row.State}.");
        Require(row.StartedBy != approvedBy, "Another person than the one who started a cycle approves it.");
        row.State = CycleState.Approved;
        row.ApprovedBy = approvedBy;
        await store.SaveAsync(row, stop);
    }

    /// <summary>A third person publishes: from one moment to the next, everyone reads the new month.</summary>
    /// <exception cref="InvalidOperationException">The cycle is not approved, or the person took an earlier step.
    /// </exception>
    public async Task PublishAsync(YearMonth month, string publishedBy, CancellationToken stop)
    {
        var row = await store.GetAsync(CodeOf(month), stop);
        Require(row.State == CycleState.Approved, $"A cycle is published when approved, not from {row.State}.");
        Require(
            publishedBy != row.StartedBy && publishedBy != row.ApprovedBy,
            "A third person publishes what a first one started and a second one approved.");
        row.State = CycleState.Published;
        row.PublishedBy = publishedBy;
        row.PublishedAt = clock.GetUtcNow().UtcDateTime;
        row.Publication = await store.NextPublicationAsync(stop);
        await store.SaveAsync(row, stop);
    }

    /// <summary>A benefit month as it is stored.</summary>
    public static int CodeOf(YearMonth month) => (month.Year * 100) + month.Month;

    /// <summary>A stored benefit month.</summary>
    public static YearMonth MonthOf(int code) => new(code / 100, code % 100);

    private async Task<(byte[] Hash, int Households)> HashAsync(FactsCut cut, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var sequence = new byte[8];
        var households = 0;
        var after = default(HouseholdId);
        while (await applications.ListFactsAsync(cut, after, BatchSize, stop) is { Count: > 0 } batch)
        {
            foreach (var version in batch)
            {
                BinaryPrimitives.WriteInt64LittleEndian(sequence, version.Sequence);
                hash.AppendData(version.Household.ToBytes());
                hash.AppendData(sequence);
                hash.AppendData(version.Facts);
            }

            households += batch.Count;
            after = batch[^1].Household;
        }

        return (hash.GetHashAndReset(), households);
    }

    private static DecisionRow[] Decide(
        CycleRow cycle, IReadOnlyList<FactsVersion> batch, MonthRules rules, FactsBuffer buffer)
    {
        var rows = new DecisionRow[batch.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            var version = batch[i];
            var decision = Deciding.Decide(FactsCodec.Read(version.Facts, buffer), rules);
            rows[i] = new DecisionRow
            {
                Month = cycle.Month,
                HouseholdId = version.Household,
                FactsSequence = version.Sequence,
                Eligibility = (byte)decision.Eligibility,
                Entitlement = (byte)decision.Entitlement,
                Reasons = (long)decision.Reasons.Bits,
                Amount = decision.Amount,
                CountedIncome = decision.CountedIncome,
                WeightTenths = decision.WeightTenths,
                CountedMembers = 1 + decision.Adults + decision.Minors,
            };
        }

        return rows;
    }

    // A cycle is decided by one policy from its first household to its last, over restarts and upgrades too.
    private static void RequireSamePolicy(CycleRow row, Policy policy) => Require(
        row.PolicyHash == policy.ContentHash,
        $"The policy of this cycle was {row.PolicyVersion} with another content than the one loaded now. "
        + "Go on with the policy files it was started with.");

    private static void RequireWhole(CycleRow row) => Require(
        row.Evaluated == row.Households,
        $"The snapshot has {row.Households} households and {row.Evaluated} were decided.");

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }
}
