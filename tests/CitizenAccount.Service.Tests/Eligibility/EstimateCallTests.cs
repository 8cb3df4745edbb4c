using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Hosting;

namespace CitizenAccount.Service.Tests.Eligibility;

/// <summary>The open calculator over the wire, against the published figures as literal numbers.</summary>
public sealed class EstimateCallTests(EmptyService running) : IClassFixture<EmptyService>
{
    private static readonly YearMonth December = new() { Year = 2026, Month = 12 };

    // The table published for 1446H, in riyals (source saudieservices-3923).
    [Theory]
    [InlineData(0, 0, 10, 720, 4_310, 6_857)]
    [InlineData(0, 1, 13, 936, 5_603, 8_914)]
    [InlineData(1, 0, 15, 1_080, 6_465, 10_285)]
    [InlineData(0, 2, 16, 1_152, 6_896, 10_971)]
    [InlineData(1, 1, 18, 1_296, 7_758, 12_342)]
    [InlineData(2, 0, 20, 1_440, 8_620, 13_713)]
    [InlineData(1, 3, 24, 1_728, 10_344, 16_456)]
    [InlineData(2, 3, 29, 2_088, 12_499, 19_884)]
    [InlineData(3, 2, 31, 2_088, 12_499, 20_000)]
    public async Task Every_row_of_the_published_table_is_answered_to_the_riyal(
        int adults, int minors, int weight, long full, long threshold, long cutOff)
    {
        var estimate = await EstimateAsync(adults, minors, 0);
        Assert.Equal(weight, estimate.WeightTenths);
        Assert.Equal(Riyals(full), estimate.FullEntitlement);
        Assert.Equal(Riyals(threshold), estimate.Threshold);
        Assert.Equal(Riyals(cutOff), estimate.CutOffIncome);
        Assert.Equal(Riyals(full), estimate.MonthlySupport);
        Assert.Equal(EntitlementResult.Due, estimate.EntitlementResult);
        Assert.Equal(December, estimate.BenefitMonth);
        Assert.False(estimate.Provisional);
    }

    // Halalas. Worked out by hand: full x (cut-off - income) / (cut-off - threshold), half up.
    [Theory]
    [InlineData(0, 0, 431_000, 72_000)] // on the threshold: full
    [InlineData(0, 0, 500_000, 52_495)] // 52,494.6996
    [InlineData(0, 0, 558_350, 36_000)] // half way
    [InlineData(0, 0, 685_698, 1)] // 0.57 of a halala
    [InlineData(0, 0, 685_699, 0)] // 0.28 of a halala
    [InlineData(0, 0, 685_700, 0)] // on the cut-off: none
    [InlineData(0, 0, 100_000_000, 0)]
    [InlineData(1, 0, 849_900, 50_494)] // 50,493.717
    [InlineData(1, 0, 700_000, 92_874)] // 92,874.346
    [InlineData(0, 1, 725_850, 46_800)]
    [InlineData(1, 3, 1_300_000, 97_709)] // 97,708.508
    [InlineData(2, 3, 1_500_000, 138_088)] // 138,087.771
    [InlineData(3, 2, 1_500_000, 139_181)] // 139,181.443
    [InlineData(3, 2, 1_999_998, 1)] // 0.56 of a halala
    [InlineData(3, 2, 2_000_000, 0)]
    public async Task Support_declines_to_the_halala_between_threshold_and_cut_off(
        int adults, int minors, long income, long support)
    {
        var estimate = await EstimateAsync(adults, minors, income);
        Assert.Equal(new Money { CurrencyCode = "SAR", Halalas = support }, estimate.MonthlySupport);
        Assert.Equal(
            support > 0 ? EntitlementResult.Due : EntitlementResult.NoneAboveCutOff, estimate.EntitlementResult);
    }

    [Theory]
    [InlineData(4, 0, 30)]
    [InlineData(2, 4, 32)]
    [InlineData(50, 50, 410)]
    public async Task Whoever_is_more_than_the_six_person_family_gets_what_that_gets(int adults, int minors, int weight)
    {
        var estimate = await EstimateAsync(adults, minors, 0);
        Assert.Equal(weight, estimate.WeightTenths);
        Assert.Equal(Riyals(2_088), estimate.MonthlySupport);
        Assert.Equal((Riyals(12_499), Riyals(20_000)), (estimate.Threshold, estimate.CutOffIncome));
        Assert.Contains(estimate.Steps, step => step.En.Contains("six-person family", StringComparison.Ordinal));
    }

    // Month, composition, income; full, threshold, cut-off, support; whether announced. Halalas.
    [Theory]
    [InlineData(2018, 6, 0, 0, 0, 41_700, 431_000, 689_700, 41_700, false)]
    [InlineData(2022, 6, 0, 0, 500_000, 41_700, 431_000, 689_700, 30_578, false)]
    [InlineData(2022, 6, 0, 0, 503_585, 41_700, 431_000, 689_700, 30_000, false)] // the least amount then paid
    [InlineData(2022, 6, 0, 0, 689_699, 41_700, 431_000, 689_700, 30_000, false)]
    [InlineData(2022, 6, 0, 0, 689_700, 41_700, 431_000, 689_700, 0, false)]
    [InlineData(2022, 6, 1, 1, 0, 75_060, 775_800, 1_241_400, 75_060, false)]
    [InlineData(2023, 9, 6, 6, 0, 417_600, 2_499_800, 4_000_000, 417_600, false)] // no ceiling yet
    [InlineData(2023, 10, 6, 6, 0, 208_800, 1_249_900, 2_000_000, 208_800, false)]
    [InlineData(2024, 1, 0, 0, 500_000, 72_000, 431_000, 685_700, 52_495, false)]
    [InlineData(2027, 1, 0, 0, 500_000, 72_000, 431_000, 685_700, 52_495, true)]
    [InlineData(2028, 11, 3, 2, 0, 208_800, 1_249_900, 2_000_000, 208_800, true)] // the last month shown
    public async Task Every_month_is_estimated_by_its_own_rules(
        int year, int month, int adults, int minors, long income,
        long full, long threshold, long cutOff, long support, bool provisional)
    {
        var estimate = await EstimateAsync(adults, minors, income, new YearMonth { Year = year, Month = month });
        Assert.Equal(
            (full, threshold, cutOff, support),
            (estimate.FullEntitlement.Halalas, estimate.Threshold.Halalas, estimate.CutOffIncome.Halalas,
                estimate.MonthlySupport.Halalas));
        Assert.Equal(provisional, estimate.Provisional);
        var policy = await running.Service.Eligibility().GetPolicyAsync(
            new GetPolicyRequest { BenefitMonth = estimate.BenefitMonth }, Clients.By());
        Assert.Equal(policy.Policy.Version, estimate.PolicyVersion);
    }

