using System.Security.Cryptography;
using System.Text;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Accounts;

/// <summary>Temporary passwords (كلمات المرور المؤقتة): random, sent by SMS, good for one use within minutes, and only
/// to set an own one. A keyed hash is kept; with 50 random bits and minutes to live it need not be a slow one, so that
/// a sign-in always costs exactly one slow hash.</summary>
internal sealed class TemporaryPasswords(
    IDbContextFactory<ServiceDb> databases, KeyRing keys, AccountSeals seals, Outbox outbox, AccountsOptions options,
    TimeProvider clock)
{
    // Without letters and digits that look alike.
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Length = 10;

    private readonly byte[] _key = keys.DeriveStable("temporary password");

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>Stores a new one and sends it; those before it are void.</summary>
    public async Task<TemporaryPasswordRow> SendAsync(ServiceDb db, AccountRow account, CancellationToken stop)
    {
        var password = New();
        await VoidAtOnceAsync(db, account.Id, stop);
        outbox.Add(db, new Message(MessageKind.TemporaryPassword, account.Id)
        {
            Facts = new Dictionary<string, string> { ["password"] = password },

            // The mobile as it stands now, even if it changes before the message is sent.
            Mobile = seals.ContactOf(account).Mobile,
            Language = (Contracts.Type.V1.Language)account.Language,
        });
        return Add(db, account.Id, password);
    }

    /// <summary>Does in the database what <see cref="SendAsync"/> does, for a person who is sent nothing, so that the
    /// time taken does not tell one from the other. The rows match nothing and run out like others.</summary>
    /// <param name="db">The context of the write.</param>
    /// <param name="rows">How many rows the other way adds.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<TemporaryPasswordRow> PretendAsync(ServiceDb db, int rows, CancellationToken stop)
    {
        await VoidAtOnceAsync(db, default, stop);
        for (var row = 1; row < rows; row++)
        {
            Add(db, null, New());
        }

        return Add(db, null, New());
    }

    private TemporaryPasswordRow Add(ServiceDb db, AccountId? account, string password)
    {
        var now = clock.GetUtcNow();
        var row = new TemporaryPasswordRow
        {
            Id = Guid.CreateVersion7(now),
            AccountId = account,
            Hash = HashOf(account ?? default, password),
            Attempts = 0,
            ExpiresAt = (now + options.TemporaryPasswordLife).UtcDateTime,
        };
        db.TemporaryPasswords.Add(row);
        return row;
    }

    // One statement, whether or not there is anything to make void.
    private async Task VoidAtOnceAsync(ServiceDb db, AccountId account, CancellationToken stop)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await db.TemporaryPasswords
            .Where(row => row.AccountId == account && row.UsedAt == null && row.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, now), stop);
    }

    /// <summary>Makes those not used yet void, in the transaction of what makes them so.</summary>
    public async Task VoidAsync(ServiceDb db, AccountId account, CancellationToken stop)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var open = await db.TemporaryPasswords
            .Where(row => row.AccountId == account && row.UsedAt == null && row.ExpiresAt > now).ToListAsync(stop);
        open.ForEach(row => row.UsedAt = now);
    }

    /// <summary>The row a sign-in's password matches; null when none does. How often is limited at the sign-in.
    /// </summary>
    public async Task<Guid?> FindAsync(AccountId account, string password, CancellationToken stop)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var hash = HashOf(account, password);
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var rows = await db.TemporaryPasswords.AsNoTracking()
                .Where(row => row.AccountId == account && row.UsedAt == null && row.ExpiresAt > now).ToListAsync(stop);
            return rows.Find(row => CryptographicOperations.FixedTimeEquals(row.Hash, hash))?.Id;
        }
    }

    /// <summary>Counts an attempt with the handle of a recovery, then compares; null when it does not match.</summary>
    public async Task<TemporaryPasswordRow?> TryAsync(string handle, string password, CancellationToken stop)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var most = options.CodeAttempts;
        var id = Guid.TryParseExact(handle, "N", out var read) ? read : Guid.Empty;
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var counted = await db.TemporaryPasswords
                .Where(row => row.Id == id && row.UsedAt == null && row.ExpiresAt > now && row.Attempts < most)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Attempts, row => row.Attempts + 1), stop);
            var row = await db.TemporaryPasswords.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, stop);
            var matches = CryptographicOperations.FixedTimeEquals(
                row?.Hash ?? _key, HashOf(row?.AccountId ?? default, password));
            return counted == 1 && matches && row!.AccountId is not null ? row : null;
        }
    }

    /// <summary>Uses one up, in the transaction of what it opens; false when it was used in the meantime.</summary>
    public async Task<bool> UseAsync(ServiceDb db, Guid id, CancellationToken stop)
    {
        var row = await db.TemporaryPasswords.SingleAsync(row => row.Id == id, stop);
        if (row.UsedAt is not null)
        {
            return false;
        }

        row.UsedAt = clock.GetUtcNow().UtcDateTime;
        return true;
    }

    // Entered in small letters it is the same.
    private byte[] HashOf(AccountId account, string password) => HMACSHA256.HashData(
        _key, Encoding.UTF8.GetBytes($"{account.Value:D}/{password.Trim().ToUpperInvariant()}"));
}
