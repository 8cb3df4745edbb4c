using CitizenAccount.Rules.Time;

namespace CitizenAccount.Rules.Cases;

/// <summary>A time during which the clock of a case stands still.</summary>
/// <param name="From">When it stopped.</param>
/// <param name="Until">When it went on; null while it stands still.</param>
/// <param name="Limit">Last civil day, included, for which it may stand still; it goes on by itself after it.</param>
public readonly record struct CasePause(DateTimeOffset From, DateTimeOffset? Until, DateOnly Limit)
{
    /// <summary>The first civil day it touches.</summary>
    public DateOnly FirstDay => Riyadh.DateOf(From);

    /// <summary>The last civil day it touches: that of the answer, and never one after the limit. While nobody has
    /// answered it is the limit, so that the promise does not move from day to day.</summary>
    public DateOnly LastDay
    {
        get
        {
            var last = Until is { } until && Riyadh.DateOf(until) < Limit ? Riyadh.DateOf(until) : Limit;
            return last < FirstDay ? FirstDay : last;
        }
    }

    /// <summary>Whether the clock stands still at an instant.</summary>
    public bool Holds(DateTimeOffset now) => now >= From && (Until is not { } until || now < until)
        && Riyadh.DateOf(now) <= Limit;
}

/// <summary>How a case stands against its clock.</summary>
public enum ClockStanding
{
    /// <summary>In time.</summary>
    Running = 1,

    /// <summary>The clock stands still.</summary>
    Paused = 2,

    /// <summary>In time, with two working days or less to go.</summary>
    AtRisk = 3,

    /// <summary>The promised date has passed.</summary>
    Breached = 4,

    /// <summary>Answered.</summary>
    Stopped = 5,
}

/// <summary>The clock of a case: so many working days from the day it started, which is not counted. A working day
/// counts when the clock runs through all of it: the day something was asked for does not count, nor does the day of
/// the answer.</summary>
/// <param name="Started">When it started.</param>
/// <param name="WorkingDays">Working days promised, at least 1.</param>
/// <param name="Pauses">Times it stood still, in order and without overlap.</param>
public sealed record CaseClock(DateTimeOffset Started, int WorkingDays, IReadOnlyList<CasePause> Pauses)
{
    /// <summary>Working days before the promised date from which a case is at risk.</summary>
    public const int RiskDays = 2;

    /// <summary>The promised date: the last working day on which an answer is in time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It would lie outside the calendar.</exception>
    public DateOnly DueOn(WorkingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var start = Riyadh.DateOf(Started);
        var due = calendar.AddWorkingDays(start, WorkingDays);

        // The last day that was looked at: two pauses that touch the same day take it away once.
        var seen = start;
        foreach (var pause in Pauses)
        {
            var first = pause.FirstDay > seen ? pause.FirstDay : seen.AddDays(1);
            if (first > due)
            {
                continue;
            }

            if (pause.LastDay >= first)
            {
                due = calendar.AddWorkingDays(due, calendar.WorkingDaysBetween(first.AddDays(-1), pause.LastDay));
                seen = pause.LastDay;
            }
        }

        return due;
    }

    /// <summary>How the case stands.</summary>
    /// <param name="calendar">The working days.</param>
    /// <param name="now">The instant asked about.</param>
    /// <param name="stopped">When it was answered; null before.</param>
    public ClockStanding StandsAt(WorkingCalendar calendar, DateTimeOffset now, DateTimeOffset? stopped)
    {
        if (stopped is not null)
        {
            return ClockStanding.Stopped;
        }

        if (Pauses.Any(pause => pause.Holds(now)))
        {
            return ClockStanding.Paused;
        }

        var (today, due) = (Riyadh.DateOf(now), DueOn(calendar));
        return today > due ? ClockStanding.Breached
            : today >= RiskFrom(calendar, due) ? ClockStanding.AtRisk
            : ClockStanding.Running;
    }

    /// <summary>Working days left on a day: 0 on the promised date, negative after it.</summary>
    public int DaysLeft(WorkingCalendar calendar, DateOnly today)
    {
        var due = DueOn(calendar);
        return today <= due
            ? calendar.WorkingDaysBetween(today, due)
            : -calendar.WorkingDaysBetween(due, today);
    }

    // Two working days before the promised date, or any day after that one.
    private static DateOnly RiskFrom(WorkingCalendar calendar, DateOnly due)
    {
        var day = due;
        for (var left = RiskDays; left > 0;)
        {
            day = day.AddDays(-1);
            left -= calendar.IsWorkingDay(day) ? 1 : 0;
        }

        return day;
    }
}
