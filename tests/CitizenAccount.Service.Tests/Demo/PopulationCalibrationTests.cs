using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Demo;
using Verdict = CitizenAccount.Rules.Decisions.Eligibility;

namespace CitizenAccount.Service.Tests.Demo;

// Proves that 20,000 households of seed 99, decided by the policy in force, come near the newest published batch. It
// proves nothing about real citizens: the generator was tuned until this held.
public sealed class PopulationCalibrationTests
{
    public static TheoryData<YearMonth> CurrentMonths => [new(2026, 12), new(2026, 2)];

    [Theory]
    [MemberData(nameof(CurrentMonths))]
    public void A_decided_cycle_comes_near_the_newest_published_batch(YearMonth month)
    {
        var rules = new MonthRules(PolicyBook.Published, month);
        var published = PublishedFigures.Batch99;
        long main = 0, heads = 0, persons = 0, supportedPersons = 0, families = 0, paid = 0;
        foreach (var household in PopulationSample.Make(new Population(99, month), PopulationSample.Size))
        {
            var decision = Deciding.Decide(household.Facts, rules);
            if (decision.Eligibility != Verdict.Eligible)
            {
                continue;
            }

            var counted = 1 + decision.Adults + decision.Minors;
            main++;
            persons += counted;
            heads += household.Header.Kind == HouseholdKind.Head ? 1 : 0;
            if (decision.Amount > 0)
            {
                families++;
                supportedPersons += counted;
                paid += decision.Amount;
            }
        }

        AssertNear(published.SupportedPercent, 100.0 * supportedPersons / persons, within: 2);
        AssertNear(published.HeadsPercent, 100.0 * heads / main, within: 1.5);
        AssertNear(published.AverageFamily.Halalas, paid / families, within: 40_00);
        Assert.InRange((double)persons / main, 4.1, 4.35); // 9.9 m persons, 2.3 to 2.4 m main beneficiaries
        Assert.InRange((double)main / PopulationSample.Size, 0.94, 0.97); // of applicants; not published
    }

    [Fact]
    public void The_published_figures_are_those_of_the_policy_files()
    {
        var published = PublishedFigures.Batch99;
        var book = PolicyBook.Published;
        var latest = book.Parameters.Single(parameter => parameter.Key == "sizing.latest").Periods[^1];
        Assert.Contains(published.Source, latest.Sources);
        Assert.True(book.Sources.ContainsKey(published.Source));
        Assert.Equal(latest.Value.GetProperty("batch").GetInt32(), published.Number);
        Assert.Equal(latest.Value.GetProperty("month").GetString(), published.Month.ToString());
        Assert.Equal(Cycle.Of(published.Month).Number, published.Number);
        Assert.Equal(latest.Value.GetProperty("share_that_received_pct").GetInt32(), published.SupportedPercent);
        Assert.Equal(
            latest.Value.GetProperty("average_family_sar").GetInt64() * 100, published.AverageFamily.Halalas);
        Assert.Equal(
            latest.Value.GetProperty("eligible_persons_m").GetDecimal() * 1_000_000, published.EligiblePersonsOver);
        Assert.Equal(latest.Value.GetProperty("sar_bn").GetInt64() * 100_000_000_000, published.Paid.Halalas);
    }

    private static void AssertNear(double expected, double found, double within) =>
        Assert.InRange(found, expected - within, expected + within);
}
