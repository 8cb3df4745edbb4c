using System.Diagnostics;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Risk;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Demo;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Eligibility.Risk;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.Data.Sqlite;

namespace CitizenAccount.Benchmarks;

/// <summary>How many of the planted cases the signals find, and how many of those found were planted, by kind and
/// together; and what looking for them costs. The points were tuned on one seed; the figures are of another.</summary>
internal static class RiskBenchmark
{
    private const int Households = 100_000;
    private const ulong TunedOn = 99;
    private const ulong MeasuredOn = 2026;

    private static readonly YearMonth Month = new(2026, 12);

    public static async Task RunAsync()
    {
        foreach (var (seed, what) in new[] { (TunedOn, "tuned on"), (MeasuredOn, "measured on") })
        {
            Console.WriteLine($"seed {seed} ({what}), {Households:N0} households");
            await RunAsync(seed);
        }
    }

    private static async Task RunAsync(ulong seed)
    {
        var folder = Directory.CreateTempSubdirectory("citizen-account-benchmark");
        try
        {
            var plan = new HostPlan { Environment = "Development" };
            plan.Settings["Storage:DataDirectory"] = folder.FullName;
            plan.Settings["Listen:Port"] = "0";
            plan.Settings["Logging:LogLevel:Default"] = "Warning";
            var app = ServiceHost.Build(plan);
            await using (app)
            {
                await MeasureAsync(app.Services, seed);
            }
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(IServiceProvider services, ulong seed)
    {
        var stop = CancellationToken.None;
        await services.GetRequiredService<StorageGate>().OpenAsync(stop);
        var (population, planting) = (new Population(seed, Month), new Planting(seed));
        await services.GetRequiredService<PopulationLoading>()
            .LoadAsync(population, planting, Month, Households, _ => { }, stop);
        var run = services.GetRequiredService<CycleRun>();
        await run.SealAsync(Month, "maker", confirmProvisional: false, stop);
        await run.EvaluateAsync(Month, null, stop);
        GC.Collect();

        var cycle = await services.GetRequiredService<CycleStore>().GetAsync(CycleRun.CodeOf(Month), stop);
        var (watch, before) = (Stopwatch.StartNew(), GC.GetTotalMemory(forceFullCollection: true));
        var found = await services.GetRequiredService<RiskSearch>()
            .FindAsync(cycle, () => Task.FromResult(true), stop) ?? [];
        var took = watch.Elapsed.TotalSeconds;
        Console.WriteLine(
            $"  searched in {took:F1} s, {Households / took:N0} households/s; {found.Count:N0} with a signal, "
            + $"kept after it {(GC.GetTotalMemory(forceFullCollection: true) - before) / 1024:N0} KB");
        Report(population, planting, found.ToDictionary(row => row.HouseholdId));
    }

    private static void Report(Population population, Planting planting, Dictionary<HouseholdId, RiskRow> found)
    {
        var rules = new MonthRules(PolicyBook.Published, Month);
        var cases = new Dictionary<PlantedCase, (int All, int Found)>();
        var kinds = new Dictionary<RiskKind, (int All, int Right)>();
        for (var index = 0; index < Households; index++)
        {
            var household = planting.Household(population, index);
            if (Deciding.Decide(household.Now.Facts, rules).Amount <= 0)
            {
                continue;
            }

            var id = HouseholdId.Synthetic(Cycle.Of(Month).DataCutOff.AddDays(-1), (ulong)index);
            var row = found.GetValueOrDefault(id);
            var worth = row?.Score >= RiskScoring.WorthALook;
            var (all, right) = cases.GetValueOrDefault(household.Case);
            cases[household.Case] = (all + 1, right + (worth ? 1 : 0));
            foreach (var signal in row is not null && worth ? RiskBytes.Read(row.Signals) : [])
            {
                var (times, hits) = kinds.GetValueOrDefault(signal.Kind);
                kinds[signal.Kind] = (times + 1, hits + (household.IsNotEntitled ? 1 : 0));
            }
        }

        Print(cases, kinds);
    }

    private static void Print(
        Dictionary<PlantedCase, (int All, int Found)> cases, Dictionary<RiskKind, (int All, int Right)> kinds)
    {
        foreach (var (planted, (all, hit)) in cases.OrderBy(pair => pair.Key == 0 ? 99 : (int)pair.Key))
        {
            var bad = IsBad(planted);
            Console.WriteLine($"  {planted,-18} {all,7:N0} supported, {hit,6:N0} worth a look, "
                + (bad ? $"recall {(double)hit / all:F3}" : $"wrongly {(double)hit / all:P2}"));
        }

        foreach (var (kind, (all, right)) in kinds.OrderBy(pair => pair.Key))
        {
            Console.WriteLine($"  {kind,-20} on {all,6:N0} of those worth a look, precision {(double)right / all:F3}");
        }

        var planted1 = cases.Where(pair => IsBad(pair.Key)).Sum(pair => pair.Value.All);
        var hits = cases.Where(pair => IsBad(pair.Key)).Sum(pair => pair.Value.Found);
        var flagged = cases.Sum(pair => pair.Value.Found);
        var share = (double)planted1 / cases.Sum(pair => pair.Value.All);
        Console.WriteLine(
            $"  all: precision {(double)hits / flagged:F3} ({hits:N0} of {flagged:N0}), recall {(double)hits / planted1:F3} "
            + $"({hits:N0} of {planted1:N0}); planted among the supported {share:P2} (precision of chance)");
    }

    private static bool IsBad(PlantedCase planted) =>
        planted is >= PlantedCase.HiddenIncome and <= PlantedCase.AddressFarm;
}
