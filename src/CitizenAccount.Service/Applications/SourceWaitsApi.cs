using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Kernel;

namespace CitizenAccount.Service.Applications;

/// <summary>What a household's next decision would wait for.</summary>
internal enum AwaitedFact
{
    Income,
    Assets,
    DaysAbroad,
}

/// <summary>A source that has to answer before the next decision, because it never did or did too long ago.</summary>
/// <param name="Member">Position of the member it concerns; 0 is the household.</param>
/// <param name="Fact">What is waited for.</param>
internal readonly record struct Awaited(int Member, AwaitedFact Fact);

/// <summary>A version of facts that was added, and whether a decision on it might wait for a source.</summary>
internal readonly record struct AddedFacts(long Sequence, HouseholdId Household, bool MayWait);

/// <summary>What decisions wait for, for the room that asks the sources.</summary>
internal sealed class SourceWaitsApi(
    HouseholdsStore store, ApplicationsStore applications, PolicyBook policies, TimeProvider clock)
{
    /// <summary>Versions of facts after one, in the order they were added.</summary>
    public async Task<IReadOnlyList<AddedFacts>> ListAddedAsync(long after, int count, CancellationToken stop)
    {
        var (ages, cutOff) = Ages();
        return
        [
            .. (await store.ListAddedFactsAsync(after, count, stop)).Select(version =>
            {
                var sources = FactsCodec.Read(version.Facts, new FactsBuffer()).Header.Sources;
                return new AddedFacts(version.Sequence, version.Household,
                    IsAwaited(sources.Income, ages.Income, cutOff)
                    || IsAwaited(sources.Assets, ages.Assets, cutOff)
                    || IsAwaited(sources.Residence, ages.Residence, cutOff));
            }),
        ];
    }

    /// <summary>What the next decision of a household would wait for, by its application as it stands. A member whom
    /// the records did not confirm does not count yet, and nobody is asked about them.</summary>
    public async Task<IReadOnlyList<Awaited>> ListAsync(HouseholdId household, CancellationToken stop)
    {
        if (await applications.FindAsync(household, stop) is not { Application: { IsExamined: true } application })
        {
            return [];
        }

        var (ages, cutOff) = Ages();
        var counted = application.Active
            .Where(member => member.IsMain || member.Civil is { Confirmed: true }).ToArray();
        return
        [
            .. counted.Where(member => IsAwaited(member.IncomeDay, ages.Income, cutOff))
                .Select(member => new Awaited(member.Position, AwaitedFact.Income)),
            .. counted.Where(member => IsAwaited(member.ResidenceDay, ages.Residence, cutOff))
                .Select(member => new Awaited(member.Position, AwaitedFact.DaysAbroad)),
            .. IsAwaited(application.Answers.AssetsDay, ages.Assets, cutOff)
                ? [new Awaited(0, AwaitedFact.Assets)]
                : Array.Empty<Awaited>(),
        ];
    }

    /// <summary>Who a member is; null when the member is gone. The household, 0, is asked about by its main
    /// beneficiary.</summary>
    public async Task<NationalId?> FindPersonAsync(HouseholdId household, int member, CancellationToken stop) =>
        await applications.FindAsync(household, stop) is { Application: var application }
        && application.Find(Math.Max(1, member)) is { IsActive: true } found
            ? NationalId.Parse(found.NationalId)
            : null;

    private (SourceAges Ages, DateOnly CutOff) Ages()
    {
        var cycle = Cycle.ServedBy(clock.GetUtcNow());
        return (policies.For(cycle.Month).SourceAgeMax, Riyadh.DateOf(cycle.DataCutOff.AddTicks(-1)));
    }

    private static bool IsAwaited(int day, int ageMax, DateOnly cutOff) =>
        day == 0 || day < cutOff.DayNumber - ageMax;
}
