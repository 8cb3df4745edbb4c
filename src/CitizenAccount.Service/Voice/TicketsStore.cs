using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules.Cases;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Voice;

/// <summary>Which tickets are listed. Null is all.</summary>
internal sealed record TicketFilter
{
    /// <summary>Only those of this account: a citizen's own, newest first.</summary>
    public AccountId? Account { get; init; }

    public HouseholdId? Household { get; init; }

    public byte Kind { get; init; }

    public IReadOnlyList<TicketState> States { get; init; } = [];

    public string Unit { get; init; } = "";

    public string Assignee { get; init; } = "";
}

/// <summary>Where a page of tickets begins.</summary>
internal readonly record struct TicketPlace(DateOnly DueOn, Guid Id);

/// <summary>An attachment without its content.</summary>
internal sealed record ListedFile(int Entry, int Position, byte[] FileNameSealed, int SizeBytes, bool Scanned);

/// <summary>A ticket with everything a reader sees.</summary>
internal sealed record ReadTicket(
    TicketRow Row, IReadOnlyList<TicketEntryRow> Entries, IReadOnlyList<ListedFile> Files,
    IReadOnlyList<string> Related);

/// <summary>Tickets, what happened to them, and what was attached.</summary>
internal sealed class TicketsStore(IDbContextFactory<ServiceDb> databases)
{
    private const int RelatedMax = 20;

    public async Task<TicketRow?> FindAsync(string number, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Tickets.AsNoTracking().SingleOrDefaultAsync(row => row.Number == number, stop);
        }
    }

    /// <summary>A ticket to change, in the caller's transaction.</summary>
    /// <exception cref="RefusalException">TICKET_NOT_FOUND.</exception>
    public static async Task<TicketRow> GetAsync(ServiceDb db, string number, CancellationToken stop) =>
        await db.Tickets.SingleOrDefaultAsync(row => row.Number == number, stop)
        ?? throw Refusal.Of(ErrorReason.TicketNotFound).ToException();

    /// <summary>What goes with a ticket.</summary>
    public async Task<ReadTicket> ReadAsync(TicketRow row, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await ReadAsync(db, row, stop);
        }
    }

    /// <summary>The same within a transaction, what it added included.</summary>
    public static async Task<ReadTicket> ReadAsync(ServiceDb db, TicketRow row, CancellationToken stop)
    {
        var entries = await db.TicketEntries.AsNoTracking().Where(entry => entry.TicketId == row.Id)
            .OrderBy(entry => entry.Number).ToListAsync(stop);
        var files = await db.TicketAttachments.AsNoTracking().Where(file => file.TicketId == row.Id)
            .OrderBy(file => file.Entry).ThenBy(file => file.Position)
            .Select(file => new ListedFile(
                file.Entry, file.Position, file.FileNameSealed, file.SizeBytes, file.Scanned))
            .ToListAsync(stop);
        return new ReadTicket(row, entries, files, await ListRelatedAsync(db, row, stop));
    }

    /// <summary>The contents of a ticket's attachments, for staff.</summary>
    public async Task<IReadOnlyList<TicketAttachmentRow>> ListContentsAsync(Guid ticket, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.TicketAttachments.AsNoTracking().Where(file => file.TicketId == ticket).ToListAsync(stop);
        }
    }

    /// <summary>Other tickets of the same person on the same matter.</summary>
    public static async Task<IReadOnlyList<string>> ListRelatedAsync(
        ServiceDb db, TicketRow row, CancellationToken stop) => await db.Tickets.AsNoTracking()
            .Where(other => other.PersonIndex == row.PersonIndex && other.MatterIndex == row.MatterIndex
                && other.Id != row.Id)
            .OrderByDescending(other => other.PersonCount).Take(RelatedMax)
            .Select(other => "tickets/" + other.Number).ToListAsync(stop);

    /// <summary>A page: a citizen's newest first, otherwise by promised date.</summary>
    public async Task<IReadOnlyList<TicketRow>> ListAsync(
        TicketFilter filter, TicketPlace? after, int count, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var rows = Filtered(db.Tickets.AsNoTracking(), filter);
            if (filter.Account is not null)
            {
                var below = after?.Id;
                rows = below is { } id ? rows.Where(row => row.Id.CompareTo(id) < 0) : rows;
                return await rows.OrderByDescending(row => row.Id).Take(count).ToListAsync(stop);
            }

            if (after is { } place)
            {
                rows = rows.Where(row => row.DueOn > place.DueOn
                    || (row.DueOn == place.DueOn && row.Id.CompareTo(place.Id) > 0));
            }

            return await rows.OrderBy(row => row.DueOn).ThenBy(row => row.Id).Take(count).ToListAsync(stop);
        }
    }

    /// <summary>Tickets that still run and may need something of the clock: overdue, waiting, or promised by another
    /// calendar.</summary>
    public async Task<IReadOnlyList<string>> ListTimedAsync(
        DateOnly today, int calendarMark, int count, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Tickets.AsNoTracking()
                .Where(row => row.EndedAt == null
                    && ((row.DueOn < today && row.BreachedAt == null) || row.State == TicketState.WaitingForCitizen
                        || row.CalendarMark != calendarMark))
                .OrderBy(row => row.DueOn).Take(count).Select(row => row.Number).ToListAsync(stop);
        }
    }

    private static IQueryable<TicketRow> Filtered(IQueryable<TicketRow> rows, TicketFilter filter)
    {
        if (filter.Account is { } account)
        {
            rows = rows.Where(row => row.AccountId == account);
        }

        if (filter.Household is { } household)
        {
            rows = rows.Where(row => row.HouseholdId == household);
        }

        if (filter.Kind != 0)
        {
            rows = rows.Where(row => row.Kind == filter.Kind);
        }

        if (filter.States.Count > 0)
        {
            var states = filter.States.ToArray();
            rows = rows.Where(row => states.Contains(row.State));

            // What waits has an index of its own.
            rows = states.All(TicketLife.IsOpen) ? rows.Where(row => row.EndedAt == null) : rows;
        }

        if (filter.Unit.Length > 0)
        {
            rows = rows.Where(row => row.Unit == filter.Unit);
        }

        return filter.Assignee switch
        {
            "" => rows,
            "none" => rows.Where(row => row.Assignee == null),
            _ => rows.Where(row => row.Assignee == filter.Assignee),
        };
    }
}
