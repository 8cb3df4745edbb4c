using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Cases;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf.WellKnownTypes;
using CaseClock = CitizenAccount.Rules.Cases.CaseClock;
using LocalizedText = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Service.Objections;

/// <summary>The clock of a case as its people see it.</summary>
internal static class CaseClockWire
{
    public static readonly LocalizedText ForCitizen =
        new("بانتظار ما طُلب من مقدم الطلب", "Waiting for what the person was asked");

    public static readonly LocalizedText ForPartner = new("بانتظار جهة أخرى", "Waiting for another body");

    /// <summary>The clock on the wire.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="calendar">The working days.</param>
    /// <param name="now">The instant asked about.</param>
    /// <param name="stopped">When the case was answered; null before.</param>
    /// <param name="causes">Why each pause was, in their order.</param>
    public static Contracts.Type.V1.CaseClock ToWire(
        CaseClock clock, WorkingCalendar calendar, DateTimeOffset now, DateTime? stopped,
        IReadOnlyList<LocalizedText> causes)
    {
        DateTimeOffset? stoppedAt = stopped is { } at ? new DateTimeOffset(at) : null;
        var due = clock.DueOn(calendar);
        var wire = new Contracts.Type.V1.CaseClock
        {
            StartedTime = Timestamp.FromDateTimeOffset(clock.Started),
            DueDate = due.ToWire(),
            DueHijriDate = due.ToHijri(),
            WorkingDays = clock.WorkingDays,
            WorkingDaysLeft = clock.DaysLeft(calendar, Riyadh.DateOf(stoppedAt ?? now)),
            State = (ClockState)(int)clock.StandsAt(calendar, now, stoppedAt),
        };
        wire.Pauses.Add(clock.Pauses.Select((pause, i) => ToWire(pause, causes[i], stoppedAt ?? now)));
        return wire;
    }

    private static ClockPause ToWire(CasePause pause, LocalizedText cause, DateTimeOffset now)
    {
        var wire = new ClockPause
        {
            FromTime = Timestamp.FromDateTimeOffset(pause.From),
            Cause = cause.ToWire(),
        };

        // One that nobody ended is over with the last day it was for.
        var limit = Riyadh.EndOf(pause.Limit);
        var end = pause.Until is { } until && until < limit ? until : limit;
        if (end <= now)
        {
            wire.UntilTime = Timestamp.FromDateTimeOffset(end);
        }

        return wire;
    }
}
