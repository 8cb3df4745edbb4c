using System.Buffers.Binary;
using System.Security.Cryptography;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>Carries every write of a caller out once: what it changes, its messages and its request_id are stored in
/// one transaction, and a repeat is answered with the first answer. Two at once under one request_id have one effect.
/// </summary>
internal sealed class Writes(
    IDbContextFactory<ServiceDb> databases, KeyRing keys, Sealing sealing, OutboxSignal outbox, Revocations revocations,
    TimeProvider clock) : IDisposable
{
    private const int FieldSize = 12;
    private const int AttemptsMax = 4;

    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);
    private static readonly TimeSpan SecretFor = TimeSpan.FromSeconds(60);

    // SQLite has one writer at a time, and lets the others sleep and look again: here they queue instead.
    private readonly SemaphoreSlim _turn = new(1, 1);

    private readonly byte[] _key = keys.DeriveStable("request fingerprint");

    public void Dispose() => _turn.Dispose();

    /// <summary>The answer of an earlier send of this write; null when it is new. Asked before any rule runs and
    /// before costly work, because a deadline may have passed or a limit been reached since the first send.</summary>
    /// <exception cref="RefusalException">REQUEST_ID_REUSED, REPLAY_EXPIRED.</exception>
    public async Task<T?> FindEarlierAsync<T>(WriteRequest write, CancellationToken stop)
        where T : class, IMessage<T>, new()
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await FindAsync<T>(db, write, stop);
        }
    }

    /// <summary>Does the work in one transaction with the request_id. The work reads and changes through the given
    /// context and may be done again on a fresh one when another write was faster; it has no other effect.</summary>
    /// <exception cref="RefusalException">What the work refuses; REQUEST_ID_REUSED, REPLAY_EXPIRED; CONFLICT when
    /// another write won.</exception>
    public async Task<T> CommitAsync<T>(WriteRequest write, Func<ServiceDb, Task<T>> work, CancellationToken stop)
        where T : class, IMessage<T>, new()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryCommitAsync(write, work, stop);
            }
            catch (DbUpdateConcurrencyException)
            {
                throw RequestIds.Conflict(write.Call);
            }
            catch (DbUpdateException failure) when (StorageFailure.IsUniqueViolation(failure))
            {
                // A lost race on a unique index: the next try sees what won, and answers as a replay or a refusal.
                if (attempt == AttemptsMax)
                {
                    throw RequestIds.Conflict(write.Call);
                }
            }
        }
    }

    private async Task<T> TryCommitAsync<T>(WriteRequest write, Func<ServiceDb, Task<T>> work, CancellationToken stop)
        where T : class, IMessage<T>, new()
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var takesTurns = db.Database.IsSqlite();
            if (takesTurns)
            {
                await _turn.WaitAsync(stop);
            }

            T answer;
            try
            {
                answer = await db.Database.CreateExecutionStrategy()
                    .ExecuteAsync(() => StoreAsync(db, write, work, stop));
            }
            finally
            {
                if (takesTurns)
                {
                    _turn.Release();
                }
            }

            outbox.Raise();
            revocations.Apply(db.ChangeTracker.Entries<RevocationRow>().Select(entry => entry.Entity));
            return answer;
        }
    }

    private async Task<T> StoreAsync<T>(
        ServiceDb db, WriteRequest write, Func<ServiceDb, Task<T>> work, CancellationToken stop)
        where T : class, IMessage<T>, new()
    {
        db.ChangeTracker.Clear();
        var transaction = await db.Database.BeginTransactionAsync(stop);
        await using (transaction)
        {
            if (await FindAsync<T>(db, write, stop) is { } earlier)
            {
                return earlier;
            }

            var made = await work(db);
            db.Requests.Add(RowOf(write, made));
            await db.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
            return made;
        }
    }

    private async Task<T?> FindAsync<T>(ServiceDb db, WriteRequest write, CancellationToken stop)
        where T : class, IMessage<T>, new()
    {
        var row = await db.Requests.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Caller == write.Caller && row.RequestId == write.Id, stop);
        var now = clock.GetUtcNow().UtcDateTime;
        if (row is null || row.KeptUntil <= now)
        {
            if (row is not null)
            {
                // Remembered no longer: the id is free again.
                await db.Requests.Where(old => old.Caller == write.Caller && old.RequestId == write.Id)
                    .ExecuteDeleteAsync(stop);
            }

            return null;
        }

        if (row.Call != write.Call || DifferenceOf(row.Fields, write) is not null)
        {
            var field = row.Call != write.Call ? "request_id" : DifferenceOf(row.Fields, write)!;
            throw Refusal.Of(ErrorReason.RequestIdReused).With("field", field).ToException();
        }

        if (row.AnsweredUntil <= now)
        {
            throw Refusal.Of(ErrorReason.ReplayExpired).ToException();
        }

        var answer = new T();
        answer.MergeFrom(sealing.OpenBytes(row.AnswerSealed, PlaceOf(write)));
        return answer;
    }

    private RequestRow RowOf(WriteRequest write, IMessage answer)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return new RequestRow
        {
            Caller = write.Caller,
            RequestId = write.Id,
            Call = write.Call,
            Fields = FingerprintOf(write),
            AnswerSealed = sealing.Seal(answer.ToByteArray(), PlaceOf(write)),
            CreatedAt = now,
            AnsweredUntil = write.Keep == Keep.Secret ? now + SecretFor : null,
            KeptUntil = write.Keep == Keep.Forever ? null : now + KeptFor,
        };
    }

    private static string PlaceOf(WriteRequest write) => $"answer/{write.Caller}/{write.Id:D}";

    // Four bytes of field number and eight of a keyed hash for each field that is set.
    private byte[] FingerprintOf(WriteRequest write)
    {
        using var bytes = new MemoryStream();
        Span<byte> entry = stackalloc byte[FieldSize];
        foreach (var (field, content) in write.Fields())
        {
            BinaryPrimitives.WriteInt32LittleEndian(entry, field.FieldNumber);
            HMACSHA256.HashData(_key, content).AsSpan(0, FieldSize - 4).CopyTo(entry[4..]);
            bytes.Write(entry);
        }

        return bytes.ToArray();
    }

    // The first field that differs, by number; null when none does.
    private string? DifferenceOf(byte[] before, WriteRequest write)
    {
        var (was, now) = (Read(before), Read(FingerprintOf(write)));
        var numbers = was.Keys.Union(now.Keys).Order().Where(
            number => was.GetValueOrDefault(number) != now.GetValueOrDefault(number)).ToArray();
        return numbers.Length == 0
            ? null
            : write.Content.Descriptor.FindFieldByNumber(numbers[0])?.Name ?? "request_id";
    }

    private static Dictionary<int, long> Read(byte[] fields)
    {
        var read = new Dictionary<int, long>();
        for (var at = 0; at + FieldSize <= fields.Length; at += FieldSize)
        {
            read[BinaryPrimitives.ReadInt32LittleEndian(fields.AsSpan(at))] =
                BinaryPrimitives.ReadInt64LittleEndian(fields.AsSpan(at + 4));
        }

        return read;
    }
}
