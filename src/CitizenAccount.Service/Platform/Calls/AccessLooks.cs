using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>One look at one household, whether it was recorded alone or in a list of many.</summary>
internal sealed class AccessLook
{
    public required DateTime At { get; init; }

    public required string Actor { get; init; }

    public required string Roles { get; init; }

    public required string Call { get; init; }

    public required HouseholdId? HouseholdId { get; init; }

    public required int Purpose { get; init; }

    public required string Reference { get; init; }

    public required string LegalBasis { get; init; }

    /// <summary>The gRPC status; denied tries are on record too.</summary>
    public required int Outcome { get; init; }
}

/// <summary>Reads records and lists as one: a look for each household. The one place that knows that there are two
/// kinds; whoever asks who looked asks here.</summary>
internal static class AccessLooks
{
    /// <summary>Looks at a household in a span of time.</summary>
    public static IQueryable<AccessLook> LooksAt(
        this ServiceDb db, HouseholdId household, DateTime from, DateTime until) =>
        InRecords(db.RecordsOf(household, from, until))
            .Concat(InLists(db, db.LinksOf(household, from, until), from, until));

    /// <summary>Looks at any household in a span of time, and tries that came to none.</summary>
    public static IQueryable<AccessLook> LooksBetween(this ServiceDb db, DateTime from, DateTime until) =>
        InRecords(db.AccessRecords.AsNoTracking().Where(row => row.At >= from && row.At < until))
            .Concat(InLists(db, db.LinksBetween(from, until), from, until));

    /// <summary>When a household was looked at in a span of time: the newest first, and no more of it than tells that.
    /// However long the history, two rows are read.</summary>
    public static IQueryable<DateTime> NewestLooksAt(
        this ServiceDb db, HouseholdId household, DateTime from, DateTime until)
    {
        var alone = db.RecordsOf(household, from, until).OrderByDescending(row => row.At).Select(row => row.At).Take(1);

        // By their ids lists of the same millisecond are in any order, which the hours they are read by do not mind.
        var among = db.LinksOf(household, from, until)
            .Join(db.AccessLists, link => link.AccessListId, list => list.Id, (link, list) => new { link, list })
            .Where(pair => pair.list.At >= from && pair.list.At < until)
            .OrderByDescending(pair => pair.link.AccessListId).Select(pair => pair.list.At).Take(1);
        return alone.Concat(among).OrderByDescending(at => at);
    }

    /// <summary>How many calls in a span of time were refused or failed; one that named many households is one.
    /// </summary>
    public static async Task<long> CountRefusedAsync(
        this ServiceDb db, DateTime from, DateTime until, string? actor, CancellationToken stop) =>
        await db.AccessRecords.LongCountAsync(
            row => row.At >= from && row.At < until && (actor == null || row.Actor == actor)
                && row.Outcome != (int)Grpc.Core.StatusCode.OK,
            stop)
        + await db.AccessLists.LongCountAsync(
            row => row.At >= from && row.At < until && (actor == null || row.Actor == actor)
                && row.Outcome != (int)Grpc.Core.StatusCode.OK,
            stop);

    private static IQueryable<AccessRecordRow> RecordsOf(
        this ServiceDb db, HouseholdId household, DateTime from, DateTime until) => db.AccessRecords.AsNoTracking()
            .Where(row => row.HouseholdId == household && row.At >= from && row.At < until);

    private static IQueryable<AccessListLinkRow> LinksOf(
        this ServiceDb db, HouseholdId household, DateTime from, DateTime until) =>
        db.LinksBetween(from, until).Where(link => link.HouseholdId == household);

    // A link has no time but that of its list's id, which the key is ordered by.
    private static IQueryable<AccessListLinkRow> LinksBetween(this ServiceDb db, DateTime from, DateTime until)
    {
        var (lowest, highest) = (RecordId.Lowest(from), RecordId.Highest(until));
        return db.AccessListHouseholds.AsNoTracking()
            .Where(link => link.AccessListId.CompareTo(lowest) >= 0 && link.AccessListId.CompareTo(highest) <= 0);
    }

    private static IQueryable<AccessLook> InRecords(IQueryable<AccessRecordRow> records) =>
        records.Select(row => new AccessLook
        {
            At = row.At,
            Actor = row.Actor,
            Roles = row.Roles,
            Call = row.Call,
            HouseholdId = row.HouseholdId,
            Purpose = row.Purpose,
            Reference = row.Reference,
            LegalBasis = row.LegalBasis,
            Outcome = row.Outcome,
        });

    private static IQueryable<AccessLook> InLists(
        ServiceDb db, IQueryable<AccessListLinkRow> links, DateTime from, DateTime until) =>
        links.Join(db.AccessLists, link => link.AccessListId, list => list.Id, (link, list) => new { link, list })
            .Where(pair => pair.list.At >= from && pair.list.At < until)
            .Select(pair => new AccessLook
            {
                At = pair.list.At,
                Actor = pair.list.Actor,
                Roles = pair.list.Roles,
                Call = pair.list.Call,
                HouseholdId = pair.link.HouseholdId,
                Purpose = pair.list.Purpose,
                Reference = pair.list.Reference,
                LegalBasis = pair.list.LegalBasis,
                Outcome = pair.list.Outcome,
            });
}
