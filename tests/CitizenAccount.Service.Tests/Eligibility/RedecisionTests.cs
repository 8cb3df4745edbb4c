using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Decision = CitizenAccount.Contracts.Eligibility.V1.Decision;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Tests.Eligibility;

/// <summary>A household of three that is decided and paid for January, February and March 2027, and what becomes known
/// afterwards.</summary>
public sealed class RedecisionTests : IAsyncLifetime
{
    private static readonly YearMonth[] Months = [new(2027, 1), new(2027, 2), new(2027, 3)];

    private RunningService _service = null!;
    private Applicant _person = null!;

    public async Task InitializeAsync()
    {
        _service = await RunningService.StartAsync();
        _person = await Applicant.RegisterAsync(_service);
        await _person.CompleteCoupleAsync();
        await _person.AddChildAsync();
        await _person.SubmitAsync();
        foreach (var month in Months)
        {
            // The sources answer at the start of the month whose 10th is the cut-off.
            var day = month.AddMonths(-1).Day(1);
            _service.Clock.MoveTo(Riyadh.StartOf(day));
            await _person.AnswerAsync(DecidedApplicationTests.Everything(1, 2, 3) with { Day = day });
            _service.MovePastCutOffOf(month);
            await _service.PublishAsync(month);
        }

        _service.Clock.Move(TimeSpan.FromSeconds(2));
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        Assert.Empty(_service.Log.Errors);
    }

    [Fact]
    public async Task A_death_that_became_known_late_is_decided_again_for_the_months_it_touches_and_no_others()
    {
        var before = await DecisionsAsync();
        Assert.All(before, decision => Assert.Equal(
            (1, EligibilityResult.Eligible), (decision.Version, decision.EligibilityResult)));

        // Dead on 5 January: the cut-off of January (10 December) was before, those of February and March after.
        await _person.RemoveAsync(3, LifeEventKind.Death, new DateOnly(2027, 1, 5));
        var after = await AfterAsync(asks: 2);
        Assert.Equal([2, 2, 1], after.Select(decision => decision.Version));
        Assert.Equal(before[2], after[2]);
        Assert.All(after.Take(2), decision =>
        {
            Assert.Equal(DecisionCause.LateFact, decision.Cause);
            Assert.StartsWith($"{_person.Household.Name}/events/", decision.CauseReference, StringComparison.Ordinal);
            Assert.True(decision.Entitlement.Halalas < before[0].Entitlement.Halalas);
            Assert.Equal(1_080_00, decision.Entitlement.Halalas);
        });
        Assert.Equal(2, (await _person.MessagesAsync()).Count(kind => kind == MessageKind.SupportStopped));
    }

    [Fact]
    public async Task Each_version_is_explained_from_its_own_facts()
    {
        await _person.RemoveAsync(3, LifeEventKind.Death, new DateOnly(2027, 1, 5));
        var after = await AfterAsync(asks: 2);
        var first = await ExplainAsync(after[0].Name, 1);
        var second = await ExplainAsync(after[0].Name, 2);
        Assert.Equal(second.Receipt.Content, (await ExplainAsync(after[0].Name, 0)).Receipt.Content);
        Assert.All([first, second], told => Assert.Equal(
            ReceiptCheck.Holds, Receipt.Check(told.Receipt.Content.Span, PolicyBook.Published)));
        Assert.NotEqual(first.FactsSha256, second.FactsSha256);
        Assert.Equal((1, 2), (first.Decision.Version, second.Decision.Version));
        Assert.Equal(2, second.Amounts.WeightParts.Count(part => part.Counted));
        Assert.Equal(3, first.Amounts.WeightParts.Count(part => part.Counted));
        Assert.Equal(
            "DECISION_NOT_FOUND", (await Refused.ByAsync(async () => await ExplainAsync(after[0].Name, 3))).Reason);
    }

