using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Rules.Cases;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Objections;

/// <summary>Looks at the clocks of objections and at what upheld ones asked for: a wait that is over ends, a broken
/// promise goes to a supervisor and is told, a promise of another calendar is made anew, a month that was decided again
/// is linked, and what is done is closed. Any number of replicas may look at once: each step is taken once, by whoever
/// stores it first.</summary>
internal sealed partial class ObjectionSweep(
    ObjectionsStore store, ObjectionSteps steps, EligibilityApi eligibility, ApplicationTransactions transactions,
    CaseCalendar calendar, CaseOptions options, TimeProvider clock, ILogger<ObjectionSweep> log) : BackgroundService
{
    private const int BatchMax = 500;

    /// <summary>One look.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var today = Riyadh.DateOf(clock.GetUtcNow());
        foreach (var id in await store.ListTimedAsync(today, calendar.Mark, BatchMax, stop))
        {
            await EachAsync(id, LookAtClockAsync, stop);
        }

        foreach (var id in await store.ListWithEffectsAsync(BatchMax, stop))
        {
            await EachAsync(id, LookAtEffectsAsync, stop);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Repeating.RunAsync(
        TimeSpan.FromSeconds(options.SweepSeconds), clock, RunAsync,
        failure => LogFailed(log, failure.GetType().Name, failure.StackTrace), stoppingToken);

    private async Task EachAsync(
        Guid id, Func<ServiceDb, ObjectionFile, AccountId?, CancellationToken, Task<bool>> look, CancellationToken stop)
    {
        // Read outside the transaction, so that nothing waits for it there.
        var seen = await store.FindAsync(id, stop);
        var reader = seen is null ? null : await steps.FindReaderAsync(seen.HouseholdId, stop);
        await transactions.RunAsync(async db =>
        {
            var file = await steps.OpenAsync(db, id, stop);
            if (await look(db, file, reader, stop))
            {
                await steps.StoreAsync(db, file, stop);
            }

            return true;
        }, otherwise: false, stop);
    }

    private Task<bool> LookAtClockAsync(ServiceDb db, ObjectionFile file, AccountId? reader, CancellationToken stop)
    {
        var (row, now, changed) = (file.Row, clock.GetUtcNow(), false);
        if (!ObjectionLife.IsOpen(row.State))
        {
            return Task.FromResult(false);
        }

        var caseClock = ObjectionFile.ClockOf(row, file.Content);
        if (row.CalendarMark != calendar.Mark)
        {
            changed = true;
            if (caseClock.DueOn(calendar.Days) is var due && due != row.DueOn)
            {
                row.DueOn = due;
                steps.Note(db, file, ObjectionEventKind.ClockChanged, CaseActor.System);
                steps.Tell(db, row, reader, ObjectionWords.Moved(due));
            }
        }

        if (ObjectionLife.IsWaiting(row.State) && !caseClock.Pauses.Any(pause => pause.Holds(now)))
        {
            changed = true;
            steps.Take(file, ObjectionStep.StopWaiting);
            steps.Note(db, file, ObjectionEventKind.ClockChanged, CaseActor.System);
        }

        if (!ObjectionLife.IsWaiting(row.State) && Riyadh.DateOf(now) > row.DueOn && row.BreachedAt is null)
        {
            changed = true;
            Breach(db, file, reader);
        }

        return Task.FromResult(changed);
    }

    private void Breach(ServiceDb db, ObjectionFile file, AccountId? reader)
    {
        var row = file.Row;
        row.BreachedAt = clock.GetUtcNow().UtcDateTime;
        steps.Note(db, file, ObjectionEventKind.Breached, CaseActor.System);
        if (row.State != Rules.Cases.ObjectionState.Escalated)
        {
            steps.Take(file, ObjectionStep.Escalate);
            (row.WithSupervisor, row.Assignee) = (true, null);
            steps.Note(db, file, ObjectionEventKind.Escalated, CaseActor.System);
        }

        steps.Tell(db, row, reader, ObjectionWords.Late);
    }

    private async Task<bool> LookAtEffectsAsync(
        ServiceDb db, ObjectionFile file, AccountId? reader, CancellationToken stop)
    {
        var row = file.Row;
        var effects = await db.ObjectionEffects.Where(effect => effect.ObjectionId == row.Id).ToListAsync(stop);
        var (changed, redecided) = (false, false);
        foreach (var effect in effects.Where(effect => effect.DoneAt is null))
        {
            var month = new YearMonth(effect.Month / 100, effect.Month % 100);
            var asked = await eligibility.FindAskedAsync(
                row.HouseholdId, month, RedecisionCause.ObjectionUpheld, row.Name, stop);
            if (asked?.DoneAt is not { } at)
            {
                continue;
            }

            changed = true;
            (effect.DoneAt, effect.Changed, effect.Raised) = (at, asked.Changed, asked.Raised);
            redecided |= asked.Changed;
            if (asked.Changed)
            {
                steps.Note(db, file, ObjectionEventKind.Redecided, CaseActor.System);
            }

            if (asked.Raised && effect.Compensates)
            {
                steps.Note(db, file, ObjectionEventKind.Compensated, CaseActor.System);
            }
        }

        if (redecided)
        {
            steps.Tell(db, row, reader, ObjectionWords.Redecided);
        }

        if (changed && effects.All(effect => effect.DoneAt is not null)
            && row.State == Rules.Cases.ObjectionState.Decided)
        {
            steps.Take(file, ObjectionStep.Close);
            steps.Note(db, file, ObjectionEventKind.Closed, CaseActor.System);
        }

        return changed;
    }

    [LoggerMessage(2600, LogLevel.Error, "A look at the clocks of objections failed; it is repeated: {Kind} {Stack}")]
    private static partial void LogFailed(ILogger log, string kind, string? stack);
}
