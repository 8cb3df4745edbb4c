using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Service.Demo;
using CitizenAccount.Service.Kernel;

namespace CitizenAccount.Service.Tests.Hosting;

/// <summary>A running service whose 300 made-up households are decided and published for December 2026, one for all
/// tests of a class, beside the decisions that the rules give for the same households. It must not log an error.
/// </summary>
public sealed class DecidedService : IAsyncLifetime
{
    internal const int Households = 300;
    internal const ulong Seed = 7;

    private static readonly Lazy<SyntheticHousehold[]> Population = new(() =>
    [
        .. Enumerable.Range(0, Households).Select(new Population(Seed, RunningService.Month).Household),
    ]);

    internal static MonthRules Rules { get; } = new(PolicyBook.Published, RunningService.Month);

    /// <summary>The made-up households, in the order of their index.</summary>
    internal static IReadOnlyList<SyntheticHousehold> People => Population.Value;

    internal RunningService Service { get; private set; } = null!;

    /// <summary>What the rules decide for a household.</summary>
    internal static Decision DecisionOn(int index, MonthRules? rules = null) =>
        Deciding.Decide(People[index].Facts, rules ?? Rules);

    /// <summary>The first household that the rules decide so.</summary>
    internal static HouseholdId First(Func<Decision, bool> decided) =>
        RunningService.HouseholdAt(Enumerable.Range(0, Households).First(index => decided(DecisionOn(index))));

    /// <summary>The facts of a household as they are stored.</summary>
    internal static byte[] StoredFacts(SyntheticHousehold household)
    {
        var bytes = new byte[FactsCodec.SizeOf(household.Facts)];
        FactsCodec.Write(household.Facts, bytes);
        return bytes;
    }

    public async Task InitializeAsync() => Service = await RunningService.StartDecidedAsync(Households, Seed);

    public async Task DisposeAsync()
    {
        await Service.DisposeAsync();
        Assert.Empty(Service.Log.Errors);
    }
}
