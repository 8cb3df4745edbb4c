using System.Globalization;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;
using FsCheck;
using FsCheck.Fluent;

namespace CitizenAccount.Rules.Tests.Time;

public sealed class WorkingCalendarTests
{
    private static readonly WorkingCalendar Calendar = WorkingCalendar.Published;

    [Theory]
    [InlineData("2026-11-19", true)] // Thursday
    [InlineData("2026-11-20", false)]
    [InlineData("2026-11-21", false)]
    [InlineData("2026-11-22", true)] // Sunday
    public void The_week_runs_from_Sunday_to_Thursday(string day, bool worked)
    {
        Assert.Equal(worked, Calendar.IsWorkingDay(Date(day)));
        Assert.Equal(worked ? null : "Weekend", Calendar.ReasonOff(Date(day))?.English);
    }

    [Theory]
    [InlineData("2022-02-22", "Founding Day")]
    [InlineData("2023-02-22", "Founding Day")]
    [InlineData("2023-02-23", "Single day between two holidays")] // Thursday after a Wednesday: two days were given
    [InlineData("2025-02-23", "Founding Day")] // Sunday, for Saturday the 22nd
    [InlineData("2030-02-21", "Founding Day")] // Thursday, for Friday the 22nd
    [InlineData("2021-02-22", null)] // not yet a holiday
    [InlineData("2018-09-23", "National Day")]
    [InlineData("2019-09-22", "Single day between two holidays")] // announced as such for 2019
    [InlineData("2020-09-24", "Single day between two holidays")] // announced for 2020
    [InlineData("2022-09-22", "National Day")] // Thursday, for Friday the 23rd
    [InlineData("2023-09-24", "National Day")] // Sunday, for Saturday the 23rd
    [InlineData("2024-09-22", "Single day between two holidays")] // announced for 2024
    [InlineData("2025-09-23", "National Day")]
    [InlineData("2025-09-22", null)]
    [InlineData("2022-11-23", "Holiday by royal order")]
    [InlineData("2022-11-24", null)] // a day announced off does not drag the next one with it
    public void National_holidays_are_those_reported(string day, string? reason) =>
        Assert.Equal(reason, Calendar.ReasonOff(Date(day))?.English
            is { } given && given != "Weekend" ? given : null);

    // Last day worked before and first day worked after, as the ministry announced them.
    [Theory]
    [InlineData("2018-08-15", "2018-08-27")] // Adha 1439: from the end of 4 to the morning of 16 Dhu al-Hijja
    [InlineData("2019-08-05", "2019-08-18")] // Adha 1440: from the end of 4 to the morning of 17 Dhu al-Hijja
    [InlineData("2020-05-14", "2020-05-31")] // Fitr 1441, made longer because of the pandemic
    [InlineData("2021-05-06", "2021-05-18")] // Fitr 1442: 25 Ramadan to 5 Shawwal
    [InlineData("2021-07-14", "2021-07-26")] // Adha 1442: 5 to 15 Dhu al-Hijja
    public void Eid_holidays_are_those_announced(string lastWorked, string nextWorked)
    {
        Assert.True(Calendar.IsWorkingDay(Date(lastWorked)));
        Assert.Equal(Date(nextWorked), Calendar.AddWorkingDays(Date(lastWorked), 1));
    }

    [Fact]
    public void From_1447_an_Eid_takes_the_four_working_days_the_cabinet_set_as_the_least()
    {
        foreach (var year in Enumerable.Range(1447, 50))
        {
            foreach (var first in new[] { new HijriDate(year, 10, 1), new HijriDate(year, 12, 9) })
            {
                var off = Enumerable.Range(0, 14).Select(first.ToDateOnly().AddDays)
                    .Where(day => Calendar.ReasonOff(day) is { } reason
                        && reason.English.StartsWith("Eid", StringComparison.Ordinal))
                    .ToList();
                Assert.Equal(first.ToDateOnly(), off[0]);
                Assert.Equal(off.Count - 1, off[^1].DayNumber - off[0].DayNumber);
                Assert.Equal(4, off.Count(day => day.DayOfWeek is not (DayOfWeek.Friday or DayOfWeek.Saturday)));
            }
        }
    }

    [Theory]
    [InlineData("2026-11-19", 1, "2026-11-22")]
    [InlineData("2026-11-19", 0, "2026-11-19")]
    [InlineData("2026-11-20", 0, "2026-11-20")]
    [InlineData("2026-11-20", 1, "2026-11-22")]
    [InlineData("2026-11-22", 5, "2026-11-29")]
    [InlineData("2026-11-22", 15, "2026-12-13")]
    [InlineData("2018-08-14", 15, "2018-09-13")] // eleven days of Eid in between
    public void Due_dates_count_working_days_after_the_day_itself(string from, int days, string due)
    {
        Assert.Equal(Date(due), Calendar.AddWorkingDays(Date(from), days));
        Assert.Equal(days, Calendar.WorkingDaysBetween(Date(from), Date(due)));
    }

