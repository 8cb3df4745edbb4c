using System.Text.Json;
using CitizenAccount.Rules.Cases;
using CitizenAccount.Service.Objections;

namespace CitizenAccount.Service.Voice;

/// <summary>The clock of a stored ticket.</summary>
internal static class TicketClock
{
    /// <summary>Working days a citizen has to answer what was asked.</summary>
    public const int AnswerDays = 5;

    public const string NoPauses = "[]";

    public static CaseClock Of(TicketRow row) => new(row.OpenedAt, row.WorkingDays, PausesOf(row));

    public static IReadOnlyList<CasePause> PausesOf(TicketRow row) =>
    [
        .. JsonSerializer.Deserialize<long[][]>(row.Pauses)!.Select(stored => new CasePause(
            new DateTimeOffset(stored[0], TimeSpan.Zero),
            stored[1] == 0 ? null : new DateTimeOffset(stored[1], TimeSpan.Zero),
            DateOnly.FromDayNumber((int)stored[2]))),
    ];

    /// <summary>Stops the clock until an answer, or for the days there are for one.</summary>
    public static void Pause(TicketRow row, DateTimeOffset now, DateOnly limit, CaseCalendar calendar) =>
        Store(row, [.. PausesOf(row), new CasePause(now, null, limit)], calendar);

    /// <summary>Lets a clock that stands still go on.</summary>
    public static void GoOn(TicketRow row, DateTimeOffset now, CaseCalendar calendar) => Store(
        row, [.. PausesOf(row).Select(pause => pause.Until is null ? pause with { Until = now } : pause)], calendar);

    private static void Store(TicketRow row, IReadOnlyList<CasePause> pauses, CaseCalendar calendar)
    {
        row.Pauses = JsonSerializer.Serialize(pauses.Select(pause => new[]
        {
            pause.From.UtcTicks, pause.Until?.UtcTicks ?? 0, pause.Limit.DayNumber,
        }));
        row.DueOn = Of(row).DueOn(calendar.Days);
        row.CalendarMark = calendar.Mark;
    }
}
