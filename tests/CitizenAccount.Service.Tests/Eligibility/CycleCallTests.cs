using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Tests.Eligibility;

/// <summary>A month run by calls: who may take which step, what is refused, and what is seen of it.</summary>
public sealed class CycleCallTests : IAsyncLifetime
{
    private const int Households = 60;

    private RunningService _service = null!;

    public async Task InitializeAsync()
    {
        _service = await RunningService.StartAsync();
        await _service.LoadAsync(Households, seed: 7);
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        Assert.Empty(_service.Log.Errors);
    }

    [Fact]
    public async Task A_month_is_started_watched_reviewed_approved_and_published_by_three_people()
    {
        var started = await _service.StartCycleAsync();
        Assert.Equal((CycleDesk.Name, CycleState.Scheduled, "maker"), (started.Name, started.State, started.StartedBy));
        Assert.Equal(109, started.Number);
        var reviewable = await _service.ReviewableAsync();
        Assert.Equal((Households, Households), (reviewable.Progress.Households, reviewable.Progress.HouseholdsDone));
        Assert.Equal((1, 1), (reviewable.Progress.Partitions, reviewable.Progress.PartitionsDone));
        Assert.Equal(64, reviewable.SnapshotSha256.Length);
        Assert.Equal(64, reviewable.DecisionsSha256.Length);
        Assert.Equal("NOT_PUBLISHED", (await EligibilityRefusedAsync()).Reason);
        Assert.Equal(CycleState.Approved, (await _service.ApproveCycleAsync()).State);
        Assert.Equal("NOT_PUBLISHED", (await EligibilityRefusedAsync()).Reason);
        var published = await _service.PublishCycleAsync();
        Assert.Equal(
            (CycleState.Published, "maker", "checker", "releaser"),
            (published.State, published.StartedBy, published.ApprovedBy, published.PublishedBy));
        _service.Clock.Move(TimeSpan.FromSeconds(2));
        Assert.Equal(CycleDesk.Name, (await EligibilityAsync()).Cycle);
    }

    [Fact]
    public async Task Counts_and_totals_are_those_of_the_decisions()
    {
        await _service.StartCycleAsync();
        var cycle = await _service.ReviewableAsync();
        var decisions = Enumerable.Range(0, Households).Select(index => DecidedService.DecisionOn(index)).ToList();
        Assert.Equal(Households, cycle.Counts.Households);
        Assert.Equal(decisions.Count(one => one.Amount > 0), cycle.Counts.SupportedHouseholds);
        Assert.Equal(
            decisions.Count(one => one.Eligibility == Rules.Decisions.Eligibility.Pending), cycle.Counts.PendingHouseholds);
        Assert.Equal(
            decisions.Where(one => one.Amount > 0).Sum(one => 1 + one.Adults + one.Minors), cycle.Counts.SupportedPersons);
        Assert.Equal(decisions.Sum(one => one.Amount), cycle.Totals.Entitlement.Halalas);
        Assert.Equal(
            decisions.Where(one => one.Amount > 0).Sum(one => one.Level.Full), cycle.Totals.FullEntitlement.Halalas);
        var reason = cycle.Counts.Reasons[0];
        Assert.Equal(
            decisions.Count(one => one.Reasons.InOrder().Any(held => Service.Eligibility.ReasonWire.ToWire(held) == reason.Reason)),
            reason.Households);
    }

    [Fact]
    public async Task Nobody_takes_two_steps_and_no_step_comes_before_its_time()
    {
        await _service.StartCycleAsync();
        await _service.ReviewableAsync();
        var review = await _service.ReviewAsync();
        await RefusedAsync("SECOND_PERSON_REQUIRED", () => ApproveAsync(review, _service.Approver("maker")));
        await RefusedAsync("CYCLE_STATE", () => PublishAsync(_service.Releaser()));
        await ApproveAsync(review, _service.Approver());
        await RefusedAsync("CYCLE_STATE", () => ApproveAsync(review, _service.Approver("another")));
        await RefusedAsync("SECOND_PERSON_REQUIRED", () => PublishAsync(_service.Releaser("maker")));
        await RefusedAsync("SECOND_PERSON_REQUIRED", () => PublishAsync(_service.Releaser("checker")));
        await PublishAsync(_service.Releaser());
        await RefusedAsync("CYCLE_STATE", () => CancelAsync(_service.Operator()));
    }

    [Fact]
    public async Task Only_the_figures_that_were_seen_are_approved()
    {
        await _service.StartCycleAsync();
        await _service.ReviewableAsync();
        var review = await _service.ReviewAsync();
        review.ReviewSha256 = new string('0', 64);
        var refused = await RefusedAsync("REVIEW_OUTDATED", () => ApproveAsync(review, _service.Approver()));
        Assert.Equal(StatusCode.Aborted, refused.Code);
        Assert.Equal(CycleState.InReview, (await _service.GetCycleAsync()).State);
    }

