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

    /// <summary>Stores a new one and sends it; those before it are void. Without an account only the row is stored,
    /// which nothing ever matches.</summary>
    public async Task<TemporaryPasswordRow> SendAsync(ServiceDb db, AccountRow? account, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var password = New();
        if (account is not null)
        {
            await VoidAsync(db, account.Id, stop);
            outbox.Add(db, new Message(MessageKind.TemporaryPassword, account.Id)
            {
                Facts = new Dictionary<string, string> { ["password"] = password },

                // The mobile as it stands now, even if it changes before the message is sent.
                Mobile = seals.ContactOf(account).Mobile,
                Language = (Contracts.Type.V1.Language)account.Language,
            });
        }

        var row = new TemporaryPasswordRow
        {
            Id = Guid.CreateVersion7(now),
            AccountId = account?.Id,
            Hash = HashOf(account?.Id ?? default, password),
            Attempts = 0,
            ExpiresAt = (now + options.TemporaryPasswordLife).UtcDateTime,
        };
        db.TemporaryPasswords.Add(row);
        return row;
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
