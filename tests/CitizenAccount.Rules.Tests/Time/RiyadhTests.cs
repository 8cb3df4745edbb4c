using CitizenAccount.Rules.Time;
using FsCheck;
using FsCheck.Fluent;

namespace CitizenAccount.Rules.Tests.Time;

public sealed class RiyadhTests
{
    private static readonly DateOnly Day = new(2026, 11, 10);

    [Fact]
    public void A_civil_day_runs_from_21_00_to_21_00_utc()
    {
        var start = new DateTimeOffset(2026, 11, 9, 21, 0, 0, TimeSpan.Zero);
        Assert.Equal(start, Riyadh.StartOf(Day));
        Assert.Equal(start.AddDays(1), Riyadh.EndOf(Day));
        Assert.Equal(TimeSpan.Zero, Riyadh.StartOf(Day).Offset);
        Assert.Equal(Day, Riyadh.DateOf(start));
        Assert.Equal(Day, Riyadh.DateOf(start.AddDays(1).AddTicks(-1)));
        Assert.Equal(Day.AddDays(1), Riyadh.DateOf(start.AddDays(1)));
    }

    [Fact]
    public void The_offset_an_instant_is_written_in_does_not_matter()
    {
        var instant = new DateTimeOffset(2026, 11, 9, 23, 30, 0, TimeSpan.FromHours(-5));
        Assert.Equal(Day, Riyadh.DateOf(instant));
        Assert.Equal(Riyadh.DateOf(instant), Riyadh.DateOf(instant.ToUniversalTime()));
        Assert.Equal(7, Riyadh.Show(instant).Hour);
        Assert.Equal(instant, Riyadh.Show(instant));
    }

    [Fact]
    public void There_is_no_summer_time()
    {
        for (var day = new DateOnly(2026, 1, 1); day.Year == 2026; day = day.AddDays(1))
        {
            Assert.Equal(TimeSpan.FromHours(24), Riyadh.EndOf(day) - Riyadh.StartOf(day));
        }
    }

    [Fact]
    public void It_agrees_with_the_time_zone_tables_of_the_machine_where_there_are_any()
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById("Asia/Riyadh", out var zone))
        {
            return; // the library must not need them, which the other tests show
        }

        foreach (var month in YearMonth.Parse("2000-01").Through(YearMonth.Parse("2040-12")))
        {
            Assert.Equal(Riyadh.Offset, zone.GetUtcOffset(Riyadh.StartOf(month.FirstDay)));
        }
    }

    [Fact]
    public void The_ends_of_time_do_not_throw()
    {
        Assert.Equal(DateOnly.MaxValue, Riyadh.DateOf(DateTimeOffset.MaxValue));
        Assert.Equal(DateOnly.MinValue, Riyadh.DateOf(DateTimeOffset.MinValue));
        Assert.Equal(DateTimeOffset.MaxValue, Riyadh.EndOf(DateOnly.MaxValue));
        Assert.Equal(DateTimeOffset.MinValue, Riyadh.StartOf(DateOnly.MinValue));
    }

    [Fact]
    public void Every_instant_lies_in_the_day_it_is_dated_to() =>
        Prop.ForAll(ArbMap.Default.ArbFor<DateTime>(), time =>
        {
            var instant = new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc));
            var day = Riyadh.DateOf(instant);
            return Riyadh.StartOf(day) <= instant && instant < Riyadh.EndOf(day);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
}