    [Fact]
    public async Task A_step_on_a_state_that_has_passed_is_a_conflict()
    {
        var started = await _service.StartCycleAsync();
        await _service.ReviewableAsync();
        await RefusedAsync("CONFLICT", () => _service.Cycles().CancelCycleAsync(
            new()
            {
                RequestId = Citizens.NewId(),
                Name = CycleDesk.Name,
                Etag = started.Etag,
                Cause = "seen too early to be given up",
            },
            _service.Operator()).ResponseAsync);
    }

    [Fact]
    public async Task What_cannot_be_started_is_refused_by_name_and_nothing_is_stored()
    {
        await RefusedAsync("CUT_OFF_NOT_PASSED", () => StartAsync(CycleDesk.StartOf(new YearMonth(2027, 1), confirm: true)));
        await RefusedAsync("MONTH_OUT_OF_RANGE", () => StartAsync(CycleDesk.StartOf(new YearMonth(2017, 11))));
        var unannounced = new YearMonth(2027, 1);
        _service.MovePastCutOffOf(unannounced);
        await RefusedAsync("POLICY_NOT_CONFIRMED", () => StartAsync(CycleDesk.StartOf(unannounced)));
        Assert.Empty((await _service.Cycles().ListCyclesAsync(new(), _service.Operator())).Cycles);
        var bad = await Refused.ByAsync(() => StartAsync(new StartCycleRequest { RequestId = "no uuid" }));
        Assert.Equal(["request_id", "benefit_month"], bad.Fields);
    }

    [Fact]
    public async Task A_start_that_only_checks_starts_nothing()
    {
        var planned = await StartAsync(CycleDesk.StartOf(RunningService.Month, validateOnly: true));
        Assert.Equal(("", CycleState.Scheduled), (planned.Cycle.Name, planned.Cycle.State));
        await RefusedAsync("CYCLE_NOT_FOUND", () => _service.GetCycleAsync());
        await _service.StartCycleAsync();
        await RefusedAsync(
            "CYCLE_EXISTS", () => StartAsync(CycleDesk.StartOf(RunningService.Month, validateOnly: true)));
    }

