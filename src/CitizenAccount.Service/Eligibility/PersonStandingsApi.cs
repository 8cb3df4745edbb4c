using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using Verdict = CitizenAccount.Rules.Decisions.Eligibility;

namespace CitizenAccount.Service.Eligibility;

/// <summary>What the newest published decision says of one person.</summary>
internal enum PersonSupport : byte
{
    /// <summary>Counted where an amount is due.</summary>
    Supported = 1,

    /// <summary>Counted where nothing is due.</summary>
    EligibleOnly = 2,

    /// <summary>The household is not eligible, or does not count the person.</summary>
    NotEligible = 3,

    /// <summary>A source is waited for.</summary>
    Pending = 4,

    /// <summary>Nothing is published yet.</summary>
    Undecided = 5,
}

/// <summary>A person's standing.</summary>
/// <param name="State">What the newest decision says.</param>
/// <param name="LastMonth">The newest decided month.</param>
/// <param name="SupportedSince">First of the months supported without a break until the newest.</param>
internal sealed record PersonStanding(PersonSupport State, YearMonth? LastMonth, YearMonth? SupportedSince);

/// <summary>Tells other rooms how a person stands by the published decisions of the household that counts the person.
/// </summary>
internal sealed class PersonStandingsApi(
    EligibilityStore store, Publications publications, ApplicationsApi applications, PolicyBook policies)
{
    /// <summary>How a person stands.</summary>
    /// <param name="household">The household that counts the person.</param>
    /// <param name="position">Which member; 1 is the main beneficiary.</param>
    /// <param name="wanted">How fresh.</param>
    /// <param name="stop">Stops it.</param>
    public async Task<PersonStanding> FindAsync(
        HouseholdId household, int position, WantedFreshness wanted, CancellationToken stop)
    {
        var state = await publications.GetAsync(wanted, stop);
        var rows = await store.ListAsync(household, [.. state.Cycles.Select(cycle => cycle.Month)], stop);
        if (rows.Count == 0)
        {
            return new PersonStanding(PersonSupport.Undecided, null, null);
        }

        var again = await store.ListRedecisionsAsync(household, [.. rows.Select(row => row.Month)], stop);
        var versions = new Dictionary<long, FactsVersion?>();
        var months = rows.Select(row => (row, newest: again.FirstOrDefault(one => one.Month == row.Month)));
        PersonStanding? standing = null;
        foreach (var (row, newest) in months)
        {
            var month = CycleRun.MonthOf(row.Month);
            var decision = newest?.ToDecision() ?? row;
            var counted = await IsCountedAsync(row, newest, position, month, versions, stop);
            var support = SupportOf(decision, counted);
            if (standing is null)
            {
                standing = new PersonStanding(support, month, support == PersonSupport.Supported ? month : null);
            }
            else if (support == PersonSupport.Supported && month == standing.SupportedSince!.Value.AddMonths(-1))
            {
                standing = standing with { SupportedSince = month };
            }
            else
            {
                break;
            }

            if (standing.SupportedSince is null)
            {
                break;
            }
        }

        return standing!;
    }

    private static PersonSupport SupportOf(DecisionRow decision, bool counted) => (Verdict)decision.Eligibility switch
    {
        Verdict.Pending => PersonSupport.Pending,
        Verdict.Eligible when counted =>
            decision.Amount > 0 ? PersonSupport.Supported : PersonSupport.EligibleOnly,
        _ => PersonSupport.NotEligible,
    };

    // Who counts follows from the facts the decision was made of and the policy of its month.
    private async Task<bool> IsCountedAsync(
        DecisionRow row, RedecisionRow? newest, int position, YearMonth month,
        Dictionary<long, FactsVersion?> versions, CancellationToken stop)
    {
        var (facts, positions) = newest is { } again
            ? (again.Facts, again.Positions)
            : await FactsAsync(row.FactsSequence, versions, stop);
        var read = FactsCodec.Read(facts, new FactsBuffer());
        var place = positions is null ? position - 1 : Array.IndexOf(positions, (byte)position);
        return place >= 0
            && place < read.Members.Length
            && Explaining.Explain(read, new MonthRules(policies, month)).Members[place].Exclusion is null;
    }

    private async Task<(byte[] Facts, byte[]? Positions)> FactsAsync(
        long sequence, Dictionary<long, FactsVersion?> versions, CancellationToken stop)
    {
        if (!versions.TryGetValue(sequence, out var version))
        {
            version = await applications.FindFactsAsync(sequence, stop);
            versions[sequence] = version;
        }

        return version is { } found
            ? (found.Facts, found.Positions)
            : throw new InvalidOperationException("A decision names facts that are not there.");
    }
}
