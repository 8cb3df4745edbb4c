using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Where a reader is in a household's decisions.</summary>
/// <param name="Household">The household.</param>
/// <param name="Reader">Who reads; a page token serves nobody else.</param>
/// <param name="PageToken">Token of the page before; empty at the start.</param>
internal sealed record DecisionPlace(HouseholdId Household, string Reader, string PageToken);

/// <summary>A page of a household's decisions.</summary>
internal sealed record DecisionPage(
    IReadOnlyList<PublishedDecision> Decisions, string NextPageToken, PublishedState State);

/// <summary>A decision laid open, with the facts it was made from.</summary>
internal sealed record ExplainedDecision(
    PublishedDecision Published, Explanation Explanation, IncomeLine[] Incomes, MemberFacts[] Members, MonthRules Rules,
    byte[] FactsHash, byte[]? Positions)
{
    /// <summary>What would change it.</summary>
    public IReadOnlyList<DecisionChange> Changes { get; init; } = [];

    /// <summary>The proof of it, signed.</summary>
    public required Contracts.Eligibility.V1.DecisionReceipt Receipt { get; init; }

    /// <summary>Why the amount differs from the published month before; null when there is none.</summary>
    public MonthDifference? Difference { get; init; }

    /// <summary>The name of the member at a place in the facts.</summary>
    public string NameOf(int index) =>
        $"{Published.Row.HouseholdId.Name}/members/{(Positions is { } at ? at[index] : index + 1)}";
}