    [Fact]
    public async Task A_start_sent_twice_starts_once_and_of_two_at_once_one_starts()
    {
        var request = CycleDesk.StartOf(RunningService.Month);
        var first = await StartAsync(request);
        Assert.Equal(first, await StartAsync(request));
        var next = new YearMonth(2027, 1);
        _service.MovePastCutOffOf(next);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async who =>
        {
            try
            {
                await _service.Cycles().StartCycleAsync(
                    CycleDesk.StartOf(next, confirm: true), _service.Operator($"maker-{who}"));
                return "started";
            }
            catch (RpcException failure)
            {
                return Refused.Read(failure).Reason;
            }
        }));
        Assert.Single(outcomes, "started");
        Assert.Equal(3, outcomes.Count(outcome => outcome is "CYCLE_EXISTS" or "CONFLICT"));
    }

    [Fact]
    public async Task A_cancelled_month_counts_for_nothing_and_can_be_started_again()
    {
        await _service.StartCycleAsync();
        var before = await _service.ReviewableAsync();
        var cancelled = (await CancelAsync(_service.Operator())).Cycle;
        Assert.Equal((CycleState.Cancelled, "the register was loaded twice"), (cancelled.State, cancelled.CancelCause));
        await RefusedAsync("CYCLE_STATE", () => CancelAsync(_service.Operator()));
        Assert.Equal("NOT_PUBLISHED", (await EligibilityRefusedAsync()).Reason);
        await _service.StartCycleAsync();
        var again = await _service.ReviewableAsync();
        Assert.Equal((before.DecisionsSha256, before.Counts), (again.DecisionsSha256, again.Counts));
        await _service.ApproveCycleAsync();
        Assert.Equal(CycleState.Published, (await _service.PublishCycleAsync()).State);
    }

    [Fact]
    public async Task A_review_shows_what_differs_and_who_should_be_looked_at()
    {
        await _service.RunCycleAsync();
        var next = new YearMonth(2027, 1);
        var paid = Enumerable.Range(0, Households).Where(index => DecidedService.DecisionOn(index).Amount > 0).ElementAt(2);
        var refused = Enumerable.Range(0, Households).First(index =>
            DecidedService.DecisionOn(index).Eligibility == Rules.Decisions.Eligibility.NotEligible);
        await _service.AddFactsAsync(
            next, Households + 1, [.. Enumerable.Repeat(DecidedService.People[refused], paid + 1)]);
        _service.MovePastCutOffOf(next);
        await _service.StartCycleAsync(next);
        await _service.ReviewableAsync(CycleDesk.NameOf(next));
        var review = await _service.ReviewAsync(CycleDesk.NameOf(next));
        Assert.Equal(CycleDesk.Name, review.Previous.Name);
        Assert.Contains(review.Differences, one => one.Measure.En == "Total support"
            && one.After.Money.Halalas == review.Cycle.Totals.Entitlement.Halalas
            && one.Before.Money.Halalas == review.Previous.Totals.Entitlement.Halalas);
        var outlier = Assert.Single(review.Outliers, one => one.Household == RunningService.HouseholdAt(paid).Name);
        Assert.Equal((DecidedService.DecisionOn(paid).Amount, 0), (outlier.Before.Halalas, outlier.After.Halalas));
        Assert.InRange(outlier.Score, 50, 100);
        Assert.Equal(review.Outliers.OrderByDescending(one => one.Score), review.Outliers);
        Assert.True(review.Outliers.Count >= 3);
        var page = await _service.Cycles().ReviewCycleAsync(
            new() { Name = CycleDesk.NameOf(next), PageSize = 1 }, _service.Approver());
        var second = await _service.Cycles().ReviewCycleAsync(
            new() { Name = CycleDesk.NameOf(next), PageSize = 1000, PageToken = page.NextPageToken }, _service.Approver());
        Assert.Equal(review.Outliers, page.Review.Outliers.Concat(second.Review.Outliers));
    }

    [Fact]
    public async Task A_review_before_the_evaluation_ended_and_bad_names_are_refused()
    {
        await RefusedAsync("CYCLE_NOT_FOUND", () => _service.ReviewAsync());
        foreach (var name in (string[])["", "cycles/", "cycles/2026-13", "cycles/2026-1", "cycle/2026-12", "cycles/2026-12 "])
        {
            Assert.Equal(["name"], (await Refused.ByAsync(() => _service.GetCycleAsync(name))).Fields);
        }

        await RefusedAsync("CYCLE_NOT_FOUND", async () =>
        {
            using var watch = _service.Cycles().WatchCycle(new() { Name = CycleDesk.Name }, _service.Operator());
            await watch.ResponseStream.MoveNext(CancellationToken.None);
        });
    }

    [Theory]
    [InlineData(Role.Citizen)]
    [InlineData(Role.Agent)]
    [InlineData(Role.CaseWorker)]
    [InlineData(Role.Supervisor)]
    [InlineData(Role.Approver)]
    [InlineData(Role.Releaser)]
    public async Task Nobody_but_an_operator_starts_a_month(Role role)
    {
        var refused = await Refused.ByAsync(_service.Cycles().StartCycleAsync(
            CycleDesk.StartOf(RunningService.Month), Clients.By(_service.As(role))));
        Assert.Equal(StatusCode.PermissionDenied, refused.Code);
    }

    [Fact]
    public async Task Cycles_are_listed_newest_first_by_state_and_page()
    {
        await _service.RunCycleAsync();
        var next = new YearMonth(2027, 1);
        _service.MovePastCutOffOf(next);
        await _service.StartCycleAsync(next);
        await _service.ReviewableAsync(CycleDesk.NameOf(next));
        var all = await _service.Cycles().ListCyclesAsync(new(), _service.Operator());
        Assert.Equal([CycleDesk.NameOf(next), CycleDesk.Name], all.Cycles.Select(cycle => cycle.Name));
        var published = await _service.Cycles().ListCyclesAsync(
            new() { States = { CycleState.Published } }, _service.Operator());
        Assert.Equal([CycleDesk.Name], published.Cycles.Select(cycle => cycle.Name));
        var first = await _service.Cycles().ListCyclesAsync(new() { PageSize = 1 }, _service.Operator());
        var second = await _service.Cycles().ListCyclesAsync(
            new() { PageSize = 1, PageToken = first.NextPageToken }, _service.Operator());
        Assert.Equal([CycleDesk.Name], second.Cycles.Select(cycle => cycle.Name));
        Assert.Equal("", second.NextPageToken);
        await RefusedAsync("PAGE_TOKEN_INVALID", () => _service.Cycles().ListCyclesAsync(
            new() { PageSize = 1, PageToken = first.NextPageToken }, _service.Operator("another")).ResponseAsync);
    }

    private Task<StartCycleResponse> StartAsync(StartCycleRequest request) =>
        _service.Cycles().StartCycleAsync(request, _service.Operator()).ResponseAsync;

    private Task<ApproveCycleResponse> ApproveAsync(CycleReview review, CallOptions by) =>
        _service.Cycles().ApproveCycleAsync(
            new() { RequestId = Citizens.NewId(), Name = CycleDesk.Name, ReviewSha256 = review.ReviewSha256 }, by).ResponseAsync;

    private Task<PublishCycleResponse> PublishAsync(CallOptions by) => _service.Cycles().PublishCycleAsync(
        new() { RequestId = Citizens.NewId(), Name = CycleDesk.Name }, by).ResponseAsync;

    private Task<CancelCycleResponse> CancelAsync(CallOptions by) => _service.Cycles().CancelCycleAsync(
        new() { RequestId = Citizens.NewId(), Name = CycleDesk.Name, Cause = "the register was loaded twice" }, by).ResponseAsync;

    private static async Task<Refused> RefusedAsync(string reason, Func<Task> call)
    {
        var refused = await Refused.ByAsync(call);
        Assert.Equal(reason, refused.Reason);
        return refused;
    }

    private async Task<HouseholdEligibility> EligibilityAsync()
    {
        var household = RunningService.HouseholdAt(0);
        return (await _service.Eligibility().GetEligibilityAsync(
            new() { Household = household.Name }, Clients.By(_service.AsCitizen(household)))).Eligibility;
    }

    private Task<Refused> EligibilityRefusedAsync() => Refused.ByAsync(async () => await EligibilityAsync());
}
