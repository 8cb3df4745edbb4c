using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using Decision = CitizenAccount.Rules.Decisions.Decision;

namespace CitizenAccount.Service.Tests.Eligibility;

/// <summary>The hot lookup against what the rules decide for the same made-up households.</summary>
public sealed class GetEligibilityTests(DecidedService decided) : IClassFixture<DecidedService>
{
    [Fact]
    public async Task Every_household_is_told_what_the_rules_decide_for_it()
    {
        var agent = Clients.By(decided.Service.As(Role.Agent));
        for (var index = 0; index < DecidedService.Households; index++)
        {
            var household = RunningService.HouseholdAt(index);
            var decision = DecidedService.DecisionOn(index);
            var told = (await decided.Service.Eligibility().GetEligibilityAsync(
                new GetEligibilityRequest { Household = household.Name, Purpose = Clients.Asked }, agent)).Eligibility;
            AssertSays(decision, told);
            Assert.Equal(household.Name, told.Household);
            Assert.Equal($"{household.Name}/decisions/2026-12", told.Decision);
        }
    }

    [Fact]
    public void The_population_has_every_result_so_that_the_comparison_means_something()
    {
        var all = Enumerable.Range(0, DecidedService.Households)
            .Select(index => DecidedService.DecisionOn(index)).ToList();
        Assert.Contains(all, decision => decision.Entitlement == Entitlement.Due);
        Assert.Contains(all, decision => decision.Entitlement == Entitlement.NoneAboveCutOff);
        Assert.Contains(all, decision => decision.Entitlement == Entitlement.NoneNotEligible);
        Assert.Contains(all, decision => decision.Entitlement == Entitlement.Pending);
    }

    [Fact]
    public async Task A_citizen_reads_the_own_household_without_a_purpose()
    {
        var household = RunningService.HouseholdAt(3);
        var answer = await ReadAsync(household);
        AssertSays(DecidedService.DecisionOn(3), answer.Eligibility);
        Assert.Equal("cycles/2026-12", answer.Eligibility.Cycle);
        Assert.Equal(109, answer.Eligibility.CycleNumber);
        Assert.Equal(new YearMonth { Year = 2026, Month = 12 }, answer.Eligibility.BenefitMonth);
        Assert.Equal(RunningService.Start, answer.Eligibility.PublishedTime.ToDateTimeOffset());
        Assert.Equal(RunningService.Start, answer.Eligibility.DecidedTime.ToDateTimeOffset());
        Assert.False(answer.Eligibility.Provisional);

        // Another test may have read it before; LookupTests tell the tiers apart.
        Assert.Contains(answer.Freshness.Source, (FreshnessSource[])[FreshnessSource.Database, FreshnessSource.Memory]);
        Assert.Equal(1, answer.Freshness.Revision);
        Assert.Equal(RunningService.Start, answer.Freshness.ReadTime.ToDateTimeOffset());
        Assert.NotEmpty(answer.ConsistencyToken);
    }

    [Fact]
    public async Task What_is_due_is_told_with_its_payment_day_in_both_calendars()
    {
        var due = (await ReadAsync(DecidedService.First(decision => decision.Amount > 0))).Eligibility;
        Assert.Equal(new Date { Year = 2026, Month = 12, Day = 10 }, due.PaymentDate);
        Assert.Equal(new HijriDate { Year = 1448, Month = 7, Day = 1 }, due.PaymentHijriDate);
        var none = (await ReadAsync(DecidedService.First(decision => decision.Amount == 0))).Eligibility;
        Assert.Null(none.PaymentDate);
        Assert.Null(none.PaymentHijriDate);
    }

    [Fact]
    public async Task What_is_waited_for_is_named_and_no_refusal()
    {
        var index = Enumerable.Range(0, DecidedService.Households)
            .First(index => DecidedService.DecisionOn(index).Entitlement == Entitlement.Pending);
        var pending = (await ReadAsync(RunningService.HouseholdAt(index))).Eligibility;
        Assert.Equal(EligibilityResult.Pending, pending.EligibilityResult);
        Assert.Equal(EntitlementResult.Pending, pending.EntitlementResult);
        var awaited = DecidedService.DecisionOn(index).Reasons.InOrder().Select(SourceOf).OfType<FactSource>().ToList();
        Assert.NotEmpty(awaited);
        Assert.Equal(awaited, pending.WaitingFor.Select(waiting => waiting.Source));
        Assert.All(pending.WaitingFor, waiting =>
            Assert.True(waiting.Text.Ar.Length > 0 && waiting.Text.En.Length > 0));
    }

