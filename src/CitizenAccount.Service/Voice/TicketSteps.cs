using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules;
using CitizenAccount.Rules.Cases;
using CitizenAccount.Service.Objections;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Storage;

namespace CitizenAccount.Service.Voice;

/// <summary>What every step of a ticket does in its transaction: the state by the table of steps, the record of who
/// did it, the message to the person.</summary>
internal sealed class TicketSteps(TicketSeals seals, Outbox outbox, CaseCalendar calendar, TimeProvider clock)
{
    /// <summary>Takes a step, or refuses it.</summary>
    /// <exception cref="RefusalException">TICKET_STATE.</exception>
    public void Take(TicketRow row, TicketStep step)
    {
        var before = row.State;
        row.State = TicketLife.After(before, step, row.Assignee is not null)
            ?? throw Refusal.Of(ErrorReason.TicketState)
                .With("state", StateName(before)).ToException();
        if (before == TicketState.WaitingForCitizen && row.State != before)
        {
            TicketClock.GoOn(row, clock.GetUtcNow(), calendar);
        }

        if (TicketLife.IsOpen(before) && !TicketLife.IsOpen(row.State))
        {
            row.EndedAt = clock.GetUtcNow().UtcDateTime;
        }

        row.Version++;
    }

    /// <summary>Notes what happened, with who did it; answers its number.</summary>
    public int Note(
        ServiceDb db, TicketRow row, TicketEntryKind kind, CaseActor actor, string text = "", bool isInternal = false)
    {
        var number = ++row.Entries;
        db.TicketEntries.Add(new TicketEntryRow
        {
            TicketId = row.Id,
            Number = number,
            Kind = kind,
            Actor = actor.Subject,
            Role = actor.Role,
            Channel = actor.Channel,
            Internal = isInternal,
            TextSealed = text.Length == 0 ? null : seals.SealEntry(row.Id, number, text),
            At = clock.GetUtcNow().UtcDateTime,
        });
        return number;
    }

    /// <summary>Keeps attachments with the entry they came with.</summary>
    public void Attach(ServiceDb db, TicketRow row, int entry, IReadOnlyList<CheckedFile> files)
    {
        for (var i = 0; i < files.Count; i++)
        {
            db.TicketAttachments.Add(new TicketAttachmentRow
            {
                TicketId = row.Id,
                Entry = entry,
                Position = i,
                FileNameSealed = seals.SealFileName(row.Id, entry, i, files[i].Name),
                SizeBytes = files[i].Content.Length,
                Scanned = files[i].Scanned,
                ContentSealed = seals.SealFile(row.Id, entry, i, files[i].Content),
            });
        }
    }

    /// <summary>Tells the person, in words that name nothing of the matter.</summary>
    public void Tell(ServiceDb db, TicketRow row, LocalizedText text) => Send(
        db, row, MessageKind.TicketProgress,
        new Dictionary<string, string>
        {
            ["number"] = row.Number,
            ["text_ar"] = text.Arabic,
            ["text_en"] = text.English,
        });

    /// <summary>Tells the person the number.</summary>
    public void TellOpened(ServiceDb db, TicketRow row) => Send(
        db, row, MessageKind.TicketOpened,
        new Dictionary<string, string>
        {
            ["number"] = row.Number,
            ["due_date"] = row.DueOn.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        });

    private void Send(ServiceDb db, TicketRow row, MessageKind kind, Dictionary<string, string> facts) => outbox.Add(
        db,
        new Message(kind, row.AccountId)
        {
            Facts = facts,
            Mobile = row.AccountId is null ? seals.ApplicantOf(row)!.Mobile : null,
            Subject = row.Name,
        });

    private static string StateName(TicketState state) => state switch
    {
        TicketState.Open => "OPEN",
        TicketState.Assigned => "ASSIGNED",
        TicketState.WaitingForCitizen => "WAITING_FOR_CITIZEN",
        TicketState.Referred => "REFERRED",
        TicketState.Resolved => "RESOLVED",
    };
}
