using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Applications;

/// <summary>An application as it was read.</summary>
/// <param name="Household">The household.</param>
/// <param name="Revision">Its revision; 0 while nothing was written.</param>
/// <param name="Application">The application.</param>
internal sealed record ReadApplication(HouseholdId Household, long Revision, Application Application)
{
    /// <summary>The etag of this state.</summary>
    public string Etag => $"{Revision}";

    /// <summary>The rows behind it, when it was read to be changed; null while there are none.</summary>
    public HouseholdRow? HouseholdRow { get; init; }

    public ApplicationRow? ApplicationRow { get; init; }

    /// <summary>Refuses an etag that is no longer current.</summary>
    /// <exception cref="RefusalException">CONFLICT.</exception>
    public void RequireEtag(string etag)
    {
        if (etag != Etag)
        {
            throw RequestIds.Conflict(Household.Name);
        }
    }
}

/// <summary>Reads applications and their events. A household that nothing was written for yet, but whose account is
/// there, has an empty application.</summary>
internal sealed class ApplicationsStore(
    IDbContextFactory<ServiceDb> databases, ApplicationSeals seals, AccountsApi accounts)
{
    /// <summary>Whether a citizen or an agent changed anything since an instant.</summary>
    public async Task<bool> ChangedSinceAsync(HouseholdId household, DateTime since, CancellationToken stop)
    {
        const byte citizen = (byte)Contracts.Type.V1.Role.Citizen;
        const byte agent = (byte)Contracts.Type.V1.Role.Agent;
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.ApplicationEvents.AnyAsync(
                row => row.HouseholdId == household && row.RecordedAt > since
                    && (row.Role == citizen || row.Role == agent),
                stop);
        }
    }

    /// <summary>The application as it stands.</summary>
    /// <exception cref="RefusalException">HOUSEHOLD_NOT_FOUND, or what the call answers instead.</exception>
    public async Task<ReadApplication> ReadAsync(
        HouseholdId household, CancellationToken stop, ErrorReason absent = ErrorReason.HouseholdNotFound)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await ReadAsync(db, household, stop, absent);
        }
    }

    /// <summary>The application as it stands; null when there is no such household.</summary>
    public async Task<ReadApplication?> FindAsync(HouseholdId household, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await FindAsync(db, household, stop);
        }
    }

    /// <summary>The application as it stands, read in a transaction to be changed there.</summary>
    /// <exception cref="RefusalException">HOUSEHOLD_NOT_FOUND, or what the call answers instead.</exception>
    public async Task<ReadApplication> ReadAsync(
        ServiceDb db, HouseholdId household, CancellationToken stop,
        ErrorReason absent = ErrorReason.HouseholdNotFound) =>
        await FindAsync(db, household, stop) ?? throw Refusal.Of(absent).ToException();

    /// <summary>As above; null when there is no such household.</summary>
    public async Task<ReadApplication?> FindAsync(ServiceDb db, HouseholdId household, CancellationToken stop)
    {
        var row = await db.Households.SingleOrDefaultAsync(row => row.Id == household, stop);
        var content = row is null
            ? null
            : await db.Applications.SingleOrDefaultAsync(one => one.HouseholdId == household, stop);
        if (row is not null && content is not null)
        {
            return new ReadApplication(household, row.Revision, seals.Open(household, content.ContentSealed))
            {
                HouseholdRow = row,
                ApplicationRow = content,
            };
        }

        var account = await accounts.FindByHouseholdAsync(household, stop);
        return account is { IsOpen: true }
            ? new ReadApplication(household, row?.Revision ?? 0, Application.Begin(MainOf(account)))
            {
                HouseholdRow = row,
            }
            : null;
    }

    /// <summary>Positions of those of a household's people who count in another household.</summary>
    public async Task<IReadOnlyList<int>> FindElsewhereAsync(
        ServiceDb db, HouseholdId household, IEnumerable<HouseholdMember> members, CancellationToken stop)
    {
        var people = members.ToDictionary(member => Convert.ToHexString(seals.IndexOf(member.NationalId)));
        byte[]?[] indexes = [.. people.Keys.Select(Convert.FromHexString)];
        var found = await db.Members.AsNoTracking()
            .Where(row => indexes.Contains(row.CountedIndex) && row.HouseholdId != household)
            .Select(row => row.CountedIndex!).ToListAsync(stop);
        return [.. found.Select(index => people[Convert.ToHexString(index)].Position).Order()];
    }

    /// <summary>As above, on a database of its own, for a check that stores nothing.</summary>
    public async Task<IReadOnlyList<int>> FindElsewhereAsync(
        HouseholdId household, IEnumerable<HouseholdMember> members, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await FindElsewhereAsync(db, household, members, stop);
        }
    }

    /// <summary>Which household lists a person as dependant, by the keyed hash of the national ID.</summary>
    public static async Task<(HouseholdId Household, int Position)?> FindListingAsync(
        ServiceDb db, byte[] nationalIdIndex, CancellationToken stop)
    {
        var row = await db.Members.AsNoTracking()
            .Where(row => row.CountedIndex == nationalIdIndex && row.Position > 1)
            .Select(row => new { row.HouseholdId, row.Position }).SingleOrDefaultAsync(stop);
        return row is null ? null : (row.HouseholdId, row.Position);
    }

    /// <summary>Events before a number, newest first.</summary>
    public async Task<IReadOnlyList<ApplicationEventRow>> ListEventsAsync(
        HouseholdId household, IReadOnlyCollection<byte> kinds, int before, int count, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var rows = db.ApplicationEvents.AsNoTracking()
                .Where(row => row.HouseholdId == household && row.Number < before);
            return await (kinds.Count == 0 ? rows : rows.Where(row => kinds.Contains(row.Kind)))
                .OrderByDescending(row => row.Number).Take(count).ToListAsync(stop);
        }
    }

    private static HouseholdMember MainOf(AccountFacts account) => new()
    {
        Position = 1,
        NationalId = account.Person.NationalId,
        BirthDate = account.Person.BirthDate,
        BirthHijri = account.Person.BirthHijri,
        Relationship = Rules.Households.Relationship.Main,
        From = account.Person.BirthDate,
        Incomes = [],
        Life = [],
        NameArabic = account.Person.NameArabic,
        NameEnglish = account.Person.NameEnglish,
    };
}
