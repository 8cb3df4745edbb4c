using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Rules;
using CitizenAccount.Rules.Cases;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Storage;
using ObjectionState = CitizenAccount.Rules.Cases.ObjectionState;

namespace CitizenAccount.Service.Objections;

/// <summary>An objection that is being changed.</summary>
internal sealed class ObjectionFile(ObjectionRow row, ObjectionContent content)
{
    public ObjectionRow Row { get; } = row;

    public ObjectionContent Content { get; set; } = content;

    /// <summary>Where it counted before the change.</summary>
    public CaseCount? CountedBefore { get; } = CaseCount.Of(row);

    public ObjectionHolding Holding => new(Row.Assignee is not null, Row.WithSupervisor);

    public static CaseClock ClockOf(ObjectionRow row, ObjectionContent content) => new(
        row.StartedAt, row.WorkingDays, [.. content.Inquiries.Select(inquiry => inquiry.Pause)]);
}

/// <summary>What every step of an objection does in its transaction: the state by the table of steps, the event with
/// who did it, the message to the person, the promised date and the counts.</summary>
internal sealed class ObjectionSteps(
    ObjectionSeals seals, Outbox outbox, AccountsApi accounts, CaseCalendar calendar, TimeProvider clock)
{
    /// <summary>An objection to change, within a transaction.</summary>
    /// <exception cref="RefusalException">OBJECTION_NOT_FOUND.</exception>
    public async Task<ObjectionFile> OpenAsync(ServiceDb db, Guid id, CancellationToken stop)
    {
        var row = await ObjectionsStore.GetAsync(db, id, stop);
        return new ObjectionFile(row, seals.Open(row));
    }

    /// <summary>Takes a step, or refuses it.</summary>
    /// <exception cref="RefusalException">OBJECTION_STATE.</exception>
    public void Take(ObjectionFile file, ObjectionStep step) => Take(file, step, ErrorReason.ObjectionState);

    /// <summary>Takes a step, or refuses it for a reason of its own.</summary>
    public void Take(ObjectionFile file, ObjectionStep step, ErrorReason otherwise)
    {
        var (row, now) = (file.Row, clock.GetUtcNow());
        var before = row.State;
        row.State = ObjectionLife.After(before, step, file.Holding)
            ?? throw Refusal.Of(otherwise).With("state", NameOf(before)).ToException();
        if (ObjectionLife.IsWaiting(before) && !ObjectionLife.IsWaiting(row.State))
        {
            file.Content = file.Content.WithWaitEnded(now, answered: step == ObjectionStep.AddEvidence);
        }

        var isOpen = ObjectionLife.IsOpen(row.State);
        row.EndedAt = isOpen ? null : row.EndedAt ?? now.UtcDateTime;
        row.OpenMonth = isOpen ? row.Month : null;
    }

    /// <summary>Notes what happened, with who did it.</summary>
    public void Note(
        ServiceDb db, ObjectionFile file, ObjectionEventKind kind, CaseActor actor, string detail = "")
    {
        var number = ++file.Row.Events;
        db.ObjectionEvents.Add(new ObjectionEventRow
        {
            ObjectionId = file.Row.Id,
            Number = number,
            Kind = (byte)kind,
            Actor = actor.Subject,
            Role = actor.Role,
            Channel = actor.Channel,
            DetailSealed = seals.SealDetail(file.Row.Id, number, detail),
            At = clock.GetUtcNow().UtcDateTime,
        });
    }

    /// <summary>Stores the change: content, promised date, version and counts.</summary>
    public async Task StoreAsync(ServiceDb db, ObjectionFile file, CancellationToken stop)
    {
        var row = file.Row;
        row.ContentSealed = seals.Seal(row.Id, file.Content);
        row.DueOn = ObjectionFile.ClockOf(row, file.Content).DueOn(calendar.Days);
        row.CalendarMark = calendar.Mark;
        row.Version++;
        await ObjectionCounts.MoveAsync(db, file.CountedBefore, CaseCount.Of(row), stop);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Whose list a message about a household stands in; null when nobody has an account.</summary>
    public async Task<AccountId?> FindReaderAsync(HouseholdId household, CancellationToken stop) =>
        await accounts.FindByHouseholdAsync(household, stop) is { IsOpen: true } account ? account.Id : null;

    /// <summary>Tells the household that something moved, in words that name nothing of the matter.</summary>
    public void Tell(ServiceDb db, ObjectionRow row, AccountId? reader, LocalizedText text)
    {
        if (reader is { } account)
        {
            outbox.Add(db, new Message(MessageKind.ObjectionProgress, account)
            {
                Subject = row.Name,
                Facts = new Dictionary<string, string>
                {
                    ["number"] = row.Number,
                    ["text_ar"] = text.Arabic,
                    ["text_en"] = text.English,
                },
            });
        }
    }

    /// <summary>Tells the household the number and the promised date.</summary>
    public void TellFiled(ServiceDb db, ObjectionRow row, AccountId? reader)
    {
        if (reader is { } account)
        {
            outbox.Add(db, new Message(MessageKind.ObjectionReceived, account)
            {
                Subject = row.Name,
                Facts = new Dictionary<string, string>
                {
                    ["number"] = row.Number,
                    ["due_date"] = row.DueOn.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                },
            });
        }
    }

    public static string NameOf(ObjectionState state) => state switch
    {
        ObjectionState.Submitted => "SUBMITTED",
        ObjectionState.Assigned => "ASSIGNED",
        ObjectionState.WaitingForCitizen => "WAITING_FOR_CITIZEN",
        ObjectionState.WaitingForPartner => "WAITING_FOR_PARTNER",
        ObjectionState.Escalated => "ESCALATED",
        ObjectionState.Decided => "DECIDED",
        ObjectionState.Closed => "CLOSED",
        ObjectionState.Withdrawn => "WITHDRAWN",
    };
}
