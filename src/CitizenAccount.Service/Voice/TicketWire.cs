using CitizenAccount.Contracts.Voice.V1;
using CitizenAccount.Service.Objections;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace CitizenAccount.Service.Voice;

/// <summary>Tickets as their people see them: staff see who works on one, notes and contents; a person does not.
/// </summary>
internal sealed class TicketWire(TicketSeals seals, CaseCalendar calendar, TimeProvider clock)
{
    /// <summary>A ticket with what was said on it.</summary>
    public Ticket ToWire(
        ReadTicket read, bool forStaff, IReadOnlyList<TicketAttachmentRow>? contents = null)
    {
        var wire = ToWire(read.Row, forStaff);
        wire.Attachments.Add(FilesOf(read, 1, contents));
        wire.Messages.Add(read.Entries
            .Where(entry => entry.Kind == TicketEntryKind.Message && (forStaff || !entry.Internal))
            .Select(entry => ToWire(entry, FilesOf(read, entry.Number, contents))));
        if (forStaff)
        {
            wire.Related.Add(read.Related);
            wire.AnswerTemplates.Add(TicketWords.AnswerTemplates.Select(text => text.ToWire()));
        }

        return wire;
    }

    /// <summary>A ticket as it stands in a list.</summary>
    public Ticket ToWire(TicketRow row, bool forStaff)
    {
        var ticketClock = TicketClock.Of(row);
        var wire = new Ticket
        {
            Name = row.Name,
            Number = row.Number,
            Kind = (TicketKind)row.Kind,
            State = (TicketState)(int)row.State,
            Household = row.HouseholdId?.Name ?? "",
            Text = seals.TextOf(row),
            Clock = CaseClockWire.ToWire(
                ticketClock, calendar.Days, clock.GetUtcNow(), row.EndedAt,
                [.. ticketClock.Pauses.Select(_ => CaseClockWire.ForCitizen)]),
            Unit = Units.TitleOf(row.Unit).ToWire(),
            Resolution = seals.ResolutionOf(row)?.ToWire(),
            ReferredTo = row.ReferredTo ?? "",
            Channel = row.Channel,
            OpenedTime = Timestamp.FromDateTime(row.OpenedAt),
            ResolvedTime = row.EndedAt is { } at ? Timestamp.FromDateTime(at) : null,
            Etag = row.Version.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        if (forStaff)
        {
            wire.Assignee = row.Assignee ?? "";
            wire.Script = TicketWords.ScriptOf(row.State);
        }

        return wire;
    }

    private TicketMessage ToWire(TicketEntryRow entry, IEnumerable<TicketAttachment> files) => new()
    {
        By = entry.Role,
        Text = seals.TextOf(entry),
        Internal = entry.Internal,
        Channel = entry.Channel,
        Attachments = { files },
        SentTime = Timestamp.FromDateTime(entry.At),
    };

    private IEnumerable<TicketAttachment> FilesOf(
        ReadTicket read, int entry, IReadOnlyList<TicketAttachmentRow>? contents) => read.Files
            .Where(file => file.Entry == entry)
            .Select(file => new TicketAttachment
            {
                FileName = seals.FileNameOf(read.Row.Id, entry, file.Position, file.FileNameSealed),
                SizeBytes = file.SizeBytes,
                Scanned = file.Scanned,
                Content = contents?.FirstOrDefault(row => row.Entry == entry && row.Position == file.Position)
                    is { } content ? UnsafeByteOperations.UnsafeWrap(seals.ContentOf(content)) : ByteString.Empty,
            });
}