    [Fact]
    public async Task The_lookup_answers_what_replaced_a_decision_from_every_tier()
    {
        // Of the newest month, which the lookup is about: asked twice, so that it lies in memory.
        var before = await LookUpAsync();
        Assert.Equal(FreshnessSource.Memory, (await LookUpAsync()).Freshness.Source);
        _service.Clock.MoveTo(Riyadh.StartOf(new DateOnly(2027, 3, 12)));
        await _person.RemoveAsync(3, LifeEventKind.Death, new DateOnly(2027, 1, 5));
        await AfterAsync(asks: 2);
        var read = await LookUpAsync();
        Assert.Equal(FreshnessSource.Database, read.Freshness.Source);
        Assert.True(read.Eligibility.Entitlement.Halalas < before.Eligibility.Entitlement.Halalas);
        Assert.True(read.Eligibility.DecidedTime > before.Eligibility.DecidedTime);
        Assert.True(read.Freshness.Revision > before.Freshness.Revision);
        var kept = await LookUpAsync();
        Assert.Equal((FreshnessSource.Memory, read.Eligibility), (kept.Freshness.Source, kept.Eligibility));
        Assert.Equal(read.Eligibility, (await LookUpAsync(new() { FullyConsistent = true })).Eligibility);
        var newest = (await DecisionsAsync())[0];
        Assert.Equal(newest.Entitlement, read.Eligibility.Entitlement);
        Assert.Equal(newest.ObjectionDeadlineDate, read.Eligibility.ObjectionDeadlineDate);
    }

    [Fact]
    public async Task A_replica_that_is_behind_answers_what_the_token_has_seen()
    {
        await using var other = await RunningService.StartAsync(folder: _service.Folder);
        other.Clock.MoveTo(_service.Clock.GetUtcNow());
        var old = await LookUpAsync(service: other);
        await _person.RemoveAsync(3, LifeEventKind.Death, new DateOnly(2027, 1, 5));
        await AfterAsync(asks: 2);
        var seen = await LookUpAsync();
        Assert.NotEqual(old.Eligibility, seen.Eligibility);

        // Its clock stands still: what it knew it would believe for ever.
        Assert.Equal(old.Eligibility, (await LookUpAsync(service: other)).Eligibility);
        var fresh = await LookUpAsync(new() { AtLeastAsFresh = seen.ConsistencyToken }, other);
        Assert.Equal(seen.Eligibility, fresh.Eligibility);
        Assert.Equal(seen.Eligibility, (await LookUpAsync(service: other)).Eligibility);
    }

    [Fact]
    public async Task A_child_that_is_added_late_changes_no_month_that_is_decided()
    {
        var before = await DecisionsAsync();
        await _person.AddChildAsync(new DateOnly(2027, 1, 2));
        var db = await _service.OpenDbAsync();
        await using (db)
        {
            Assert.Empty(await db.RedecisionAsks.ToListAsync());
        }

        Assert.Equal(before, await DecisionsAsync());
    }

