using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Demo;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Eligibility;

/// <summary>One month from seal to publication on a real SQLite file: what is in the snapshot, who may take which step,
/// and that a cycle stopped anywhere ends as if it had not been.</summary>
public sealed class CycleRunTests
{
    private static readonly YearMonth Month = RunningService.Month;

    [Fact]
    public async Task A_month_is_not_sealed_before_its_data_cut_off_has_passed()
    {
        await using var service = await RunningService.StartAsync();
        await service.LoadAsync(3, seed: 1);
        service.Clock.MoveTo(Cycle.Of(Month).DataCutOff.AddTicks(-1));
        await Assert.ThrowsAsync<RefusalException>(() => Run(service).SealAsync(Month, "maker", false, default));

        service.Clock.MoveTo(Cycle.Of(Month).DataCutOff);
        Assert.Equal(3, (await Run(service).SealAsync(Month, "maker", false, default)).Households);
    }

    [Fact]
    public async Task A_month_that_nobody_announced_is_sealed_only_when_confirmed()
    {
        await using var service = await RunningService.StartAsync();
        await service.LoadAsync(3, seed: 1);
        service.Clock.Move(TimeSpan.FromDays(30));
        var unannounced = new YearMonth(2027, 1);
        await Assert.ThrowsAsync<RefusalException>(
            () => Run(service).SealAsync(unannounced, "maker", confirmProvisional: false, default));
        Assert.Equal(3, (await Run(service).SealAsync(unannounced, "maker", confirmProvisional: true, default)).Households);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public async Task Facts_known_before_the_cut_off_count_and_later_ones_do_not(long ticksAfter, bool counts)
    {
        await using var service = await RunningService.StartAsync();
        await service.LoadAsync(1, seed: 1);
        var newer = await AddFactsAsync(service, Cycle.Of(Month).DataCutOff.AddTicks(ticksAfter), sequence: 2);
        await DecideAsync(service);
        var decision = await service.Services.GetRequiredService<EligibilityStore>()
            .FindAsync(CycleRun.CodeOf(Month), newer, default);
        Assert.Equal(counts ? 2 : 1, decision!.FactsSequence);
    }

    [Fact]
    public async Task A_fact_that_arrives_after_the_seal_is_not_in_the_snapshot_whatever_time_it_claims()
    {
        await using var service = await RunningService.StartAsync();
        await service.LoadAsync(1, seed: 1);
        await Run(service).SealAsync(Month, "maker", false, default);
        var late = await AddFactsAsync(service, Cycle.Of(Month).DataCutOff.AddDays(-3), sequence: 2);
        await Run(service).EvaluateAsync(Month, null, default);
        var decision = await service.Services.GetRequiredService<EligibilityStore>()
            .FindAsync(CycleRun.CodeOf(Month), late, default);
        Assert.Equal(1, decision!.FactsSequence);
    }

    [Fact]
    public async Task Three_different_people_start_approve_and_publish_in_that_order()
    {
        await using var service = await RunningService.StartAsync();
        await service.LoadAsync(3, seed: 1);
        var run = Run(service);
        await run.SealAsync(Month, "first", false, default);
        await RefusedAsync(() => run.ApproveAsync(Month, "second", default));
        await run.EvaluateAsync(Month, null, default);
        await RefusedAsync(() => run.PublishAsync(Month, "third", default));
        await RefusedAsync(() => run.ApproveAsync(Month, "first", default));
        await run.ApproveAsync(Month, "second", default);
        await RefusedAsync(() => run.ApproveAsync(Month, "third", default));
        await RefusedAsync(() => run.PublishAsync(Month, "first", default));
        await RefusedAsync(() => run.PublishAsync(Month, "second", default));
        await run.PublishAsync(Month, "third", default);
        await RefusedAsync(() => run.PublishAsync(Month, "third", default));
    }

    [Fact]
    public async Task Every_stored_decision_is_the_one_the_rules_make_of_the_same_facts()
    {
        const int Households = 1_000;
        await using var service = await RunningService.StartAsync();
        await service.LoadAsync(Households, seed: 3);
        await DecideAsync(service);
        var rules = new MonthRules(PolicyBook.Published, Month);
        var population = new Population(3, Month);
        var store = service.Services.GetRequiredService<EligibilityStore>();
        for (var i = 0; i < Households; i++)
        {
            var expected = Deciding.Decide(population.Household(i).Facts, rules);
            var stored = await store.FindAsync(CycleRun.CodeOf(Month), RunningService.HouseholdAt(i), default);
            Assert.Equal(
                (expected.Amount, (long)expected.Reasons.Bits, (byte)expected.Eligibility, (byte)expected.Entitlement),
                (stored!.Amount, stored.Reasons, stored.Eligibility, stored.Entitlement));
        }
    }

    [Fact]
    public async Task An_evaluation_stopped_between_two_batches_goes_on_where_it_stopped()
    {
        const int Households = CycleSealing.PartitionSize + 500;
        await using var service = await RunningService.StartAsync();
        await service.LoadAsync(Households, seed: 4);
        var run = Run(service);
        await run.SealAsync(Month, "maker", false, default);
        using var stop = new CancellationTokenSource();
        var stopped = await Record.ExceptionAsync(() => run.EvaluateAsync(Month, _ => stop.Cancel(), stop.Token));

        // The service's own worker is at it too and may have been faster with the rest.
        Assert.True(stopped is null or OperationCanceledException, $"{stopped}");

        await run.EvaluateAsync(Month, null, default);
        Assert.Equal(await HashOfAnUndisturbedRunAsync(Households), await HashAsync(service));
        await using var db = await Databases(service).CreateDbContextAsync();
        Assert.Equal(Households, await db.Decisions.CountAsync());
    }

    [Fact]
    public async Task The_snapshot_hash_changes_with_any_fact()
    {
        var hashes = new List<string>();
        for (var changed = -1; changed < 2; changed++)
        {
            await using var service = await RunningService.StartAsync();
            await service.LoadAsync(2, seed: 1);
            if (changed >= 0)
            {
                await AddFactsAsync(service, Cycle.Of(Month).DataCutOff.AddDays(-1), 3, changed);
            }

            var row = await Run(service).SealAsync(Month, "maker", false, default);
            hashes.Add(Convert.ToHexString(row.SnapshotHash));
        }

        Assert.Equal(3, hashes.Distinct().Count());
    }

    [Fact]
    public async Task Of_two_publishers_at_once_one_wins()
    {
        await using var service = await RunningService.StartAsync();
        await service.LoadAsync(3, seed: 1);
        var run = Run(service);
        await run.SealAsync(Month, "maker", false, default);
        await run.EvaluateAsync(Month, null, default);
        await run.ApproveAsync(Month, "checker", default);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async i =>
        {
            try
            {
                await run.PublishAsync(Month, $"releaser-{i}", default);
                return true;
            }
            catch (Exception failure) when (failure is DbUpdateException or RefusalException)
            {
                return false;
            }
        }));
        Assert.Single(outcomes, true);
    }

    private static async Task<string> HashOfAnUndisturbedRunAsync(int households)
    {
        await using var service = await RunningService.StartAsync();
        await service.LoadAsync(households, seed: 4);
        await DecideAsync(service);
        return await HashAsync(service);
    }

    private static async Task<string> HashAsync(RunningService service) => Convert.ToHexString(
        (await service.Services.GetRequiredService<CycleStore>().GetAsync(CycleRun.CodeOf(Month), default)).DecisionsHash!);

    private static CycleRun Run(RunningService service) => service.Services.GetRequiredService<CycleRun>();

    private static IDbContextFactory<ServiceDb> Databases(RunningService service) =>
        service.Services.GetRequiredService<IDbContextFactory<ServiceDb>>();

    private static Task<RefusalException> RefusedAsync(Func<Task> step) => Assert.ThrowsAsync<RefusalException>(step);

    private static async Task DecideAsync(RunningService service)
    {
        await Run(service).SealAsync(Month, "maker", false, default);
        await Run(service).EvaluateAsync(Month, null, default);
    }

    // Another version of the facts of a household: those of a household the population has not loaded.
    private static async Task<HouseholdId> AddFactsAsync(
        RunningService service, DateTimeOffset knownAt, long sequence, int household = 0)
    {
        var facts = new Population(1, Month).Household(50).Facts;
        var bytes = new byte[FactsCodec.SizeOf(facts)];
        FactsCodec.Write(facts, bytes);
        await using var db = await Databases(service).CreateDbContextAsync();
        var id = RunningService.HouseholdAt(household);
        db.HouseholdFacts.Add(new HouseholdFactsRow
        {
            Sequence = sequence,
            HouseholdId = id,
            KnownAt = knownAt.UtcDateTime,
            Facts = bytes,
        });
        await db.SaveChangesAsync();
        return id;
    }
}