    [Fact]
    public async Task Where_days_abroad_take_everything_that_is_told_first_and_adds_up()
    {
        await using var service = await RunningService.StartAsync();
        await service.LoadAsync(1, DecidedService.Seed);
        var eligible = DecidedService.People[Enumerable.Range(0, DecidedService.Households)
            .First(index => DecidedService.DecisionOn(index).Entitlement == Entitlement.Due)];
        var absent = eligible with
        {
            Members = [.. eligible.Members.Select(member => member with { DaysAbroad = 300, Marks = MemberMarks.None })],
        };
        await service.AddFactsAsync(RunningService.Month, 2, absent);
        await service.PublishAsync(RunningService.Month);

        var told = (await ReadAsync(RunningService.HouseholdAt(0), service)).Eligibility;
        Assert.Equal(EligibilityResult.Eligible, told.EligibilityResult);
        Assert.Equal(EntitlementResult.NoneDeductedInFull, told.EntitlementResult);
        Assert.Equal(Contracts.Eligibility.V1.DecisionReason.DaysAbroadDeducted, told.Reasons[0].Code);
        Assert.True(told.Reasons.Count > 1);
        var explained = await service.Eligibility().ExplainDecisionAsync(
            new ExplainDecisionRequest { Name = told.Decision },
            Clients.By(service.AsCitizen(RunningService.HouseholdAt(0))));
        var amounts = explained.Explanation.Amounts;
        Assert.Equal(0, amounts.Entitlement.Halalas);
        Assert.Equal(amounts.AfterTaper.Halalas, amounts.DaysAbroad.Sum(days => days.Deduction.Halalas));
        Assert.All(amounts.DaysAbroad, days => Assert.Equal((90, 300), (days.DaysAllowed, days.DaysAbroad)));
    }

    // Published at 12:00 in Riyadh on 25 November 2026, and at half past midnight of the 26th.
    [Theory]
    [InlineData("2026-11-25T09:00:00Z", 2027, 2, 23, 1448, 9, 16)]
    [InlineData("2026-11-25T20:59:59Z", 2027, 2, 23, 1448, 9, 16)]
    [InlineData("2026-11-25T21:30:00Z", 2027, 2, 24, 1448, 9, 17)]
    public async Task The_objection_window_is_ninety_days_by_the_calendar_of_Riyadh(
        string published, int year, int month, int day, int hijriYear, int hijriMonth, int hijriDay)
    {
        await using var service = await RunningService.StartAsync();
        await service.LoadAsync(1, DecidedService.Seed);
        service.Clock.MoveTo(DateTimeOffset.Parse(published, null));
        await service.PublishAsync(RunningService.Month);
        var told = (await ReadAsync(RunningService.HouseholdAt(0), service)).Eligibility;
        Assert.Equal(new Date { Year = year, Month = month, Day = day }, told.ObjectionDeadlineDate);
        Assert.Equal(
            new HijriDate { Year = hijriYear, Month = hijriMonth, Day = hijriDay }, told.ObjectionDeadlineHijriDate);
    }

    [Fact]
    public async Task Nothing_is_told_before_publication_and_everything_at_once_after_it()
    {
        await using var service = await RunningService.StartAsync();
        await service.LoadAsync(3, DecidedService.Seed);
        var household = RunningService.HouseholdAt(1);
        var run = service.Services.GetRequiredService<CycleRun>();
        var stop = CancellationToken.None;
        await AssertNotPublishedAsync(service, household, "nothing is sealed");
        await run.SealAsync(RunningService.Month, "maker", confirmProvisional: false, stop);
        await AssertNotPublishedAsync(service, household, "sealed");
        await run.EvaluateAsync(RunningService.Month, null, stop);
        await AssertNotPublishedAsync(service, household, "decided");
        await run.ApproveAsync(RunningService.Month, "checker", stop);
        await AssertNotPublishedAsync(service, household, "approved");
        await run.PublishAsync(RunningService.Month, "releaser", stop);

        var now = await ReadAsync(household, service, new Consistency { FullyConsistent = true });
        AssertSays(DecidedService.DecisionOn(1), now.Eligibility);
    }