    [Fact]
    public async Task What_a_neighbour_asks_for_is_decided_once_however_often_it_asks_and_told_in_the_feed()
    {
        await _person.AnswerAsync(DecidedApplicationTests.Everything(1, 2, 3) with
        {
            Day = Months[1].Day(1),
            Incomes = [new(1, [new(Rules.Households.IncomeKind.Salary, 8_000_00)]), new(2, []), new(3, [])],
        });
        var api = _service.Services.GetRequiredService<EligibilityApi>();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => AskAsync(api, RedecisionCause.Correction)));
        await AfterAsync(asks: 1);
        await AskAsync(api, RedecisionCause.Correction);
        var told = Assert.Single(await api.ListRedecisionsAsync(0, 100, CancellationToken.None));
        Assert.Equal((Months[1], 2, "objections/one"), (told.Month, told.Version, told.Reference));
        Assert.Empty(await api.ListRedecisionsAsync(told.Sequence, 100, CancellationToken.None));
        var newest = await api.FindDecisionAsync(_person.Household, Months[1], CancellationToken.None);
        Assert.Equal((2, told.Amount), (newest!.Version, newest.Amount));
        Assert.NotNull(newest.NotifiedAt);
        Assert.NotEqual(told.AmountBefore, told.Amount);
    }

    [Fact]
    public async Task An_ask_that_changes_nothing_leaves_the_decision_as_it_is()
    {
        var before = await DecisionsAsync();
        await AskAsync(_service.Services.GetRequiredService<EligibilityApi>());
        Assert.Equal(before, await AfterAsync(asks: 1));
    }

    [Fact]
    public async Task A_salary_that_rose_since_does_not_reach_back_through_an_upheld_objection()
    {
        var before = await DecisionsAsync();
        await _person.AnswerAsync(DecidedApplicationTests.Everything(1, 2, 3) with
        {
            Day = Months[2].Day(1),
            Incomes = [new(1, [new(Rules.Households.IncomeKind.Salary, 30_000_00)]), new(2, []), new(3, [])],
        });
        await AskAsync(_service.Services.GetRequiredService<EligibilityApi>());
        Assert.Equal(before, await AfterAsync(asks: 1));
    }

    [Fact]
    public async Task Every_household_is_told_of_its_decision_after_publication_and_the_days_to_object_count_from_then()
    {
        var decision = (await DecisionsAsync())[0];
        Assert.Equal(3, (await _person.MessagesAsync()).Count(kind => kind == MessageKind.DecidedEligible));
        Assert.NotNull(decision.NotifiedTime);
        var told = Riyadh.DateOf(decision.NotifiedTime.ToDateTimeOffset()).AddDays(90);
        Assert.Equal(
            (told.Year, told.Month, told.Day),
            (decision.ObjectionDeadlineDate.Year, decision.ObjectionDeadlineDate.Month, decision.ObjectionDeadlineDate.Day));
    }

    private async Task<GetEligibilityResponse> LookUpAsync(Consistency? wanted = null, RunningService? service = null)
    {
        var asked = service ?? _service;
        return await asked.Eligibility().GetEligibilityAsync(
            new() { Household = _person.Household.Name, Consistency = wanted },
            Clients.By(asked.AsCitizen(_person.Household)));
    }

    private async Task AskAsync(EligibilityApi api, RedecisionCause cause = RedecisionCause.ObjectionUpheld)
    {
        var db = await _service.OpenDbAsync();
        await using (db)
        {
            await api.AskRedecisionAsync(
                db, _person.Household, Months[1], cause, "objections/one", CancellationToken.None);
            try
            {
                await db.SaveChangesAsync();
            }
            catch (DbUpdateException)
            {
                // Another asked at the same moment; in a call, the next try would see it.
            }
        }
    }

    // The decisions once so many asks are worked.
    private async Task<IReadOnlyList<Decision>> AfterAsync(int asks)
    {
        await CycleDesk.UntilAsync(async () =>
        {
            var db = await _service.OpenDbAsync();
            await using (db)
            {
                return await db.RedecisionAsks.CountAsync(ask => ask.DoneAt != null) >= asks;
            }
        });
        _service.Clock.Move(TimeSpan.FromSeconds(2));
        return await DecisionsAsync();
    }

    private async Task<IReadOnlyList<Decision>> DecisionsAsync()
    {
        await CycleDesk.UntilAsync(async () =>
        {
            var db = await _service.OpenDbAsync();
            await using (db)
            {
                return await db.Cycles.AllAsync(cycle => cycle.NoticedAt != null);
            }
        });
        _service.Clock.Move(TimeSpan.FromSeconds(2));
        return (await _service.Eligibility().ListDecisionsAsync(
            new() { Parent = _person.Household.Name }, _person.Options)).Decisions;
    }

    private async Task<DecisionExplanation> ExplainAsync(string name, int version) =>
        (await _service.Eligibility().ExplainDecisionAsync(new() { Name = name, Version = version }, _person.Options)).Explanation;
}
