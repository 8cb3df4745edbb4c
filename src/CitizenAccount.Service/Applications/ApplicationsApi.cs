using CitizenAccount.Service.Kernel;

namespace CitizenAccount.Service.Applications;

/// <summary>One version of a household's verified facts, as a neighbour sees it.</summary>
/// <param name="Household">The household.</param>
/// <param name="Sequence">Order of arrival over all households; names the version.</param>
/// <param name="Facts">The facts in their canonical form (<see cref="Rules.Households.FactsCodec"/>).</param>
internal sealed record FactsVersion(HouseholdId Household, long Sequence, byte[] Facts);

/// <summary>What other rooms may ask of applications: verified facts, and whether a household exists.</summary>
internal sealed class ApplicationsApi(HouseholdsStore store)
{
    /// <summary>Number of the newest fact version; 0 when there is none.</summary>
    public Task<long> LastSequenceAsync(CancellationToken stop) => store.LastSequenceAsync(stop);

    /// <summary>The newest versions known before an instant, of at most <paramref name="count"/> households after one,
    /// in order of household.</summary>
    public Task<IReadOnlyList<FactsVersion>> ListFactsAsync(
        FactsCut cut, HouseholdId after, int count, CancellationToken stop) =>
        store.ListFactsAsync(cut, after, count, stop);

    /// <summary>One version.</summary>
    public Task<FactsVersion?> FindFactsAsync(long sequence, CancellationToken stop) =>
        store.FindFactsAsync(sequence, stop);

    /// <summary>The household's revision; null when there is no such household.</summary>
    public Task<long?> FindRevisionAsync(HouseholdId household, CancellationToken stop) =>
        store.FindRevisionAsync(household, stop);
}

/// <summary>Which versions of facts a snapshot takes.</summary>
/// <param name="KnownBefore">Known before this instant.</param>
/// <param name="SequenceMax">And arrived no later than this.</param>
internal sealed record FactsCut(DateTime KnownBefore, long SequenceMax);
