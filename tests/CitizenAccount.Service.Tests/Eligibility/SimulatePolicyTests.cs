using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Tests.Hosting;
using YearMonth = CitizenAccount.Contracts.Type.V1.YearMonth;

namespace CitizenAccount.Service.Tests.Eligibility;

/// <summary>A proposed policy run over the whole sealed population: what it would cost, who would win and lose, and that
/// it puts nothing in force.</summary>
public sealed class SimulatePolicyTests(DecidedService decided) : IClassFixture<DecidedService>
{
    private const string HeadFull = "support.full.head_or_independent";
    private const string Minimum = "support.minimum";

    private static readonly YearMonth December = new() { Year = 2026, Month = 12 };

    private RunningService Service => decided.Service;

    [Fact]
    public async Task Cost_winners_and_losers_are_those_of_the_rules_household_by_household()
    {
        var present = PresentHalalas(HeadFull);
        var request = RequestOf(ChangeOf(HeadFull, new Value { Money = Wire.ToMoney(present + 100_00) }));
        var simulation = (await Service.Cycles().SimulatePolicyAsync(request, Service.Operator())).Simulation;

        var policy = PolicyBook.Published.With(
            [new(HeadFull, Json((present + 100_00) / 100m), new(2026, 12), null, "")]).For(new(2026, 12));
        var rules = new MonthRules(policy, RunningService.Month);
        var differences = Enumerable.Range(0, DecidedService.Households)
            .Select(index => DecidedService.DecisionOn(index, rules).Amount - DecidedService.DecisionOn(index).Amount)
            .ToList();
        Assert.NotEqual(0, differences.Sum());
        Assert.Equal(differences.Sum(), simulation.Cost.Halalas);
        Assert.Equal(
            (differences.Count(one => one > 0), differences.Count(one => one < 0), differences.Count(one => one == 0)),
            (simulation.Winners, simulation.Losers, simulation.Unchanged));
        Assert.Equal(
            (Math.Max(0, differences.Max()), Math.Max(0, -differences.Min())),
            (simulation.LargestGain.Halalas, simulation.LargestLoss.Halalas));
        Assert.Equal(DecidedService.Households, simulation.Counts.Households);
        Assert.Equal(policy.ContentHash, simulation.PolicySha256);
        Assert.Equal(2 * DecidedService.Households, simulation.Groups.Sum(group => group.Households));
        Assert.Equal(2 * simulation.Cost.Halalas, simulation.Groups.Sum(group => group.Difference.Halalas));
        Assert.Equal(("maker", CycleDesk.Name), (simulation.ProposedBy, simulation.Cycle));
        Assert.Equal(request.Changes, simulation.Changes);
    }

    [Fact]
    public async Task A_minimum_makes_a_cliff_at_every_cut_off_and_says_so()
    {
        var request = RequestOf(ChangeOf(Minimum, new Value { Money = Wire.ToMoney(200_00) }));
        var simulation = (await Service.Cycles().SimulatePolicyAsync(request, Service.Operator())).Simulation;
        Assert.NotEmpty(simulation.Cliffs);
        Assert.All(simulation.Cliffs, cliff => Assert.True(cliff.Loss.Halalas > 0 && cliff.Text.Ar.Length > 0));
        Assert.Contains(simulation.Cliffs, cliff => cliff.Loss.Halalas == 200_00);
        Assert.Equal(0, simulation.Losers);
    }

    [Fact]
    public async Task A_repeat_answers_the_same_simulation_and_other_content_is_refused()
    {
        var request = RequestOf(ChangeOf(HeadFull, new Value { Money = Wire.ToMoney(500_00) }));
        var first = await Service.Cycles().SimulatePolicyAsync(request, Service.Operator());
        Assert.Equal(first, await Service.Cycles().SimulatePolicyAsync(request, Service.Operator()));
        request.Changes[0].Note = "another";
        await RefusedAsync("REQUEST_ID_REUSED", request);
    }

    [Fact]
    public async Task It_puts_nothing_in_force()
    {
        var before = await Service.Eligibility().GetPolicyAsync(
            new() { BenefitMonth = December }, Service.Operator());
        var household = DecidedService.First(decision => decision.Amount > 0);
        await Service.Cycles().SimulatePolicyAsync(
            RequestOf(ChangeOf(HeadFull, new Value { Money = Wire.ToMoney(0) })), Service.Approver());
        Assert.Equal(before, await Service.Eligibility().GetPolicyAsync(
            new() { BenefitMonth = December }, Service.Operator()));
        var answer = await Service.Eligibility().GetEligibilityAsync(
            new() { Household = household.Name }, Clients.By(Service.AsCitizen(household)));
        Assert.True(answer.Eligibility.Entitlement.Halalas > 0);
    }

    [Fact]
    public async Task Unknown_parameters_other_kinds_double_changes_and_unsealed_months_are_refused()
    {
        var money = new Value { Money = Wire.ToMoney(500_00) };
        await RefusedAsync("POLICY_PARAMETER_UNKNOWN", RequestOf(ChangeOf("support.full.nobody", money)));
        await RefusedAsync("POLICY_PARAMETER_UNKNOWN", RequestOf(ChangeOf(HeadFull, new Value { Flag = true })));
        await RefusedAsync("POLICY_PARAMETER_UNKNOWN", RequestOf(ChangeOf(HeadFull, new Value { Money = Wire.ToMoney(-1) })));
        await RefusedAsync("POLICY_GAP", RequestOf(ChangeOf(HeadFull, money), ChangeOf(HeadFull, money)));
        var early = ChangeOf(HeadFull, money);
        early.FromMonth = new YearMonth { Year = 2017, Month = 11 };
        await RefusedAsync("MONTH_OUT_OF_RANGE", RequestOf(early));
        var other = RequestOf(ChangeOf(HeadFull, money));
        other.Cycle = "cycles/2027-03";
        await RefusedAsync("CYCLE_NOT_FOUND", other);
    }

    [Fact]
    public async Task Values_too_large_to_compute_with_are_refused_and_are_no_failure()
    {
        var huge = new Value { Money = Wire.ToMoney(1_000_000_000_000) };
        var refused = await RefusedAsync("INVALID_REQUEST", RequestOf(
            ChangeOf(HeadFull, huge), ChangeOf("support.cap.amount", huge), ChangeOf("income.cutoff.per_unit", huge),
            ChangeOf("income.cutoff.max", huge)));
        Assert.Equal(["changes"], refused.Fields);
    }

    private async Task<Refused> RefusedAsync(string reason, SimulatePolicyRequest request)
    {
        var refused = await Refused.ByAsync(Service.Cycles().SimulatePolicyAsync(request, Service.Operator()));
        Assert.Equal(reason, refused.Reason);
        return refused;
    }

    private static SimulatePolicyRequest RequestOf(params PolicyChange[] changes) => new()
    {
        RequestId = Citizens.NewId(),
        Cycle = CycleDesk.Name,
        Changes = { changes },
    };

    private static PolicyChange ChangeOf(string key, Value value) => new()
    {
        Key = key,
        Value = value,
        FromMonth = December,
        Note = "by decision 12",
    };

    private static long PresentHalalas(string key) => (long)(100 * PolicyBook.Published.Parameters
        .Single(parameter => parameter.Key == key).At(new(2026, 12)).Value.GetDecimal());

    private static System.Text.Json.JsonElement Json(decimal value) =>
        System.Text.Json.JsonSerializer.SerializeToElement(value / 1.0000000000000000000000000000m);
}
