using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Accounts;

/// <summary>A code as the person enters it, with what it is entered for.</summary>
/// <param name="Handle">Handle of the start it belongs to.</param>
/// <param name="Code">The six digits.</param>
/// <param name="Purposes">What it may prove.</param>
internal sealed record EnteredCode(string Handle, string Code, params CodePurpose[] Purposes)
{
    /// <summary>The account it must be about; null for a registration or a sign-in.</summary>
    public AccountId? Account { get; init; }

    /// <summary>The six digits sent to the old mobile or address.</summary>
    public string OldCode { get; init; } = "";

    /// <summary>Whether something better stands for the old code.</summary>
    public bool OldIsProved { get; init; }
}

/// <summary>One-time codes (رموز التحقق): six digits, good for minutes and for one use, bound to what they were sent
/// for. Only a keyed hash is kept.</summary>
internal sealed class Codes(
    IDbContextFactory<ServiceDb> databases, KeyRing keys, Sealing sealing, AccountsOptions options, TimeProvider clock)
{
    private readonly byte[] _key = keys.DeriveStable("one-time code");

    /// <summary>Six random digits.</summary>
    public static string New() =>
        RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>The row of a code that is being sent.</summary>
    public CodeRow RowOf<T>(CodePurpose purpose, AccountId? account, T content, string code, string? oldCode = null)
    {
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        return new CodeRow
        {
            Id = id,
            Purpose = purpose,
            AccountId = account,
            Hash = HashOf(id, purpose, "new", code),
            OldHash = oldCode is null ? null : HashOf(id, purpose, "old", oldCode),
            ContentSealed = sealing.Seal(JsonSerializer.SerializeToUtf8Bytes(content), PlaceOf(id)),
            Attempts = 0,
            ExpiresAt = (now + options.CodeLife).UtcDateTime,
        };
    }

    /// <summary>What a code confirms.</summary>
    public T ContentOf<T>(CodeRow row) =>
        JsonSerializer.Deserialize<T>(sealing.OpenBytes(row.ContentSealed, PlaceOf(row.Id)))!;

    /// <summary>Counts an attempt, then compares. Counted in a transaction of its own: a refusal does not undo it.
    /// </summary>
    /// <exception cref="RefusalException">CODE_REFUSED, whatever the cause.</exception>
    public async Task<CodeRow> TryAsync(EnteredCode entered, CancellationToken stop)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var most = options.CodeAttempts;
        var id = Guid.TryParseExact(entered.Handle, "N", out var read) ? read : Guid.Empty;

        // Somebody else's try is none of the owner's few.
        var owner = entered.Account;
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var counted = await db.Codes
                .Where(row => row.Id == id && row.UsedAt == null && row.ExpiresAt > now && row.Attempts < most
                    && (owner == null || row.AccountId == owner))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Attempts, row => row.Attempts + 1), stop);
            var row = await db.Codes.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, stop);
            return counted == 1 && row is not null && Matches(row, entered) ? row : throw Refused();
        }
    }

    /// <summary>Uses a code up, in the transaction of what it confirms.</summary>
    /// <exception cref="RefusalException">CODE_REFUSED: it was used in the meantime.</exception>
    public async Task UseAsync(ServiceDb db, CodeRow tried, CancellationToken stop)
    {
        var row = await db.Codes.SingleAsync(row => row.Id == tried.Id, stop);
        if (row.UsedAt is not null)
        {
            throw Refused();
        }

        row.UsedAt = clock.GetUtcNow().UtcDateTime;
    }

    /// <summary>The handle a person enters the code with.</summary>
    public static string HandleOf(CodeRow row) => row.Id.ToString("N");

    public static RefusalException Refused() => Refusal.Of(ErrorReason.CodeRefused).ToException();

    private bool Matches(CodeRow row, EnteredCode entered)
    {
        var matches = CryptographicOperations.FixedTimeEquals(
            row.Hash, HashOf(row.Id, row.Purpose, "new", entered.Code));
        var oldMatches = row.OldHash is null || entered.OldIsProved || CryptographicOperations.FixedTimeEquals(
            row.OldHash, HashOf(row.Id, row.Purpose, "old", entered.OldCode));
        return matches && oldMatches && entered.Purposes.Contains(row.Purpose)
            && (entered.Account is null || entered.Account == row.AccountId);
    }

    private byte[] HashOf(Guid id, CodePurpose purpose, string which, string code) =>
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{id:D}/{(byte)purpose}/{which}/{code}"));

    private static string PlaceOf(Guid id) => $"code/{id:D}";
}