    /// <summary>Against a counter that walks day by day, over twenty years with forty Eids.</summary>
    [Fact]
    public void Adding_working_days_agrees_with_counting_them_one_by_one() =>
        Prop.ForAll(Gen.Choose(0, 7_300).ToArbitrary(), Gen.Choose(0, 120).ToArbitrary(), (offset, days) =>
        {
            var from = new DateOnly(2018, 1, 1).AddDays(offset);
            var walked = from;
            for (var counted = 0; counted < days; counted += Calendar.IsWorkingDay(walked) ? 1 : 0)
            {
                walked = walked.AddDays(1);
            }

            return Calendar.AddWorkingDays(from, days) == walked
                && Calendar.WorkingDaysBetween(from, walked) == days;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    /// <summary>The days off rebuilt from the rules by hand, day by day, without the code under test.</summary>
    [Fact]
    public void Days_off_agree_with_the_rules_read_plainly()
    {
        var off = new HashSet<DateOnly>();
        var (first, last) = (new DateOnly(2023, 1, 1), new DateOnly(2024, 12, 31));
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            var hijri = HijriDate.From(day);
            var fitr = (hijri.Month == 9 && hijri.Day >= 25) || (hijri.Month == 10 && hijri.Day <= 5);
            var adha = hijri.Month == 12 && hijri.Day is >= 5 and <= 15;
            var national = day.ToString("MM-dd", CultureInfo.InvariantCulture) is "02-22" or "09-23";
            if (fitr || adha || national || day.DayOfWeek is DayOfWeek.Friday or DayOfWeek.Saturday)
            {
                off.Add(day);
            }
        }

        off.Add(new DateOnly(2023, 2, 23)); // between Wednesday the 22nd and the weekend
        off.Add(new DateOnly(2023, 9, 24)); // for Saturday the 23rd
        off.Add(new DateOnly(2024, 9, 22)); // between the weekend and Monday the 23rd
        for (var day = first.AddDays(1); day < last; day = day.AddDays(1))
        {
            var between = off.Contains(day.AddDays(-1)) && off.Contains(day.AddDays(1));
            Assert.Equal(off.Contains(day) || between, !Calendar.IsWorkingDay(day));
        }
    }

    [Fact]
    public void A_holiday_inside_another_one_is_not_made_up_for()
    {
        // 23 September 2028 is a Saturday; an Eid of our own making covers it, so Sunday the 24th stays worked.
        var eid = Holiday("EID", new(9, 20), new(9, 23), moves: false);
        var nationalDay = Holiday("NATIONAL_DAY", new(9, 23), new(9, 23), moves: true);
        Assert.True(new WorkingCalendar([eid, nationalDay], []).IsWorkingDay(new(2028, 9, 24)));
        Assert.True(new WorkingCalendar([nationalDay, eid], []).IsWorkingDay(new(2028, 9, 24)));
        Assert.False(new WorkingCalendar([nationalDay], []).IsWorkingDay(new(2028, 9, 24)));
    }

    [Fact]
    public void Announced_days_go_before_every_rule()
    {
        var calendar = Calendar.WithAnnounced(
        [
            Announce("2026-12-06", "2026-12-07", working: false),
            Announce("2026-12-11", "2026-12-11", working: true),
        ]);
        Assert.Equal("announced", calendar.ReasonOff(Date("2026-12-06"))?.English);
        Assert.False(calendar.IsWorkingDay(Date("2026-12-07")));
        Assert.True(calendar.IsWorkingDay(Date("2026-12-08")));
        Assert.True(calendar.IsWorkingDay(Date("2026-12-11"))); // a Friday
        Assert.True(Calendar.IsWorkingDay(Date("2026-12-06")));
        Assert.False(calendar.IsWorkingDay(Date("2022-11-23"))); // what was known stays
    }

    [Fact]
    public void A_day_announced_twice_or_a_rule_without_length_is_refused()
    {
        var day = Announce("2026-12-06", "2026-12-06", working: false);
        Assert.Throws<ArgumentException>(() => Calendar.WithAnnounced([day, day with { Working = true }]));
        var endless = Holiday("ENDLESS", new(1, 1), new(1, 1), moves: false) with { Last = null };
        Assert.Throws<ArgumentException>(() => new WorkingCalendar([endless], []));
    }

    [Fact]
    public void Outside_its_years_it_does_not_guess()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Calendar.IsWorkingDay(new(2016, 12, 31)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Calendar.IsWorkingDay(new(2077, 1, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Calendar.AddWorkingDays(new(2076, 12, 31), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Calendar.AddWorkingDays(new(2026, 1, 1), int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => Calendar.AddWorkingDays(new(2026, 1, 1), -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Calendar.WorkingDaysBetween(new(2026, 1, 2), new(2026, 1, 1)));
    }

    [Fact]
    public void Every_rule_and_announcement_says_where_it_comes_from_and_the_rules_of_a_holiday_do_not_overlap()
    {
        Assert.All(PublicHoliday.Published, rule =>
        {
            Assert.False(string.IsNullOrWhiteSpace(rule.Source));
            Assert.False(string.IsNullOrWhiteSpace(rule.Note));
            Assert.False(string.IsNullOrWhiteSpace(rule.Name.Arabic));
            Assert.True(rule.Last is null ^ rule.WorkingDays is null);
            Assert.True(rule.LastYear is null || rule.LastYear >= rule.FirstYear);
        });
        Assert.All(AnnouncedDays.Published, news => Assert.False(string.IsNullOrWhiteSpace(news.Source)));
        foreach (var rules in PublicHoliday.Published.GroupBy(rule => rule.Code))
        {
            var inOrder = rules.OrderBy(rule => rule.FirstYear).ToList();
            Assert.All(
                inOrder.Zip(inOrder.Skip(1)),
                pair => Assert.Equal(pair.First.LastYear + 1, pair.Second.FirstYear));
            Assert.Null(inOrder[^1].LastYear);
        }
    }

    private static PublicHoliday Holiday(string code, MonthDay first, MonthDay last, bool moves) => new(
        code, new("عطلة", "holiday"), HolidayCalendar.Gregorian, first, last, null, moves, 2017, null,
        "test", Confidence.High, "test");

    private static AnnouncedDays Announce(string first, string last, bool working) => new(
        Date(first), Date(last), working, new("معلن", "announced"), "test", Confidence.High, "test");

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
