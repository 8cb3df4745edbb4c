using CitizenAccount.Rules.Time;
using FsCheck;
using FsCheck.Fluent;

namespace CitizenAccount.Rules.Tests.Time;

public sealed class YearMonthTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(2_000);

    private static readonly Arbitrary<YearMonth> Months =
        Gen.Choose(0, 2_399).Select(YearMonth.MinValue.AddMonths).ToArbitrary();

    [Fact]
    public void It_reads_and_prints_year_and_month()
    {
        var month = YearMonth.Parse("2026-12");
        Assert.Equal((2026, 12), (month.Year, month.Month));
        Assert.Equal("2026-12", month.ToString());
        Assert.Equal(new DateOnly(2026, 12, 1), month.FirstDay);
        Assert.Equal(new DateOnly(2026, 12, 31), month.LastDay);
        Assert.Equal(new DateOnly(2024, 2, 29), YearMonth.Parse("2024-02").LastDay);
        Assert.Equal(month, YearMonth.Parse("٢٠٢٦-١٢"));
    }

    [Theory]
    [InlineData(null, "YEAR_MONTH_FORMAT")]
    [InlineData("", "YEAR_MONTH_FORMAT")]
    [InlineData("2026-1", "YEAR_MONTH_FORMAT")]
    [InlineData("2026/12", "YEAR_MONTH_FORMAT")]
    [InlineData("12-2026", "YEAR_MONTH_FORMAT")]
    [InlineData("2026-12-01", "YEAR_MONTH_FORMAT")]
    [InlineData("2026-00", "YEAR_MONTH_OUT_OF_RANGE")]
    [InlineData("2026-13", "YEAR_MONTH_OUT_OF_RANGE")]
    [InlineData("1999-12", "YEAR_MONTH_OUT_OF_RANGE")]
    [InlineData("2200-01", "YEAR_MONTH_OUT_OF_RANGE")]
    [InlineData("1446-09", "YEAR_MONTH_OUT_OF_RANGE")]
    public void What_is_no_month_is_refused_with_its_reason(string? text, string code)
    {
        Assert.False(YearMonth.TryParse(text, out _, out var problem));
        Assert.Equal(code, problem.Code);
    }

    [Fact]
    public void The_range_ends_at_2000_01_and_2199_12()
    {
        Assert.Equal("2000-01", YearMonth.MinValue.ToString());
        Assert.Equal("2199-12", YearMonth.MaxValue.ToString());
        Assert.Equal(YearMonth.MinValue, default);
        Assert.Throws<ArgumentOutOfRangeException>(() => YearMonth.MinValue.AddMonths(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => YearMonth.MaxValue.AddMonths(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => YearMonth.MaxValue.AddMonths(int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => new YearMonth(1999, 12));
        Assert.Throws<ArgumentOutOfRangeException>(() => new YearMonth(2200, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new YearMonth(2026, 13));
        Assert.Throws<ArgumentOutOfRangeException>(() => new YearMonth(2026, 0));
    }

    [Fact]
    public void Months_are_counted_across_years()
    {
        var december = YearMonth.Parse("2025-12");
        Assert.Equal(YearMonth.Parse("2026-01"), december.AddMonths(1));
        Assert.Equal(YearMonth.Parse("2024-11"), december.AddMonths(-13));
        Assert.Equal(14, december.MonthsUntil(YearMonth.Parse("2027-02")));
        Assert.Equal(["2025-11", "2025-12", "2026-01"],
            YearMonth.Parse("2025-11").Through(YearMonth.Parse("2026-01")).Select(month => month.ToString()));
        Assert.Empty(december.Through(december.AddMonths(-1)));
    }

    [Fact]
    public void It_contains_its_own_days_only()
    {
        var month = YearMonth.Parse("2026-02");
        Assert.True(month.Contains(month.FirstDay) && month.Contains(month.LastDay));
        Assert.False(month.Contains(month.FirstDay.AddDays(-1)) || month.Contains(month.LastDay.AddDays(1)));
        Assert.False(month.Contains(month.FirstDay.AddYears(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => month.Day(29));
    }

    [Fact]
    public void The_month_of_an_instant_is_the_one_in_Riyadh()
    {
        Assert.Equal("2026-12", YearMonth.Of(new DateTimeOffset(2026, 11, 30, 21, 0, 0, TimeSpan.Zero)).ToString());
        Assert.Equal("2026-11", YearMonth.Of(new DateTimeOffset(2026, 11, 30, 20, 59, 59, TimeSpan.Zero)).ToString());
    }

    [Fact]
    public void Adding_counting_printing_and_order_agree() =>
        Prop.ForAll(Months, Months, (a, b) =>
            a.AddMonths(a.MonthsUntil(b)) == b
            && YearMonth.Parse(a.ToString()) == a
            && YearMonth.Of(a.LastDay) == a
            && a < b == (a.MonthsUntil(b) > 0)
            && Math.Sign(a.CompareTo(b)) == Math.Sign(string.CompareOrdinal(a.ToString(), b.ToString()))).Check(Many);
}
