using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Service.Demo;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Tests.Hosting;

namespace CitizenAccount.Service.Tests.Eligibility;

/// <summary>What ExplainDecision says beyond the steps: what would change the decision, and why it differs from the month
/// before.</summary>
public sealed class ExplainChangesTests(DecidedService decided) : IClassFixture<DecidedService>
{
    [Fact]
    public async Task Every_household_is_told_the_changes_that_the_rules_find_for_it()
    {
        var told = 0;
        for (var index = 0; index < 60; index++)
        {
            var explained = await ExplainAsync(decided.Service, RunningService.HouseholdAt(index), "2026-12");
            var expected = Changing.Of(DecidedService.People[index].Facts, DecidedService.Rules);
            Assert.Equal(
                expected.Select(change => (change.Text.Arabic, change.Text.English, change.Afterwards.Amount)),
                explained.Changes.Select(change => (change.Text.Ar, change.Text.En, change.Entitlement.Halalas)));
            told += explained.Changes.Count;
        }

        Assert.True(told > 5);
    }

    [Fact]
    public async Task Above_the_cut_off_the_income_that_would_bring_support_is_named()
    {
        var household = DecidedService.First(decision =>
            decision.Entitlement == Rules.Decisions.Entitlement.NoneAboveCutOff && decision.DaysAbroadDeduction == 0);
        var explained = await ExplainAsync(decided.Service, household, "2026-12");
        var change = explained.Changes.Single(change => change.Step == DecisionStepCode.CutOff);
        Assert.Equal(EntitlementResult.Due, change.EntitlementResult);
        Assert.True(change.Entitlement.Halalas > 0);
        Assert.True(change.Needed.Money.Halalas < change.Present.Money.Halalas);
        Assert.Null(change.EarliestMonth);
    }

    [Fact]
    public async Task A_first_month_differs_from_nothing() => Assert.Null(
        (await ExplainAsync(decided.Service, RunningService.HouseholdAt(1), "2026-12")).Difference);

    [Fact]
    public async Task The_next_month_says_why_it_differs_to_the_halala()
    {
        await using var service = await RunningService.StartDecidedAsync(3, DecidedService.Seed);
        var next = RunningService.Month.AddMonths(1);
        var people = DecidedService.People.Take(3).Select(household => Later(household, next)).ToArray();
        await service.AddFactsAsync(next, 4, people);
        service.MovePastCutOffOf(next);
        await service.PublishAsync(next);
        for (var index = 0; index < 3; index++)
        {
            var difference = (await ExplainAsync(service, RunningService.HouseholdAt(index), "2027-01")).Difference;
            Assert.Equal((2026, 12, 2027, 1), (
                difference.BeforeMonth.Year, difference.BeforeMonth.Month, difference.AfterMonth.Year, difference.AfterMonth.Month));
            Assert.Equal(
                difference.After.Halalas - difference.Before.Halalas,
                difference.Parts.Sum(part => part.Difference.Halalas));
            Assert.All(difference.Parts, part => Assert.NotEqual(0, part.Difference.Halalas));
            Assert.All(difference.Parts, part => Assert.NotEmpty(part.Text.Ar));
        }
    }

    // A month later: the sources answered again, a child was born, and the main beneficiary earns a little more.
    private static SyntheticHousehold Later(SyntheticHousehold household, Rules.Time.YearMonth month)
    {
        var day = Rules.Time.Cycle.Of(month).DataCutOff.AddDays(-2).UtcDateTime;
        var answered = DateOnly.FromDateTime(day).DayNumber;
        return household with
        {
            Header = household.Header with { Sources = new SourceDays(answered, answered, answered, answered) },
            Members = [.. household.Members, DecidedService.People[0].Members[0] with
            {
                Relationship = Relationship.Daughter,
                Sex = Sex.Female,
                MaritalStatus = MaritalStatus.Single,
                BirthDay = answered,
                DaysAbroad = 0,
                Marks = MemberMarks.None,
                Nationality = NationalityStatus.Saudi,
            }],
            Incomes = [.. household.Incomes, new IncomeLine(0, Rules.Households.IncomeKind.Other, 150_00)],
        };
    }

    private static async Task<DecisionExplanation> ExplainAsync(
        RunningService service, HouseholdId household, string month)
    {
        var answer = await service.Eligibility().ExplainDecisionAsync(
            new ExplainDecisionRequest { Name = $"{household.Name}/decisions/{month}", Purpose = Clients.Asked },
            Clients.By(service.As(Role.Agent)));
        return answer.Explanation;
    }
}
