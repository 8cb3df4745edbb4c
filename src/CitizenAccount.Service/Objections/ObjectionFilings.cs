using System.Globalization;
using System.Security.Cryptography;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Rules.Cases;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Storage;
using ObjectionState = CitizenAccount.Rules.Cases.ObjectionState;

namespace CitizenAccount.Service.Objections;

/// <summary>Stores a filed objection: with its event, its message and its place in the counts, in the caller's
/// transaction.</summary>
internal sealed class ObjectionFilings(
    ObjectionSeals seals, ObjectionSteps steps, PaymentTies payments, CaseCalendar calendar, CaseOptions options,
    TimeProvider clock)
{
    /// <summary>Adds it, unless one is open.</summary>
    /// <exception cref="RefusalException">OBJECTION_ALREADY_OPEN with the name of the open one.</exception>
    public async Task<ReadObjection> AddAsync(
        ServiceDb db, Filing filing, CaseActor actor, AccountId? reader, CancellationToken stop)
    {
        var subject = filing.Subject;
        var others = await ObjectionsStore.ListOfMonthAsync(db, subject.Household, subject.MonthCode, stop);
        if (others.FirstOrDefault(other => other.IsOpen && other.Kind == (byte)subject.Kind) is { } open)
        {
            throw Refusal.Of(ErrorReason.ObjectionAlreadyOpen).With("objection", open.Name).ToException();
        }

        var row = RowOf(filing, actor.Channel);
        string[] related = [.. new[] { filing.Ticket }.OfType<string>(), .. others.Select(other => other.Name)];
        db.Objections.Add(row);
        var file = new ObjectionFile(row, new ObjectionContent(filing.Text, filing.Documents));
        steps.Note(db, file, ObjectionEventKind.Filed, actor);
        if (related.Length > 0)
        {
            steps.Note(db, file, ObjectionEventKind.Linked, CaseActor.System);
        }

        steps.TellFiled(db, row, reader);
        await payments.OpenAsync(db, row.HouseholdId, row.PaymentMonth, row.Name, stop);
        await ObjectionCounts.MoveAsync(db, null, CaseCount.Of(row), stop);
        await db.SaveChangesAsync(stop);
        var events = db.ObjectionEvents.Local.Where(one => one.ObjectionId == row.Id).OrderBy(one => one.Number);
        return new ReadObjection(row, [.. events], [], related);
    }

    private ObjectionRow RowOf(Filing filing, Contracts.Type.V1.Channel channel)
    {
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var subject = filing.Subject;
        var isPayment = subject.Kind == ObjectionKind.Payment;
        var days = isPayment ? CaseTerms.PaymentWorkingDays : options.EligibilityWorkingDays;
        return new ObjectionRow
        {
            Id = id,
            Number = NewNumber(),
            HouseholdId = subject.Household,
            Member = filing.Member,
            Kind = (byte)subject.Kind,
            Month = subject.MonthCode,
            OpenMonth = subject.MonthCode,
            Problem = (byte)subject.Problem,
            Grounds = (long)subject.Grounds.Bits,
            ContentSealed = seals.Seal(id, new ObjectionContent(filing.Text, filing.Documents)),
            State = ObjectionState.Submitted,
            Queue = isPayment ? ObjectionQueues.Of(subject.Problem) : ObjectionQueues.Of(subject.Grounds),
            Channel = channel,
            FiledAt = now.UtcDateTime,
            StartedAt = now.UtcDateTime,
            StartedOn = Riyadh.DateOf(now),
            WorkingDays = days,
            DueOn = new CaseClock(now, days, []).DueOn(calendar.Days),
            CalendarMark = calendar.Mark,
            Ticket = filing.Ticket,
            Events = 0,
            Version = 1,
        };
    }

    private static string NewNumber() =>
        (RandomNumberGenerator.GetInt32(10_000, 100_000) * 100_000L + RandomNumberGenerator.GetInt32(100_000))
        .ToString(CultureInfo.InvariantCulture);
}
