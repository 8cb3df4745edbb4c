using CitizenAccount.Rules.Cases;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Objections;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Storage;

namespace CitizenAccount.Service.Voice;

/// <summary>Looks at the clocks of tickets: a wait that is over ends, a broken promise goes to the supervisors and is
/// told, a promise of another calendar is made anew. Any number of replicas may look at once: each step is taken once,
/// by whoever stores it first.</summary>
internal sealed partial class TicketSweep(
    TicketsStore store, TicketSteps steps, ApplicationTransactions transactions, CaseCalendar calendar,
    CaseOptions options, TimeProvider clock, ILogger<TicketSweep> log) : BackgroundService
{
    private const int BatchMax = 500;

    /// <summary>One look.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var today = Riyadh.DateOf(clock.GetUtcNow());
        foreach (var number in await store.ListTimedAsync(today, calendar.Mark, BatchMax, stop))
        {
            await transactions.RunAsync(async db =>
            {
                await LookAsync(db, number, stop);
                return true;
            }, otherwise: false, stop);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Repeating.RunAsync(
        TimeSpan.FromSeconds(options.SweepSeconds), clock, RunAsync,
        failure => LogFailed(log, failure.GetType().Name, failure.StackTrace), stoppingToken);

    private async Task LookAsync(ServiceDb db, string number, CancellationToken stop)
    {
        var row = await TicketsStore.GetAsync(db, number, stop);
        if (TicketCounts.Of(row) is not { } before)
        {
            return;
        }

        var (now, ticketClock) = (clock.GetUtcNow(), TicketClock.Of(row));
        var due = ticketClock.DueOn(calendar.Days);
        if (row.CalendarMark != calendar.Mark)
        {
            Recompute(db, row, due);
        }

        if (row.State == TicketState.WaitingForCitizen && !ticketClock.Pauses.Any(pause => pause.Holds(now)))
        {
            steps.Take(row, TicketStep.StopWaiting);
            steps.Note(db, row, TicketEntryKind.WaitEnded, CaseActor.System);
        }

        if (row.State != TicketState.WaitingForCitizen && Riyadh.DateOf(now) > row.DueOn && row.BreachedAt is null)
        {
            row.BreachedAt = now.UtcDateTime;
            (row.Unit, row.Assignee) = (Units.Supervisors, null);
            steps.Take(row, TicketStep.Hand);
            steps.Note(db, row, TicketEntryKind.Breached, CaseActor.System);
            steps.Tell(db, row, TicketWords.Late);
        }

        await ObjectionCounts.MoveAsync(db, before, TicketCounts.Of(row), stop);
    }

    private void Recompute(ServiceDb db, TicketRow row, DateOnly due)
    {
        row.CalendarMark = calendar.Mark;
        row.Version++;
        if (row.DueOn != due)
        {
            row.DueOn = due;
            steps.Note(db, row, TicketEntryKind.ClockMoved, CaseActor.System);
            steps.Tell(db, row, TicketWords.Moved(due));
        }
    }

    [LoggerMessage(2500, LogLevel.Error, "A look at the clocks of tickets failed; it is repeated: {Kind} {Stack}")]
    private static partial void LogFailed(ILogger log, string kind, string? stack);
}
