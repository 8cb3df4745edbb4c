using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Accounts;

/// <summary>An account as a neighbour room sees it.</summary>
internal sealed record AccountFacts(
    AccountId Id, HouseholdId Household, AccountPerson Person, AccountContact Contact, Language Language, bool IsOpen);

/// <summary>What other rooms may ask of accounts: whose one is and how its owner is reached; and what they tell it:
/// which household lists a person as dependant.</summary>
internal sealed class AccountsApi(
    IDbContextFactory<ServiceDb> databases, AccountSeals seals, BulkInsert bulk, TimeProvider clock)
{
    /// <summary>The account of a name.</summary>
    public Task<AccountFacts?> FindAsync(AccountId account, CancellationToken stop) =>
        FindAsync(rows => rows.Where(row => row.Id == account), stop);

    /// <summary>The account whose owner is main beneficiary of a household.</summary>
    public Task<AccountFacts?> FindByHouseholdAsync(HouseholdId household, CancellationToken stop) =>
        FindAsync(rows => rows.Where(row => row.HouseholdId == household), stop);

    /// <summary>The open account of a person.</summary>
    public Task<AccountFacts?> FindByNationalIdAsync(NationalId nationalId, CancellationToken stop)
    {
        var index = seals.IndexOf(nationalId);
        return FindAsync(rows => rows.Where(row => row.NationalIdIndex == index && row.ClosedAt == null), stop);
    }

    /// <summary>Open accounts of main beneficiaries whose households lie after one and up to another, in order of
    /// household.</summary>
    public async Task<IReadOnlyList<(HouseholdId Household, AccountId Account)>> ListOpenAsync(
        HouseholdId after, HouseholdId through, CancellationToken stop)
    {
        var connection = await bulk.OpenAsync(stop);
        await using (connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText =
                """
                SELECT "HouseholdId", "Id" FROM "Accounts"
                WHERE "HouseholdId" > @after AND "HouseholdId" <= @through AND "ClosedAt" IS NULL
                ORDER BY "HouseholdId"
                """;
            command.Bind("@after", after.ToBytes());
            command.Bind("@through", through.ToBytes());
            var accounts = new List<(HouseholdId, AccountId)>();
            var reader = await command.ExecuteReaderAsync(stop);
            await using (reader)
            {
                while (await reader.ReadAsync(stop))
                {
                    accounts.Add((
                        HouseholdId.FromBytes(reader.GetFieldValue<byte[]>(0)),
                        AccountId.FromBytes(reader.GetFieldValue<byte[]>(1))));
                }
            }

            return accounts;
        }
    }

    /// <summary>Open accounts of the main beneficiaries of some households.</summary>
    public async Task<IReadOnlyDictionary<HouseholdId, AccountId>> ListOpenAsync(
        IReadOnlyList<HouseholdId> households, CancellationToken stop)
    {
        var found = new Dictionary<HouseholdId, AccountId>();
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            foreach (var some in households.Distinct().Chunk(500))
            {
                var rows = await db.Accounts.AsNoTracking()
                    .Where(row => row.ClosedAt == null && some.Contains(row.HouseholdId))
                    .Select(row => new { row.HouseholdId, row.Id }).ToListAsync(stop);
                foreach (var row in rows)
                {
                    found[row.HouseholdId] = row.Id;
                }
            }
        }

        return found;
    }

    /// <summary>Notes, in the caller's transaction, which household lists a person as dependant; null when none does
    /// any more. A person without an account is none of ours.</summary>
    public async Task NoteMembershipAsync(
        ServiceDb db, NationalId nationalId, HouseholdId? household, int position, CancellationToken stop)
    {
        var index = seals.IndexOf(nationalId);
        var row = await db.Accounts.SingleOrDefaultAsync(
            row => row.NationalIdIndex == index && row.ClosedAt == null, stop);
        if (row is not null)
        {
            row.MemberOf = household;
            row.MemberPosition = household is null ? 0 : position;
            row.Version++;
            db.Revocations.Add(RevocationRow.OfAccount(row.Id, row.Version, clock.GetUtcNow()));
        }
    }

    private async Task<AccountFacts?> FindAsync(
        Func<IQueryable<AccountRow>, IQueryable<AccountRow>> which, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var row = await which(db.Accounts.AsNoTracking()).SingleOrDefaultAsync(stop);
            return row is null
                ? null
                : new AccountFacts(
                    row.Id, row.HouseholdId, seals.PersonOf(row), seals.ContactOf(row), (Language)row.Language,
                    row.ClosedAt is null);
        }
    }
}
