using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Storage;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Accounts;

/// <summary>Finds accounts.</summary>
internal sealed class AccountsStore(IDbContextFactory<ServiceDb> databases, AccountSeals seals, BulkInsert bulk)
{
    private static readonly BulkTable<AccountRow> Columns = new("Accounts",
    [
        new("Id", row => row.Id.ToBytes()),
        new("HouseholdId", row => row.HouseholdId.ToBytes()),
        new("NationalIdIndex", row => row.NationalIdIndex),
        new("MobileIndex", row => row.MobileIndex),
        new("PersonSealed", row => row.PersonSealed),
        new("ContactSealed", row => row.ContactSealed),
        new("Standing", row => (long)row.Standing),
        new("TermsVersion", row => row.TermsVersion),
        new("Language", row => (long)row.Language),
        new("RegisteredAt", row => row.RegisteredAt),
        new("MemberPosition", row => (long)row.MemberPosition),
        new("Version", row => row.Version),
    ]);

    /// <summary>Adds accounts in bulk; all of them or none.</summary>
    public async Task AddAllAsync(IReadOnlyList<AccountRow> rows, CancellationToken stop)
    {
        var connection = await bulk.OpenToWriteAsync(stop);
        await using (connection)
        {
            var transaction = await connection.BeginTransactionAsync(stop);
            await using (transaction)
            {
                bulk.Write(transaction, Columns, rows);
                await transaction.CommitAsync(stop);
            }
        }
    }

    /// <summary>How many accounts were registered at an instant: those of a made-up population.</summary>
    public async Task<int> CountAsync(DateTime registeredAt, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Accounts.CountAsync(row => row.RegisteredAt == registeredAt, stop);
        }
    }

    public async Task<AccountRow?> FindAsync(AccountId account, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Accounts.AsNoTracking().SingleOrDefaultAsync(row => row.Id == account, stop);
        }
    }

    /// <summary>The open account of a person.</summary>
    public async Task<AccountRow?> FindOpenAsync(NationalId person, CancellationToken stop)
    {
        var index = seals.IndexOf(person);
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Accounts.AsNoTracking()
                .SingleOrDefaultAsync(row => row.NationalIdIndex == index && row.ClosedAt == null, stop);
        }
    }

    /// <summary>The account of a person: the open one, else the one closed last.</summary>
    public async Task<AccountRow?> FindAnyAsync(NationalId person, CancellationToken stop)
    {
        var index = seals.IndexOf(person);
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var rows = await db.Accounts.AsNoTracking().Where(row => row.NationalIdIndex == index).ToListAsync(stop);
            return rows.OrderByDescending(row => row.ClosedAt ?? DateTime.MaxValue).FirstOrDefault();
        }
    }

    /// <summary>The open account of a mobile; null also when several have it: the wrong person must not be shown.
    /// </summary>
    public async Task<AccountRow?> FindByMobileAsync(Mobile mobile, CancellationToken stop)
    {
        var index = seals.IndexOf(mobile);
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var rows = await db.Accounts.AsNoTracking()
                .Where(row => row.MobileIndex == index && row.ClosedAt == null).Take(2).ToListAsync(stop);
            return rows is [var only] ? only : null;
        }
    }

    /// <summary>The caller's own account, on record as looked at.</summary>
    /// <exception cref="RefusalException">ACCOUNT_NOT_FOUND.</exception>
    public async Task<AccountRow> FindOwnAsync(ServerCallContext context)
    {
        var own = context.Caller().Account ?? throw NotFound();
        var row = await FindAsync(own, context.CancellationToken);
        context.State().Touch(own, row?.HouseholdId, null);
        return row ?? throw NotFound();
    }

    /// <summary>An account by its name, on record as looked at, with the purpose where one is needed.</summary>
    /// <exception cref="RefusalException">What the call answers for an account that is absent or another's; or that no
    /// purpose is stated.</exception>
    public async Task<AccountRow> FindNamedAsync(
        AccountId account, Contracts.Type.V1.Purpose? purpose, ServerCallContext context,
        ErrorReason absent = ErrorReason.AccountNotFound)
    {
        var row = await FindAsync(account, context.CancellationToken);
        context.State().Touch(account, row?.HouseholdId, purpose, absent);
        return row ?? throw Refusal.Of(absent).ToException();
    }

    public static RefusalException NotFound() => Refusal.Of(ErrorReason.AccountNotFound).ToException();
}