/// <summary>The published decisions of the past: listed, and made again from their facts to be explained.</summary>
internal sealed class DecisionHistory(
    EligibilityStore store, Publications publications, ApplicationsApi applications, PolicyBook policies,
    DecisionReceipts receipts, KeyRing keys)
{
    private readonly SignedText _pages = new(keys, "decision page");

    /// <summary>Decisions of a household, newest month first.</summary>
    /// <exception cref="RefusalException">PAGE_TOKEN_INVALID.</exception>
    public async Task<DecisionPage> ListAsync(
        DecisionPlace place, int size, WantedFreshness wanted, CancellationToken stop)
    {
        var before = ReadToken(place);
        var state = await publications.GetAsync(wanted, stop);
        PublishedCycle[] cycles = [.. state.Cycles.Where(cycle => cycle.Month < before)];

        // One more than wanted tells whether there is a next page.
        var rows = await store.ListAsync(place.Household, [.. cycles.Select(cycle => cycle.Month)], stop);
        DecisionRow[] shown = [.. rows.Take(size)];
        var again = await store.ListRedecisionsAsync(place.Household, [.. shown.Select(row => row.Month)], stop);
        var page = shown.Select(row => Newest(
            new PublishedDecision(row, cycles.First(cycle => cycle.Month == row.Month)), again));
        return new DecisionPage(
            [.. page], rows.Count > size ? Token(rows[size - 1].Month, place) : "", state.Raised(Newest(again)));
    }

    /// <summary>Makes a published decision again from its facts and the policy of its month, and lays it open.
    /// </summary>
    /// <param name="name">Which decision.</param>
    /// <param name="version">Which version of it; 0 is the newest.</param>
    /// <param name="wanted">How fresh.</param>
    /// <param name="stop">Stops it.</param>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="InvalidOperationException">The same facts and policy do not give the stored result: a bug that
    /// must never be shown as an explanation.</exception>
    public async Task<(ExplainedDecision, PublishedState)?> ExplainAsync(
        DecisionName name, int version, WantedFreshness wanted, CancellationToken stop)
    {
        var state = await publications.GetAsync(wanted, stop);
        var found = await FindAsync(CycleRun.CodeOf(name.Month), name.Household, version, state, stop);
        if (found is null)
        {
            return null;
        }

        var (facts, rules) = await FoundationAsync(found, stop);
        var explained = Explain(found, facts, rules);
        return (explained with { Difference = await DifferenceAsync(found, facts, rules, state, stop) },
            state.Raised(found.Again?.Sequence ?? 0));
    }

    // One version of a published decision; 0 is the newest.
    private async Task<PublishedDecision?> FindAsync(
        int month, HouseholdId household, int version, PublishedState state, CancellationToken stop)
    {
        var cycle = state.Cycles.FirstOrDefault(cycle => cycle.Month == month);
        if (cycle is null || await store.FindAsync(month, household, stop) is not { } row)
        {
            return null;
        }

        var first = new PublishedDecision(row, cycle);
        var again = await store.ListRedecisionsAsync(household, [month], stop);
        return version switch
        {
            0 => Newest(first, again),
            1 => first,
            _ => again.FirstOrDefault(one => one.Version == version) is { } replaced ? first.By(replaced) : null,
        };
    }

    // What was read may be newer than the state got before it; then the reader has seen that far.
    private static long Newest(IReadOnlyList<RedecisionRow> again) =>
        again.Count == 0 ? 0 : again.Max(one => one.Sequence);

    private static PublishedDecision Newest(PublishedDecision first, IReadOnlyList<RedecisionRow> again) =>
        again.FirstOrDefault(one => one.Month == first.Row.Month) is { } newest ? first.By(newest) : first;

    // The facts and the policy a decision was made from.
    private async Task<(FactsVersion Version, MonthRules Rules)> FoundationAsync(
        PublishedDecision published, CancellationToken stop)
    {
        var version = published.Again is { } again
            ? new FactsVersion(again.HouseholdId, 0, again.Facts, again.Positions)
            : await applications.FindFactsAsync(published.Row.FactsSequence, stop)
                ?? throw new InvalidOperationException("A decision names facts that are not there.");
        var rules = new MonthRules(policies, CycleRun.MonthOf(published.Cycle.Month));
        return rules.Policy.ContentHash == published.PolicyHash
            ? (version, rules)
            : throw new InvalidOperationException("The policy of this month was changed after it was decided.");
    }

    private async Task<MonthDifference?> DifferenceAsync(
        PublishedDecision published, FactsVersion version, MonthRules rules, PublishedState state,
        CancellationToken stop)
    {
        var month = CycleRun.MonthOf(published.Cycle.Month);
        var before = await FindAsync(
            CycleRun.CodeOf(month.AddMonths(-1)), published.Row.HouseholdId, 0, state, stop);
        if (before is null)
        {
            return null;
        }

        var (oldVersion, oldRules) = await FoundationAsync(before, stop);
        var parts = Differing.Between(
            FactsCodec.Read(oldVersion.Facts, new FactsBuffer()), oldRules,
            FactsCodec.Read(version.Facts, new FactsBuffer()), rules);
        return new MonthDifference(
            month.AddMonths(-1), before.Row.Amount, month, published.Row.Amount, parts);
    }

    private ExplainedDecision Explain(PublishedDecision published, FactsVersion version, MonthRules rules)
    {
        var facts = FactsCodec.Read(version.Facts, new FactsBuffer());
        var explanation = Explaining.Explain(facts, rules);
        var again = explanation.Decision;
        if (again.Amount != published.Row.Amount || (long)again.Reasons.Bits != published.Row.Reasons)
        {
            throw new InvalidOperationException("A decision made again from its facts differs from the stored one.");
        }

        return new ExplainedDecision(
            published, explanation, facts.Incomes.ToArray(), facts.Members.ToArray(), rules,
            SHA256.HashData(version.Facts), version.Positions)
        {
            Changes = Changing.Of(facts, rules),
            Receipt = receipts.Issue(published, version.Facts, rules),
        };
    }

    private static byte[] ContextOf(DecisionPlace place) =>
        [.. place.Household.ToBytes(), .. Encoding.UTF8.GetBytes(place.Reader)];

    private int ReadToken(DecisionPlace place) =>
        place.PageToken.Length == 0 ? int.MaxValue
        : _pages.TryOpen(place.PageToken, ContextOf(place), out var content) && content.Length == 4
            ? BinaryPrimitives.ReadInt32LittleEndian(content)
            : throw Refusal.Of(ErrorReason.PageTokenInvalid).ToException();

    private string Token(int month, DecisionPlace place)
    {
        Span<byte> content = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(content, month);
        return _pages.Sign(content, ContextOf(place));
    }
}
