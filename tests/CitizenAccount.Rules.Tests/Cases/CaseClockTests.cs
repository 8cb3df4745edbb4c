using System.Globalization;
using CitizenAccount.Rules.Cases;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Rules.Tests.Cases;

/// <summary>Clocks of cases, held against a counter that walks day by day and shares nothing with them but the question
/// whether a day is worked.</summary>
public sealed class CaseClockTests
{
    private static readonly WorkingCalendar Calendar = WorkingCalendar.Published;

    public static TheoryData<int> Promises => [5, 15, 30];

    [Theory]
    [MemberData(nameof(Promises))]
    public void Without_pauses_every_day_of_twenty_years_is_due_when_a_walk_through_the_days_says(int workingDays)
    {
        for (var day = new DateOnly(2020, 1, 1); day < new DateOnly(2040, 1, 1); day = day.AddDays(1))
        {
            var clock = new CaseClock(Riyadh.At(day, new TimeOnly(23, 59, 59)), workingDays, []);
            Assert.Equal(Walked(clock), clock.DueOn(Calendar));
            Assert.Equal(clock.DueOn(Calendar), (clock with { Started = Riyadh.StartOf(day) }).DueOn(Calendar));
        }
    }

    [Fact]
    public void With_pauses_of_every_shape_twenty_years_of_days_are_due_when_a_walk_through_the_days_says()
    {
        var chance = new Random(17);
        for (var day = new DateOnly(2020, 1, 1); day < new DateOnly(2040, 1, 1); day = day.AddDays(1))
        {
            var clock = new CaseClock(
                Riyadh.At(day, new TimeOnly(chance.Next(24), chance.Next(60))), chance.Next(2) == 0 ? 5 : 15, Pauses(day, chance));
            Assert.Equal(Walked(clock), clock.DueOn(Calendar));
        }
    }

    [Theory]
    [InlineData("2026-11-25T09:00", "2026-12-16")] // a Wednesday: 15 working days without a holiday
    [InlineData("2026-11-25T23:59", "2026-12-16")] // the last minute of that day in Riyadh
    [InlineData("2026-11-26T00:00", "2026-12-17")] // one minute later it is the next day
    [InlineData("2026-11-27T12:00", "2026-12-17")] // a Friday: counted from Sunday, as a Thursday is
    public void The_civil_day_in_Riyadh_decides_when_a_clock_starts(string started, string due)
    {
        var clock = new CaseClock(At(started), 15, []);
        Assert.Equal(DateOnly.Parse(due, CultureInfo.InvariantCulture), clock.DueOn(Calendar));
    }

    [Theory]
    [InlineData("2026-12-16T23:59:59", ClockStanding.AtRisk)]
    [InlineData("2026-12-17T00:00:00", ClockStanding.Breached)]
    [InlineData("2026-12-14T00:00:00", ClockStanding.AtRisk)]
    [InlineData("2026-12-13T23:59:59", ClockStanding.Running)]
    public void A_promise_holds_to_the_last_second_of_its_day_in_Riyadh(string now, ClockStanding expected)
    {
        var clock = new CaseClock(At("2026-11-25T09:00"), 15, []);
        Assert.Equal(expected, clock.StandsAt(Calendar, At(now), null));
        Assert.Equal(ClockStanding.Stopped, clock.StandsAt(Calendar, At(now), At(now)));
    }

    [Fact]
    public void An_Eid_is_not_counted()
    {
        // Eid al-Fitr 1448: the first of Shawwal is 9 March 2027.
        var eid = new HijriDate(1448, 10, 1).ToDateOnly();
        var before = eid.AddDays(-7);
        var clock = new CaseClock(Riyadh.StartOf(before), 5, []);
        var due = clock.DueOn(Calendar);
        Assert.True(due > eid, "Five working days that begin a week before an Eid end after it.");
        Assert.All(Days(eid, eid.AddDays(2)), day => Assert.False(Calendar.IsWorkingDay(day)));
        Assert.Equal(5, Calendar.WorkingDaysBetween(before, due));
        Assert.Equal(4, Calendar.WorkingDaysBetween(before, due.AddDays(-1)));
    }

    [Fact]
    public void While_nobody_answers_the_promise_stands_on_the_last_day_to_answer_and_an_answer_brings_it_forward()
    {
        var asked = At("2026-11-29T10:00"); // the second working day
        var open = new CaseClock(At("2026-11-26T10:00"), 5, [new CasePause(asked, null, new DateOnly(2026, 12, 8))]);
        var answered = open with { Pauses = [open.Pauses[0] with { Until = At("2026-12-01T08:00") }] };
        Assert.Equal(new DateOnly(2026, 12, 15), open.DueOn(Calendar));
        Assert.Equal(new DateOnly(2026, 12, 8), answered.DueOn(Calendar));
        Assert.Equal(ClockStanding.Paused, open.StandsAt(Calendar, At("2026-12-08T23:59:59"), null));
        Assert.Equal(ClockStanding.Running, open.StandsAt(Calendar, At("2026-12-09T00:00"), null));
    }

