using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Hosting;

namespace CitizenAccount.Service.Tests.Eligibility;

/// <summary>The policies over the wire.</summary>
public sealed class PolicyCallTests(EmptyService running) : IClassFixture<EmptyService>
{
    [Fact]
    public async Task Every_parameter_is_told_with_its_source_its_basis_and_how_sure_it_is()
    {
        var policy = await AskAsync(2026, 12);
        Assert.Equal(policy.Parameters.Select(parameter => parameter.Key).Order(StringComparer.Ordinal), Keys(policy));
        Assert.Equal(Keys(policy).Count, Keys(policy).Distinct().Count());
        Assert.All(policy.Parameters, parameter =>
        {
            Assert.NotEqual(Confidence.Unspecified, parameter.Confidence);
            Assert.NotEqual(Basis.Unspecified, parameter.Basis);
            Assert.True(parameter.Basis != Basis.Sourced || parameter.Sources.Count > 0, parameter.Key);
            Assert.Equal(parameter.Value.Length == 0, parameter.TypedValue is null);
            Assert.All(parameter.Sources, source => Assert.True(source.Title.Length > 0 && source.Address.Length > 0));
        });
    }

    [Theory]
    [InlineData(2018, 6, "support.full.head_or_independent", 417_00)]
    [InlineData(2026, 12, "support.full.head_or_independent", 720_00)]
    [InlineData(2026, 12, "support.full.dependant_18_plus", 360_00)]
    [InlineData(2026, 12, "support.full.dependant_under_18", 216_00)]
    [InlineData(2026, 12, "support.cap.amount", 2_088_00)]
    [InlineData(2026, 12, "income.threshold.per_unit", 4_310_00)]
    [InlineData(2026, 12, "income.cutoff.max", 20_000_00)]
    public async Task Amounts_are_told_as_money_for_the_month_asked(int year, int month, string key, long halalas)
    {
        var parameter = Assert.Single((await AskAsync(year, month)).Parameters, parameter => parameter.Key == key);
        Assert.Equal(new Money { CurrencyCode = "SAR", Halalas = halalas }, parameter.TypedValue.Money);
        Assert.StartsWith("SAR", parameter.Unit, StringComparison.Ordinal);
        AssertHolds(parameter.FromMonth, parameter.UntilMonth, Code(year, month));
    }

    [Fact]
    public async Task Exactly_one_policy_is_in_force_in_every_month_from_the_first_to_two_years_ahead()
    {
        Policy? before = null;
        foreach (var month in new Rules.Time.YearMonth(2017, 12).Through(new Rules.Time.YearMonth(2028, 11)))
        {
            var policy = await AskAsync(month.Year, month.Month);
            AssertHolds(policy.InForceFromMonth, policy.InForceUntilMonth, Code(month.Year, month.Month));
            Assert.Matches("^[0-9a-f]{64}$", policy.ContentSha256);
            if (before is not null && before.Version != policy.Version)
            {
                // One ends on the month before the other begins.
                var last = before.InForceUntilMonth;
                var next = new Rules.Time.YearMonth(last.Year, last.Month).AddMonths(1);
                Assert.Equal((next.Year, next.Month), (policy.InForceFromMonth.Year, policy.InForceFromMonth.Month));
            }
            else if (before is not null)
            {
                Assert.Equal(before.ContentSha256, policy.ContentSha256);
            }

            before = policy;
        }

        Assert.Null(before!.InForceUntilMonth);
        Assert.NotEqual(before.ContentSha256, (await AskAsync(2018, 6)).ContentSha256);
    }

    [Theory]
    [InlineData(2026, 12, false)]
    [InlineData(2027, 1, true)]
    public async Task A_month_nobody_has_announced_is_told_as_carried_on(int year, int month, bool provisional)
    {
        var policy = await AskAsync(year, month);
        Assert.Equal(provisional, policy.Provisional);
        Assert.Equal(provisional, policy.Parameters.Any(parameter => parameter.Provisional));
    }

    [Theory]
    [InlineData("2026-11-30T20:59:59Z", 11)]
    [InlineData("2026-11-30T21:00:00Z", 12)]
    public async Task Without_a_month_it_is_the_policy_of_the_month_in_Riyadh(string now, int month)
    {
        running.Service.Clock.MoveTo(DateTimeOffset.Parse(now, null));
        try
        {
            var today = await running.Service.Eligibility().GetPolicyAsync(new GetPolicyRequest(), Clients.By());
            Assert.Equal(await AskAsync(2026, month), today.Policy);
        }
        finally
        {
            running.Service.Clock.MoveTo(RunningService.Start);
        }
    }

    private static List<string> Keys(Policy policy) => [.. policy.Parameters.Select(parameter => parameter.Key)];

    private static int Code(int year, int month) => (year * 100) + month;

    private static void AssertHolds(YearMonth? from, YearMonth? until, int month)
    {
        Assert.True(from is null || Code(from.Year, from.Month) <= month);
        Assert.True(until is null || Code(until.Year, until.Month) >= month);
    }

    private async Task<Policy> AskAsync(int year, int month) => (await running.Service.Eligibility().GetPolicyAsync(
        new GetPolicyRequest { BenefitMonth = new YearMonth { Year = year, Month = month } }, Clients.By())).Policy;
}