    [Fact]
    public async Task A_reader_who_asks_for_nothing_special_sees_a_publication_within_two_seconds()
    {
        await using var service = await RunningService.StartAsync();
        await service.LoadAsync(3, DecidedService.Seed);
        var household = RunningService.HouseholdAt(1);
        await AssertNotPublishedAsync(service, household, "nothing is sealed");
        await service.PublishAsync(RunningService.Month);
        service.Clock.Move(TimeSpan.FromSeconds(2));
        AssertSays(DecidedService.DecisionOn(1), (await ReadAsync(household, service)).Eligibility);
    }

    internal static void AssertSays(Decision decision, HouseholdEligibility told)
    {
        Assert.Equal(ResultOf(decision), (told.EligibilityResult, told.EntitlementResult));
        Assert.Equal(new Money { CurrencyCode = "SAR", Halalas = decision.Amount }, told.Entitlement);
        Assert.Equal(decision.Amount > 0, told.PaymentDate is not null);
        AssertReasons(decision, [.. told.Reasons]);
        Assert.Equal(
            decision.Reasons.InOrder()
                .Count(reason => reason.ToString().StartsWith("WaitingFor", StringComparison.Ordinal)),
            told.WaitingFor.Count);
    }

    // The names are the same on both sides.
    internal static void AssertReasons(Decision decision, IReadOnlyList<Reason> told)
    {
        Assert.NotEmpty(told);
        Assert.Equal(
            decision.Reasons.InOrder().Select(reason => reason.ToString()),
            told.Select(reason => reason.Code.ToString()));
        Assert.All(told, reason =>
        {
            Assert.Contains(reason.Text.Ar, letter => letter is >= '\u0621' and <= '\u064A');
            Assert.Contains(reason.NextStep.Ar, letter => letter is >= '\u0621' and <= '\u064A');
            Assert.NotEmpty(reason.Text.En);
            Assert.NotEmpty(reason.NextStep.En);
        });
    }

    internal static (EligibilityResult, EntitlementResult) ResultOf(Decision decision) => decision.Entitlement switch
    {
        Entitlement.Due => (EligibilityResult.Eligible, EntitlementResult.Due),
        Entitlement.NoneAboveCutOff => (EligibilityResult.Eligible, EntitlementResult.NoneAboveCutOff),
        Entitlement.NoneAfterDeduction => (EligibilityResult.Eligible, EntitlementResult.NoneDeductedInFull),
        Entitlement.NoneNotEligible => (EligibilityResult.NotEligible, EntitlementResult.NoneNotEligible),
        Entitlement.Pending => (EligibilityResult.Pending, EntitlementResult.Pending),
    };

    private static FactSource? SourceOf(Rules.Decisions.DecisionReason reason) => reason switch
    {
        Rules.Decisions.DecisionReason.WaitingForCivilStatus => FactSource.CivilRecords,
        Rules.Decisions.DecisionReason.WaitingForIncome => FactSource.IncomeRecords,
        Rules.Decisions.DecisionReason.WaitingForAssets => FactSource.AssetRecords,
        Rules.Decisions.DecisionReason.WaitingForDaysAbroad => FactSource.BorderRecords,
        _ => null,
    };

    private static async Task AssertNotPublishedAsync(RunningService service, HouseholdId household, string when)
    {
        foreach (var consistency in new[] { null, new Consistency { FullyConsistent = true } })
        {
            var refused = await Refused.ByAsync(() => ReadAsync(household, service, consistency));
            Assert.Equal((StatusCode.FailedPrecondition, "NOT_PUBLISHED"), (refused.Code, refused.Reason));
        }

        var decisions = await service.Eligibility().ListDecisionsAsync(
            new ListDecisionsRequest { Parent = household.Name }, Clients.By(service.AsCitizen(household)));
        Assert.True(decisions.Decisions.Count == 0 && decisions.NextPageToken.Length == 0, when);
        var explained = await Refused.ByAsync(service.Eligibility().ExplainDecisionAsync(
            new ExplainDecisionRequest { Name = $"{household.Name}/decisions/2026-12" },
            Clients.By(service.AsCitizen(household))));
        Assert.Equal((StatusCode.NotFound, "DECISION_NOT_FOUND"), (explained.Code, explained.Reason));
    }

    private static async Task<GetEligibilityResponse> ReadAsync(
        HouseholdId household, RunningService service, Consistency? consistency = null) =>
        await service.Eligibility().GetEligibilityAsync(
            new GetEligibilityRequest { Household = household.Name, Consistency = consistency },
            Clients.By(service.AsCitizen(household)));

    private Task<GetEligibilityResponse> ReadAsync(HouseholdId household) => ReadAsync(household, decided.Service);
}