    [Fact]
    public void A_day_that_is_announced_off_moves_the_promise_by_one_working_day()
    {
        var clock = new CaseClock(At("2026-11-25T09:00"), 15, []);
        var changed = Calendar.WithAnnounced(
            [new AnnouncedDays(new DateOnly(2026, 12, 6), new DateOnly(2026, 12, 6), false, new("عطلة", "A holiday"), "test", Confidence.High, "")]);
        Assert.Equal(new DateOnly(2026, 12, 16), clock.DueOn(Calendar));
        Assert.Equal(new DateOnly(2026, 12, 17), clock.DueOn(changed));
        Assert.Equal(1, clock.DaysLeft(Calendar, new DateOnly(2026, 12, 15)));
        Assert.Equal(-2, clock.DaysLeft(Calendar, new DateOnly(2026, 12, 20)));
    }

    [Fact]
    public void The_terms_are_those_of_the_policy()
    {
        var months = PolicyBook.FirstMonth.Through(new YearMonth(2028, 12));
        Assert.All(months, month =>
        {
            Assert.Equal(CaseTerms.PaymentWorkingDays, Parameter("objection.payment.response_working_days", month));
            Assert.Equal(CaseTerms.TicketWorkingDays, Parameter("voice_ticket.response_working_days", month));
            Assert.Equal(CaseTerms.PaymentOpensAfterDays, Parameter("objection.payment.opens_after_days", month));
            Assert.Equal(CaseTerms.PaymentWindowDays, Parameter("objection.payment.window_days", month));
            Assert.Equal(CaseTerms.EligibilityWindowDays, Parameter("objection.eligibility.window_days", month));
        });
    }

    [Theory]
    [InlineData("2026-11-25", true, false)]
    [InlineData("2026-11-24", false, false)]
    [InlineData("2027-02-23", true, false)]
    [InlineData("2027-02-24", false, true)]
    public void The_window_of_a_decision_is_its_day_and_ninety_more(string day, bool open, bool closed)
    {
        var window = ObjectionWindow.OfDecision(new DateOnly(2026, 11, 25));
        var asked = DateOnly.Parse(day, CultureInfo.InvariantCulture);
        Assert.Equal((open, closed), (!window.IsBefore(asked) && !window.IsAfter(asked), window.IsAfter(asked)));
    }

    [Fact]
    public void A_payment_opens_five_days_after_its_day_or_once_it_shows_paid_and_closes_ninety_days_after_the_deposit()
    {
        var day = new DateOnly(2027, 1, 10);
        Assert.Equal(new ObjectionWindow(new(2027, 1, 15), new(2027, 4, 10)), ObjectionWindow.OfPayment(day, null));
        Assert.Equal(new ObjectionWindow(new(2027, 1, 11), new(2027, 4, 11)), ObjectionWindow.OfPayment(day, day.AddDays(1)));
    }

    private static int Parameter(string key, YearMonth month) =>
        PolicyBook.Published.Parameters.Single(parameter => parameter.Key == key).At(month).Value.GetInt32();

    // One day after the other, with a finger on each: worked, and touched by no pause.
    private static DateOnly Walked(CaseClock clock)
    {
        var still = new HashSet<DateOnly>();
        foreach (var pause in clock.Pauses)
        {
            var last = pause.Until is { } until ? Riyadh.DateOf(until) : pause.Limit;
            last = last > pause.Limit ? pause.Limit : last;
            still.UnionWith(Days(Riyadh.DateOf(pause.From), last));
        }

        var day = Riyadh.DateOf(clock.Started);
        for (var counted = 0; counted < clock.WorkingDays;)
        {
            day = day.AddDays(1);
            counted += Calendar.IsWorkingDay(day) && !still.Contains(day) ? 1 : 0;
        }

        return day;
    }

    private static List<CasePause> Pauses(DateOnly start, Random chance)
    {
        var pauses = new List<CasePause>();
        var from = Riyadh.At(start, new TimeOnly(23, 59, 59));
        for (var left = chance.Next(5); left > 0; left--)
        {
            from = from.AddHours(chance.Next(1, 120));
            var until = from.AddMinutes(chance.Next(1, 20_000));
            var limit = Riyadh.DateOf(from).AddDays(chance.Next(0, 20));
            pauses.Add(new CasePause(from, until, limit));
            from = until;
        }

        if (chance.Next(3) == 0)
        {
            pauses.Add(new CasePause(from, null, Riyadh.DateOf(from).AddDays(chance.Next(0, 20))));
        }

        return pauses;
    }

    private static IEnumerable<DateOnly> Days(DateOnly first, DateOnly last)
    {
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    private static DateTimeOffset At(string text) => new(DateTime.Parse(text, CultureInfo.InvariantCulture), Riyadh.Offset);
}
