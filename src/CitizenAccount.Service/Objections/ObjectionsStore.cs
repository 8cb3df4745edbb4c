using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules.Cases;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Objections;

/// <summary>Which objections are listed. Null and empty are all.</summary>
internal sealed record ObjectionFilter
{
    public HouseholdId? Household { get; init; }

    /// <summary>Only those for this member, as a dependant sees them; null is all.</summary>
    public int? Member { get; init; }

    public byte Kind { get; init; }

    public IReadOnlyList<ObjectionState> States { get; init; } = [];

    public string Assignee { get; init; } = "";

    public ObjectionQueue? Queue { get; init; }

    public DateOnly? DueUntil { get; init; }
}

/// <summary>Where a page of objections begins.</summary>
internal readonly record struct ObjectionPlace(DateOnly DueOn, Guid Id);

/// <summary>An objection with everything a reader sees.</summary>
internal sealed record ReadObjection(
    ObjectionRow Row, IReadOnlyList<ObjectionEventRow> Events, IReadOnlyList<ObjectionEffectRow> Effects,
    IReadOnlyList<string> Related);

/// <summary>Another objection of the same household and month.</summary>
internal sealed record OtherObjection(Guid Id, byte Kind, bool IsOpen)
{
    public string Name => $"objections/{Id:D}";
}

/// <summary>Objections and what happened to them.</summary>
internal sealed class ObjectionsStore(IDbContextFactory<ServiceDb> databases)
{
    private const int RelatedMax = 20;

    public async Task<ObjectionRow?> FindAsync(Guid id, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Objections.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, stop);
        }
    }

    /// <summary>An objection to change, in the caller's transaction.</summary>
    /// <exception cref="RefusalException">OBJECTION_NOT_FOUND.</exception>
    public static async Task<ObjectionRow> GetAsync(ServiceDb db, Guid id, CancellationToken stop) =>
        await db.Objections.SingleOrDefaultAsync(row => row.Id == id, stop)
        ?? throw Refusal.Of(ErrorReason.ObjectionNotFound).ToException();

    /// <summary>The open objection of a kind to a decision or payment; null when there is none.</summary>
    public static Task<ObjectionRow?> FindOpenAsync(
        ServiceDb db, HouseholdId household, byte kind, int month, CancellationToken stop) =>
        db.Objections.AsNoTracking().SingleOrDefaultAsync(
            row => row.HouseholdId == household && row.Kind == kind && row.OpenMonth == month, stop);

    /// <summary>The objections of a household to one month, newest first.</summary>
    public static async Task<IReadOnlyList<OtherObjection>> ListOfMonthAsync(
        ServiceDb db, HouseholdId household, int month, CancellationToken stop) => await db.Objections.AsNoTracking()
            .Where(row => row.HouseholdId == household && row.Month == month)
            .OrderByDescending(row => row.Id).Take(RelatedMax)
            .Select(row => new OtherObjection(row.Id, row.Kind, row.OpenMonth != null)).ToListAsync(stop);

    public async Task<ReadObjection> ReadAsync(ObjectionRow row, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await ReadAsync(db, row, stop);
        }
    }

    /// <summary>What goes with an objection, within a transaction.</summary>
    public static async Task<ReadObjection> ReadAsync(ServiceDb db, ObjectionRow row, CancellationToken stop) => new(
        row,
        await db.ObjectionEvents.AsNoTracking().Where(one => one.ObjectionId == row.Id)
            .OrderBy(one => one.Number).ToListAsync(stop),
        await db.ObjectionEffects.AsNoTracking().Where(one => one.ObjectionId == row.Id)
            .OrderBy(one => one.Month).ToListAsync(stop),
        await ListRelatedAsync(db, row, stop));

    /// <summary>Other objections of the household to the same month, and the ticket it came from.</summary>
    public static async Task<IReadOnlyList<string>> ListRelatedAsync(
        ServiceDb db, ObjectionRow row, CancellationToken stop)
    {
        var ids = await db.Objections.AsNoTracking()
            .Where(other => other.HouseholdId == row.HouseholdId && other.Month == row.Month && other.Id != row.Id)
            .OrderByDescending(other => other.Id).Take(RelatedMax).Select(other => other.Id).ToListAsync(stop);
        var related = ids.Select(id => $"objections/{id:D}");
        return [.. row.Ticket is { } ticket ? related.Prepend(ticket) : related];
    }

    /// <summary>A page: newest first for a household, otherwise by promised date.</summary>
    public async Task<IReadOnlyList<ObjectionRow>> ListAsync(
        ObjectionFilter filter, ObjectionPlace? after, int count, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var rows = Filtered(db.Objections.AsNoTracking(), filter);
            if (filter.Household is not null)
            {
                rows = after is { } below ? rows.Where(row => row.Id.CompareTo(below.Id) < 0) : rows;
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

    /// <summary>Open objections that may need something of the clock: overdue, waiting, or promised by another
    /// calendar.</summary>
    public async Task<IReadOnlyList<Guid>> ListTimedAsync(
        DateOnly today, int calendarMark, int count, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Objections.AsNoTracking()
                .Where(row => row.EndedAt == null
                    && ((row.DueOn < today && row.BreachedAt == null)
                        || row.State == ObjectionState.WaitingForCitizen
                        || row.State == ObjectionState.WaitingForPartner
                        || row.CalendarMark != calendarMark))
                .OrderBy(row => row.DueOn).Take(count).Select(row => row.Id).ToListAsync(stop);
        }
    }

    /// <summary>Objections with months that are still to be decided again.</summary>
    public async Task<IReadOnlyList<Guid>> ListWithEffectsAsync(int count, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.ObjectionEffects.AsNoTracking().Where(row => row.DoneAt == null)
                .Select(row => row.ObjectionId).Distinct().Take(count).ToListAsync(stop);
        }
    }

    private static IQueryable<ObjectionRow> Filtered(IQueryable<ObjectionRow> rows, ObjectionFilter filter)
    {
        if (filter.Household is { } household)
        {
            rows = rows.Where(row => row.HouseholdId == household);
        }

        if (filter.Member is { } member)
        {
            rows = rows.Where(row => row.Member == member);
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
            rows = states.All(ObjectionLife.IsOpen) ? rows.Where(row => row.EndedAt == null) : rows;
        }

        if (filter.Queue is { } queue)
        {
            rows = rows.Where(row => row.Queue == queue);
        }

        if (filter.DueUntil is { } day)
        {
            rows = rows.Where(row => row.DueOn <= day);
        }

        return filter.Assignee switch
        {
            "" => rows,
            "none" => rows.Where(row => row.Assignee == null),
            _ => rows.Where(row => row.Assignee == filter.Assignee),
        };
    }
}
