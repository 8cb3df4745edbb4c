using CitizenAccount.Rules.Time;
using FsCheck;
using FsCheck.Fluent;

namespace CitizenAccount.Rules.Tests.Time;

public sealed class CycleTests
{
    [Theory]
    [InlineData(1, "2017-12")]
    [InlineData(2, "2018-01")]
    [InlineData(20, "2019-07")]
    [InlineData(21, "2019-08")]
    [InlineData(47, "2021-10")]
    [InlineData(56, "2022-07")]
    [InlineData(62, "2023-01")]
    [InlineData(69, "2023-08")]
    [InlineData(81, "2024-08")]
    [InlineData(90, "2025-05")]
    [InlineData(95, "2025-10")]
    [InlineData(96, "2025-11")]
    [InlineData(97, "2025-12")]
    [InlineData(98, "2026-01")]
    [InlineData(99, "2026-02")]
    [InlineData(108, "2026-11")]
    public void Numbers_and_months_are_those_the_programme_announced(int number, string month)
    {
        var cycle = new Cycle(number);
        Assert.Equal(YearMonth.Parse(month), cycle.Month);
        Assert.Equal(cycle, Cycle.Of(YearMonth.Parse(month)));
        Assert.Equal(number, (cycle.Month.Year - 2017) * 12 + cycle.Month.Month - 11);
    }

    [Fact]
    public void The_data_cut_off_is_the_end_of_the_10th_of_the_month_before_in_Riyadh()
    {
        var cutoff = Cycle.Of(YearMonth.Parse("2026-01")).DataCutOff;
        Assert.Equal(new DateTimeOffset(2025, 12, 10, 21, 0, 0, TimeSpan.Zero), cutoff);
        Assert.Equal(Cycle.Of(YearMonth.Parse("2026-01")), Cycle.ServedBy(cutoff.AddTicks(-1)));
        Assert.Equal(Cycle.Of(YearMonth.Parse("2026-02")), Cycle.ServedBy(cutoff));
    }

    [Theory]
    [InlineData("2025-05-10T20:59:59Z", "2025-06")] // 23:59:59 on 10 May in Riyadh
    [InlineData("2025-05-10T21:00:00Z", "2025-07")] // dependant added after 10 May: July
    [InlineData("2025-10-11T00:00:00+03:00", "2025-12")] // re-application after 10 October: December
    [InlineData("2025-12-31T23:59:59+03:00", "2026-02")]
    [InlineData("2026-01-01T00:00:00+03:00", "2026-02")]
    [InlineData("2017-12-10T12:00:00Z", "2018-01")]
    [InlineData("2017-11-10T20:59:59Z", "2017-12")]
    [InlineData("2017-11-10T21:00:00Z", "2018-01")]
    [InlineData("1990-01-01T00:00:00Z", "2017-12")]
    public void A_verified_fact_serves_the_next_month_until_the_10th_and_then_the_one_after(string at, string month) =>
        Assert.Equal(
            YearMonth.Parse(month),
            Cycle.ServedBy(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture)).Month);

    [Fact]
    public void A_fact_serves_the_first_cycle_whose_cut_off_is_still_ahead() =>
        Prop.ForAll(Gen.Choose(0, 60_000_000).ToArbitrary(), minutes =>
        {
            var at = new DateTimeOffset(2017, 11, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes);
            var served = Cycle.ServedBy(at);
            return at < served.DataCutOff && (served == Cycle.First || at >= served.Add(-1).DataCutOff);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void The_programme_has_a_first_and_a_last_cycle()
    {
        Assert.Equal(Cycle.First, default);
        Assert.Equal(1, Cycle.First.Number);
        Assert.Equal(YearMonth.MaxValue, new Cycle(2185).Month);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Cycle(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Cycle(2186));
        Assert.Throws<ArgumentOutOfRangeException>(() => Cycle.Of(YearMonth.Parse("2017-11")));
        Assert.Throws<ArgumentOutOfRangeException>(() => Cycle.First.Add(-1));
    }

    [Fact]
    public void It_reads_a_number_and_prints_number_and_month()
    {
        Assert.Equal("108 (2026-11)", Cycle.Parse("١٠٨").ToString());
        Assert.True(Cycle.Parse("95") < Cycle.Parse("96"));
        foreach (var text in new[] { null, "", "0", "-1", "2186", "99999999999", "2026-11", "1.5" })
        {
            Assert.False(Cycle.TryParse(text, out _, out var problem));
            Assert.Equal("CYCLE_NUMBER", problem.Code);
        }
    }
}
