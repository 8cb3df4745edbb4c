using System.Globalization;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Rules.Tests.Time;

public sealed class PaymentCalendarTests
{
    [Theory]
    [InlineData("2017-12", "2017-12-21", PaymentShift.Announced)]
    [InlineData("2018-01", "2018-01-10", PaymentShift.None)]
    [InlineData("2018-02", "2018-02-11", PaymentShift.Saturday)]
    [InlineData("2019-08", "2019-08-08", PaymentShift.Announced)]
    [InlineData("2024-08", "2024-08-11", PaymentShift.Saturday)]
    [InlineData("2025-10", "2025-10-09", PaymentShift.Friday)]
    [InlineData("2026-01", "2026-01-11", PaymentShift.Saturday)]
    [InlineData("2026-11", "2026-11-10", PaymentShift.None)]
    [InlineData("2026-12", "2026-12-10", PaymentShift.None)]
    public void Payment_days_are_those_reported(string month, string date, PaymentShift shift)
    {
        var day = PaymentCalendar.Published.For(YearMonth.Parse(month));
        Assert.Equal(Date(date), day.Date);
        Assert.Equal(shift, day.Shift);
        Assert.Equal(YearMonth.Parse(month).Day(10), day.Nominal);
        Assert.Equal(YearMonth.Parse(month), day.Month);
    }

    [Fact]
    public void No_payment_falls_on_the_weekend_unless_announced()
    {
        // All months there are: every weekday of the 10th comes up hundreds of times.
        foreach (var month in Cycle.First.Month.Through(YearMonth.MaxValue))
        {
            var day = PaymentCalendar.Published.For(month);
            var weekend = day.Date.DayOfWeek is DayOfWeek.Friday or DayOfWeek.Saturday;
            Assert.False(weekend && day.Shift != PaymentShift.Announced);
            Assert.Equal(day.Shift == PaymentShift.None, day.Date == day.Nominal);
            if (day.Shift != PaymentShift.Announced)
            {
                Assert.Equal(ShiftOf(day.Nominal), (day.Shift, day.Date.DayNumber - day.Nominal.DayNumber));
            }
        }
    }

    [Fact]
    public void An_announced_day_goes_before_the_rule_even_on_a_weekend()
    {
        var friday = new DateOnly(2027, 3, 5);
        var calendar = PaymentCalendar.Published.WithAnnounced([Announce("2027-03", friday)]);
        var day = calendar.For(YearMonth.Parse("2027-03"));
        Assert.Equal(new PaymentDay(YearMonth.Parse("2027-03"), new(2027, 3, 10), friday, PaymentShift.Announced), day);
        Assert.Equal(3, calendar.Announced.Count);
        Assert.Equal(PaymentShift.None, PaymentCalendar.Published.For(YearMonth.Parse("2027-03")).Shift);
    }

    [Fact]
    public void An_announcement_outside_its_month_or_made_twice_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new PaymentCalendar([Announce("2027-03", new(2027, 4, 1))]));
        Assert.Throws<ArgumentException>(
            () => new PaymentCalendar([Announce("2027-03", new(2027, 3, 8)), Announce("2027-03", new(2027, 3, 9))]));
    }

    [Fact]
    public void There_was_no_payment_before_the_programme() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PaymentCalendar.Published.For(YearMonth.Parse("2017-11")));

    [Fact]
    public void Every_published_announcement_says_where_it_comes_from()
    {
        Assert.Equal(["2017-12", "2019-08"], PaymentCalendar.Published.Announced.Select(day => day.Month.ToString()));
        Assert.All(PaymentCalendar.Published.Announced, day =>
        {
            Assert.False(string.IsNullOrWhiteSpace(day.Source));
            Assert.False(string.IsNullOrWhiteSpace(day.Note));
            Assert.True(Enum.IsDefined(day.Confidence));
        });
    }

    private static (PaymentShift Shift, int Days) ShiftOf(DateOnly nominal) => nominal.DayOfWeek switch
    {
        DayOfWeek.Friday => (PaymentShift.Friday, -1),
        DayOfWeek.Saturday => (PaymentShift.Saturday, 1),
        _ => (PaymentShift.None, 0),
    };

    private static AnnouncedPaymentDay Announce(string month, DateOnly date) =>
        new(YearMonth.Parse(month), date, "test", Confidence.High, "test");

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
