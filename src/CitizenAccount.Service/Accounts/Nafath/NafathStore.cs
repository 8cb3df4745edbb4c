using System.Security.Cryptography;
using System.Text.Json;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace CitizenAccount.Service.Accounts.Nafath;

/// <summary>What is sealed of a sign-in.</summary>
internal sealed record NafathContent(string NationalId, string TransId, string Number);

/// <summary>Keeps sign-ins by Nafath.</summary>
internal sealed class NafathStore(
    IDbContextFactory<ServiceDb> databases, AccountSeals seals, Sealing sealing, TimeProvider clock)
{
    /// <summary>How long a person has to answer.</summary>
    public static readonly TimeSpan AnsweredWithin = TimeSpan.FromSeconds(60);

    /// <summary>How often one sign-in may be asked about.</summary>
    public static readonly TimeSpan AskedEvery = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    private const int AttemptsMax = 4;
    private const int HandleBytes = 32;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Takes the one place a person has, before Nafath is asked.</summary>
    /// <returns>The row and the handle that opens it.</returns>
    /// <exception cref="RefusalException">TOO_MANY_ATTEMPTS while another sign-in of the person is open;
    /// STILL_IN_FLIGHT when it is this request itself.</exception>
    public async Task<(NafathSignInRow Row, string Handle)> ReserveAsync(
        NationalId person, Guid requestId, CancellationToken stop)
    {
        var index = seals.IndexOf(person);
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            for (var attempt = 1; ; attempt++)
            {
                await ClearAsync(db, index, stop);
                if (await db.NafathSignIns.AsNoTracking().SingleOrDefaultAsync(
                    row => row.PersonIndex == index && row.EndedAt == null, stop) is { } open)
                {
                    throw Taken(open, requestId);
                }

                try
                {
                    var (row, handle) = Make(index, requestId);
                    db.NafathSignIns.Add(row);
                    await db.SaveChangesAsync(stop);
                    return (row, handle);
                }
                catch (DbUpdateException failure)
                    when (StorageFailure.IsUniqueViolation(failure) && attempt < AttemptsMax)
                {
                    // Another start was faster: the next look meets it.
                    db.ChangeTracker.Clear();
                }
            }
        }
    }

    /// <summary>Gives the place back: Nafath gave no number.</summary>
    public async Task ReleaseAsync(NafathSignInRow row)
    {
        var db = await databases.CreateDbContextAsync();
        await using (db)
        {
            await db.NafathSignIns.Where(one => one.Id == row.Id && one.Standing == NafathStanding.Starting)
                .ExecuteDeleteAsync();
        }
    }

    /// <summary>The open sign-in of a handle; null when there is none, or it is over.</summary>
    public async Task<NafathSignInRow?> FindOpenAsync(string handle, CancellationToken stop)
    {
        var index = IndexOf(handle);
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.NafathSignIns.AsNoTracking().SingleOrDefaultAsync(
                row => row.HandleIndex == index && row.EndedAt == null && row.Standing == NafathStanding.Waiting, stop);
        }
    }

    /// <summary>Takes the turn to ask about a sign-in; false when it was asked about less than 2 seconds ago.</summary>
    public async Task<bool> TakeTurnAsync(NafathSignInRow row, CancellationToken stop)
    {
        var (now, latest) = (Now, Now - AskedEvery);
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.NafathSignIns
                .Where(one => one.Id == row.Id && (one.AskedAt == null || one.AskedAt <= latest))
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.AskedAt, now), stop) == 1;
        }
    }

    /// <summary>Ends a sign-in whose call is about to be refused: a refusal stores nothing itself.</summary>
    public async Task EndAsync(NafathSignInRow row, NafathStanding standing, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            if (await FindOpenAsync(db, row.Id, stop) is { } open)
            {
                End(open, standing);
                try
                {
                    await db.SaveChangesAsync(stop);
                }
                catch (DbUpdateConcurrencyException)
                {
                    // Another call ended it in this very moment.
                }
            }
        }
    }

    /// <summary>The row, to be changed, while it is open.</summary>
    public static Task<NafathSignInRow?> FindOpenAsync(ServiceDb db, Guid id, CancellationToken stop) =>
        db.NafathSignIns.SingleOrDefaultAsync(row => row.Id == id && row.EndedAt == null, stop);

    /// <summary>Notes the transaction that Nafath opened; the person's minute begins now.</summary>
    public void Open(NafathSignInRow row, NafathContent content)
    {
        row.ContentSealed = sealing.Seal(JsonSerializer.SerializeToUtf8Bytes(content), PlaceOf(row));
        row.Standing = NafathStanding.Waiting;
        row.ExpiresAt = Now + AnsweredWithin;
        row.Version++;
    }

    public NafathContent ContentOf(NafathSignInRow row) =>
        JsonSerializer.Deserialize<NafathContent>(sealing.OpenBytes(row.ContentSealed, PlaceOf(row)))!;

    /// <summary>Ends a sign-in; what it said of the person goes with it.</summary>
    public void End(NafathSignInRow row, NafathStanding standing)
    {
        row.Standing = standing;
        row.EndedAt = Now;
        row.ContentSealed = [];
        row.Version++;
    }

    private (NafathSignInRow Row, string Handle) Make(byte[] person, Guid requestId)
    {
        var handle = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(HandleBytes));
        var row = new NafathSignInRow
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            RequestId = requestId,
            HandleIndex = IndexOf(handle),
            PersonIndex = person,
            ContentSealed = [],
            Standing = NafathStanding.Starting,
            StartedAt = Now,
            ExpiresAt = Now + AnsweredWithin,
            Version = 1,
        };
        return (row, handle);
    }

    // Ends what nobody answered in time, and forgets what was over long ago.
    private async Task ClearAsync(ServiceDb db, byte[] person, CancellationToken stop)
    {
        var (now, old, nothing) = (Now, Now - Remembered, Array.Empty<byte>());
        await db.NafathSignIns
            .Where(row => row.PersonIndex == person && row.EndedAt == null && row.ExpiresAt <= now)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(row => row.Standing, NafathStanding.Expired)
                    .SetProperty(row => row.EndedAt, now)
                    .SetProperty(row => row.ContentSealed, nothing)
                    .SetProperty(row => row.Version, row => row.Version + 1),
                stop);
        await db.NafathSignIns
            .Where(row => row.PersonIndex == person && row.EndedAt != null && row.EndedAt < old)
            .ExecuteDeleteAsync(stop);
    }

    private RefusalException Taken(NafathSignInRow open, Guid requestId)
    {
        var left = open.ExpiresAt - Now;
        return open.RequestId == requestId && open.Standing == NafathStanding.Starting
            ? Refusal.Of(ErrorReason.StillInFlight).RetryAfter(TimeSpan.FromSeconds(1)).ToException()
            : Refusal.Of(ErrorReason.TooManyAttempts)
                .RetryAfter(left > TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1)).ToException();
    }

    private byte[] IndexOf(string handle) => sealing.Index($"nafath/{handle}");

    private static string PlaceOf(NafathSignInRow row) => $"nafath/{row.Id:D}";
}
