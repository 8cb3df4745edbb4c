using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Support;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Rules.Tests.Policies;

// Some published figures follow from others. Who changes one and forgets the other is told so here.
public sealed class DerivedFiguresTests
{
    private static readonly PolicyBook Book = PolicyBook.Published;

    [Fact]
    public void The_cap_is_the_full_entitlement_of_the_reference_household()
    {
        Assert.All(From(2023, 10), policy =>
        {
            var household = PublishedPolicyTests.Value("support.cap.reference_household", policy.From);
            Assert.Equal(1, household.GetProperty("head").GetInt32());
            var adults = household.GetProperty("dependants_18_plus").GetInt32();
            var minors = household.GetProperty("dependants_under_18").GetInt32();
            var level = policy.Support.LevelFor(adults, minors);
            Assert.Equal(policy.Support.Rules.FullCap, level.Full);
            Assert.False(level.Capped);
            Assert.Equal(policy.Support.Rules.ThresholdCap, level.Threshold);
            Assert.Equal(SupportScale.ReferenceWeightTenths, policy.Support.WeightTenths(adults, minors));
        });
    }

    [Fact]
    public void The_cut_off_of_a_single_person_is_what_the_scale_gives() =>
        Assert.All(Book.Policies, policy => Assert.Equal(
            Halalas("income.cutoff.single", policy), policy.Support.LevelFor(0, 0).CutOff));

    [Fact]
    public void The_cut_off_of_a_couple_is_what_the_scale_gives() =>
        Assert.All(From(2023, 10), policy => Assert.Equal(
            Halalas("income.cutoff.couple", policy), policy.Support.LevelFor(1, 0).CutOff));

    [Fact]
    public void Full_amounts_follow_the_weights() =>
        Assert.All(Book.Policies.Select(policy => policy.Support.Rules), rules =>
        {
            Assert.Equal(rules.HeadFull * rules.AdultWeightTenths, rules.AdultFull * rules.HeadWeightTenths);
            Assert.Equal(rules.HeadFull * rules.MinorWeightTenths, rules.MinorFull * rules.HeadWeightTenths);
        });

    [Fact]
    public void The_supplement_raised_full_support_by_the_announced_ratio()
    {
        var before = Book.For(new YearMonth(2022, 6)).Support.Rules.HeadFull;
        var after = Book.For(new YearMonth(2022, 7)).Support.Rules.HeadFull;
        var announced = PublishedPolicyTests.Value("support.supplement.increase_ratio", new YearMonth(2022, 7));
        Assert.Equal(announced.GetDecimal(), Math.Round(((decimal)after / before) - 1, 2));
    }

    [Fact]
    public void The_announced_supplement_months_are_those_with_the_higher_amount_that_is_certain()
    {
        var next = new YearMonth(2022, 7);
        foreach (var run in PublishedPolicyTests.Value("support.supplement.periods", next).EnumerateArray())
        {
            Assert.Equal(next, YearMonth.Parse(run.GetProperty("from").GetString()!));
            next = YearMonth.Parse(run.GetProperty("to").GetString()!).AddMonths(1);
        }

        Assert.Equal(new YearMonth(2027, 1), next);
        var full = Book.Parameters.Single(parameter => parameter.Key == "support.full.head_or_independent");
        Assert.Equal(next.AddMonths(-1), full.Periods.Single(period => period.From == new YearMonth(2022, 7)).To);
        Assert.True(full.At(next).Provisional);
    }

    [Fact]
    public void The_limit_of_assets_ends_at_the_two_published_figures() =>
        Assert.All(From(2024, 12), policy =>
        {
            Assert.Equal(
                Halalas("eligibility.financial_capacity.limit_independent", policy), policy.Capacity.TotalFor(10));
            Assert.Equal(
                Halalas("eligibility.financial_capacity.limit_six_person_family", policy),
                policy.Capacity.TotalFor(SupportScale.ReferenceWeightTenths));
            var multiple = PublishedPolicyTests.Value("eligibility.financial_capacity.multiple_of_cutoff", policy.From);
            Assert.Equal(policy.Capacity.Max, multiple.GetInt32() * policy.Support.Rules.CutOffMax);
        });

    [Fact]
    public void The_limit_of_assets_never_falls_with_size()
    {
        var limits = Book.For(new YearMonth(2026, 12)).Capacity;
        for (var weight = 10; weight < 100; weight++)
        {
            Assert.True(limits.TotalFor(weight) <= limits.TotalFor(weight + 1));
        }
    }

    [Fact]
    public void The_implied_rate_of_decline_is_that_of_the_single_person() =>
        Assert.All(From(2023, 10).Where(policy => !policy.IsProvisional), policy =>
        {
            var level = policy.Support.LevelFor(0, 0);
            Assert.Equal(
                PublishedPolicyTests.Value("income.taper.rate_implied", policy.From).GetDecimal(),
                Math.Round((decimal)level.Full / (level.CutOff - level.Threshold), 4));
        });

    private static IEnumerable<Policy> From(int year, int month) =>
        Book.Policies.Where(policy => policy.From >= new YearMonth(year, month));

    private static long? Halalas(string key, Policy policy) =>
        (long)(PublishedPolicyTests.Value(key, policy.From).GetDecimal() * 100);
}
