using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Risk;
using CitizenAccount.Service.Demo;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Eligibility.Risk;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Eligibility;

/// <summary>Households that a person should look at, from a population with planted cases to the reviewer's page: who
/// may see them, what is told, and that nothing is decided by them.</summary>
public sealed class RiskSignalTests : IAsyncLifetime
{
    private const int Households = 1_200;
    private const ulong Seed = 2026;

    private static readonly Population People = new(Seed, RunningService.Month);
    private static readonly Planting Planted = new(Seed);

    private RunningService _service = null!;

    public async Task InitializeAsync()
    {
        _service = await RunningService.StartAsync();
        await _service.Services.GetRequiredService<PopulationLoading>()
            .LoadAsync(People, Planted, RunningService.Month, Households, _ => { }, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        Assert.Empty(_service.Log.Errors);
    }

    [Fact]
    public async Task Planted_households_come_first_and_the_signals_say_why_in_both_languages()
    {
        await SearchedAsync();
        var all = await AllAsync(1_000);
        Assert.Equal(all.OrderByDescending(risk => risk.Score).Select(risk => risk.Score), all.Select(risk => risk.Score));
        Assert.All(all, risk => Assert.Equal(Math.Min(100, risk.Signals.Sum(signal => signal.Points)), risk.Score));
        Assert.All(all.SelectMany(risk => risk.Signals), signal => Assert.True(
            signal.Kind != RiskSignalKind.Unspecified && signal.Text.Ar.Length > 0 && signal.Text.En.Length > 0));
        Assert.All(all, risk => Assert.True(risk.Entitlement.Halalas > 0));

        var worth = all.Where(risk => risk.Score >= RiskScoring.WorthALook).ToList();
        var planted = Enumerable.Range(0, Households).Where(index => Planted.Household(People, index).IsNotEntitled)
            .Select(index => RunningService.HouseholdAt(index).Name).ToHashSet();
        Assert.InRange(worth.Count, 5, 60);
        Assert.True(2 * worth.Count(risk => planted.Contains(risk.Household)) > worth.Count, "Most of them are not planted.");
    }

    [Fact]
    public async Task Pages_join_without_a_household_twice_or_missing_and_a_score_limits_them()
    {
        await SearchedAsync();
        var all = await AllAsync(1_000);
        Assert.Equal(all.Select(risk => risk.Household), (await AllAsync(7)).Select(risk => risk.Household));
        Assert.Equal(all.Count, all.Select(risk => risk.Household).Distinct().Count());
        Assert.Equal(
            all.Where(risk => risk.Score >= 40).Select(risk => risk.Household),
            (await AllAsync(5, 40)).Select(risk => risk.Household));

        var first = await PageAsync(new() { PageSize = 2 }, _service.Approver());
        var foreign = await Refused.ByAsync(() => PageAsync(new() { PageToken = first.NextPageToken }, _service.Operator("another")));
        Assert.Equal("PAGE_TOKEN_INVALID", foreign.Reason);
        var filtered = await Refused.ByAsync(
            () => PageAsync(new() { PageToken = first.NextPageToken, MinScore = 1 }, _service.Approver()));
        Assert.Equal("PAGE_TOKEN_INVALID", filtered.Reason);
    }

    [Fact]
    public async Task Signals_change_no_decision_and_no_step()
    {
        await _service.StartCycleAsync();
        var before = await _service.ReviewableAsync();
        await SearchedAsync(started: true);
        var after = await _service.GetCycleAsync();
        Assert.Equal((before.DecisionsSha256, before.Etag, before.Totals), (after.DecisionsSha256, after.Etag, after.Totals));
        await _service.ApproveCycleAsync();
        Assert.Equal(Contracts.Eligibility.V1.CycleState.Published, (await _service.PublishCycleAsync()).State);
    }

    [Fact]
    public async Task Before_they_are_looked_for_the_cycle_is_not_ready_and_an_unknown_one_is_not_found()
    {
        Assert.Equal("CYCLE_NOT_FOUND", (await Refused.ByAsync(() => PageAsync(new(), _service.Operator()))).Reason);
        await _service.Services.GetRequiredService<CycleRun>()
            .StartAsync(RunningService.Month, "maker", confirmProvisional: false, CancellationToken.None);
        Assert.Equal("CYCLE_STATE", (await Refused.ByAsync(() => PageAsync(new(), _service.Operator()))).Reason);
    }

    [Fact]
    public async Task Only_for_review_or_audit_and_each_household_shown_is_on_record()
    {
        await SearchedAsync();
        foreach (var purpose in new[] { null, new Purpose { Code = PurposeCode.CitizenRequest } })
        {
            var refused = await Refused.ByAsync(() => _service.Cycles().ListRiskSignalsAsync(
                new() { Name = CycleDesk.Name, Purpose = purpose }, _service.Operator()).ResponseAsync);
            Assert.Equal("PURPOSE_REQUIRED", refused.Reason);
        }

        var page = await PageAsync(new() { PageSize = 3 }, _service.Approver("looks"));
        var looks = await _service.LooksAsync(look => look.Actor == "looks");
        Assert.Equal(page.Risks.Select(risk => risk.Household).Order(), looks.Select(look => look.HouseholdId!.Value.Name).Order());
        Assert.All(looks, look => Assert.Equal(((int)PurposeCode.Review, 0), (look.Purpose, look.Outcome)));
    }

    [Fact]
    public async Task A_reviewer_does_not_see_the_own_household()
    {
        await SearchedAsync();
        var first = (await PageAsync(new() { PageSize = 1 }, _service.Approver())).Risks[0].Household;
        Assert.True(HouseholdId.TryParseName(first, out var own));
        var seen = await PageAsync(
            new() { PageSize = 1_000 }, Clients.By(_service.Bearer("neighbour", [Role.Approver], own)));
        Assert.NotEmpty(seen.Risks);
        Assert.DoesNotContain(seen.Risks, risk => risk.Household == first);
    }

    [Fact]
    public async Task Looked_for_twice_they_are_the_same_and_stored_once()
    {
        await SearchedAsync();
        var (store, search) = (_service.Services.GetRequiredService<RiskStore>(), _service.Services.GetRequiredService<RiskSearch>());
        var cycle = await _service.Services.GetRequiredService<CycleStore>().GetAsync(CycleRun.CodeOf(RunningService.Month), default);
        var before = await AllAsync(1_000);
        var again = await search.FindAsync(cycle, () => Task.FromResult(true), default);
        await store.StoreAsync(
            new RiskSearchRow { Month = cycle.Month, Run = cycle.Run, Version = 1, DoneAt = cycle.SealedAt, Households = again!.Count },
            again, default);
        Assert.Equal(before, await AllAsync(1_000));
        Assert.Null(await search.FindAsync(cycle, () => Task.FromResult(false), default));
    }

    [Fact]
    public async Task Neither_an_account_nor_an_address_is_told_or_logged_with_them()
    {
        await SearchedAsync();
        var shown = string.Join('\n', (await AllAsync(1_000)).Select(risk => risk.ToString()));
        var text = shown + string.Join('\n', _service.Log.Events.Select(line => line.ToString()));
        for (var index = 0; index < Households; index++)
        {
            var household = Planted.Household(People, index).Now;
            Assert.DoesNotContain(household.Iban.Value, text, StringComparison.Ordinal);
            Assert.DoesNotContain(household.ShortAddress.Value, text, StringComparison.Ordinal);
        }
    }

    private async Task SearchedAsync(bool started = false)
    {
        if (!started)
        {
            await _service.StartCycleAsync();
        }

        var store = _service.Services.GetRequiredService<RiskStore>();
        await CycleDesk.UntilAsync(async () =>
            await _service.Services.GetRequiredService<CycleStore>()
                .FindAsync(CycleRun.CodeOf(RunningService.Month), CancellationToken.None) is { } cycle
            && await store.IsDoneAsync(cycle, CancellationToken.None));
    }

    private async Task<IReadOnlyList<HouseholdRisk>> AllAsync(int size, int least = 0)
    {
        var (all, token) = (new List<HouseholdRisk>(), "");
        do
        {
            var page = await PageAsync(new() { PageSize = size, MinScore = least, PageToken = token }, _service.Approver());
            Assert.InRange(page.Risks.Count, 0, size);
            all.AddRange(page.Risks);
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        return all;
    }

    private async Task<ListRiskSignalsResponse> PageAsync(ListRiskSignalsRequest request, CallOptions by)
    {
        request.Name = CycleDesk.Name;
        request.Purpose = WorkingCalls.Reviewing;
        return await _service.Cycles().ListRiskSignalsAsync(request, by);
    }
}