    [Theory]
    [InlineData("2026-11-30T20:59:59Z", 2026, 11)]
    [InlineData("2026-11-30T21:00:00Z", 2026, 12)]
    [InlineData("2026-12-31T20:59:59Z", 2026, 12)]
    [InlineData("2026-12-31T21:00:00Z", 2027, 1)]
    [InlineData("2028-02-29T20:59:59Z", 2028, 2)]
    [InlineData("2028-02-29T21:00:00Z", 2028, 3)]
    public async Task Without_a_month_it_is_the_one_that_clocks_in_Riyadh_show(string now, int year, int month)
    {
        running.Service.Clock.MoveTo(DateTimeOffset.Parse(now, null));
        try
        {
            var estimate = await EstimateAsync(0, 0, 0, null);
            Assert.Equal(new YearMonth { Year = year, Month = month }, estimate.BenefitMonth);
        }
        finally
        {
            running.Service.Clock.MoveTo(RunningService.Start);
        }
    }

    [Fact]
    public async Task The_months_shown_reach_two_years_ahead_and_move_with_the_clock()
    {
        running.Service.Clock.MoveTo(DateTimeOffset.Parse("2026-11-30T21:00:00Z", null));
        try
        {
            var last = await EstimateAsync(0, 0, 0, new YearMonth { Year = 2028, Month = 12 });
            Assert.True(last.Provisional);
        }
        finally
        {
            running.Service.Clock.MoveTo(RunningService.Start);
        }
    }

    [Theory]
    [InlineData(400_000, 3, "does not pass the threshold", "لا يتجاوز حد الإعفاء")]
    [InlineData(500_000, 3, "support declines to 524.95 SAR", "يتناقص الدعم")]
    [InlineData(700_000, 3, "reaches the cut-off", "بلغ الحد المانع")]
    public async Task The_steps_say_in_both_languages_how_the_amount_was_reached(
        long income, int place, string english, string arabic)
    {
        var estimate = await EstimateAsync(0, 0, income);
        Assert.Equal(4, estimate.Steps.Count);
        Assert.Contains(english, estimate.Steps[place - 1].En, StringComparison.Ordinal);
        Assert.Contains(arabic, estimate.Steps[place - 1].Ar, StringComparison.Ordinal);
        Assert.All(estimate.Steps.Append(estimate.Disclaimer), text =>
        {
            Assert.Contains(text.Ar, letter => letter is >= '\u0621' and <= '\u064A');
            Assert.DoesNotContain(text.En, letter => letter is >= '\u0600' and <= '\u06FF');
            Assert.NotEmpty(text.En);
        });
        Assert.Contains("binds no one", estimate.Disclaimer.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Being_registered_changes_the_advice_and_nothing_else()
    {
        var request = WorkingCalls.SoundEstimate;
        var stranger = await AskAsync(request);
        request.Registered = true;
        var registered = await AskAsync(request);
        Assert.Equal(stranger.Steps.SkipLast(1), registered.Steps.SkipLast(1));
        Assert.Contains("register", stranger.Steps[^1].En, StringComparison.Ordinal);
        Assert.Contains("update", registered.Steps[^1].En, StringComparison.Ordinal);
        Assert.NotEqual(stranger.Steps[^1].Ar, registered.Steps[^1].Ar);
        stranger.Steps.Clear();
        registered.Steps.Clear();
        Assert.Equal(stranger, registered);
    }

    [Fact]
    public async Task Who_asks_changes_nothing()
    {
        var anyone = await AskAsync(WorkingCalls.SoundEstimate);
        var answer = await running.Service.Eligibility()
            .EstimateSupportAsync(WorkingCalls.SoundEstimate, Clients.By(running.Service.As(Role.Agent)));
        Assert.Equal(anyone, answer.Estimate);
    }

    private static Money Riyals(long riyals) => new() { CurrencyCode = "SAR", Halalas = riyals * 100 };

    private Task<SupportEstimate> EstimateAsync(int adults, int minors, long income) =>
        EstimateAsync(adults, minors, income, December);

    private Task<SupportEstimate> EstimateAsync(int adults, int minors, long income, YearMonth? month) =>
        AskAsync(new EstimateSupportRequest
        {
            Kind = adults + minors == 0 ? BeneficiaryKind.Independent : BeneficiaryKind.Head,
            Dependants18Plus = adults,
            DependantsUnder18 = minors,
            MonthlyIncome = new Money { CurrencyCode = "SAR", Halalas = income },
            BenefitMonth = month,
        });

    private async Task<SupportEstimate> AskAsync(EstimateSupportRequest request) =>
        (await running.Service.Eligibility().EstimateSupportAsync(request, Clients.By())).Estimate;
}
