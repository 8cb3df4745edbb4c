using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Partners.Submissions;

/// <summary>Submissions and the records on their way in. What comes in is sealed, a part at a time.</summary>
internal sealed class SubmissionStore(IDbContextFactory<ServiceDb> databases, Sealing sealing, TimeProvider clock)
{
    /// <summary>The submission a header opens or goes on with.</summary>
    /// <exception cref="RefusalException">SUBMISSION_NOT_FOUND; REQUEST_ID_REUSED.</exception>
    public async Task<SubmissionRow> OpenAsync(ReadHeader header, string partner, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            if (header.Submission is { } id)
            {
                return await db.IncomeSubmissions.AsNoTracking()
                    .SingleOrDefaultAsync(row => row.Id == id && row.Partner == partner, stop) ?? throw NotFound();
            }

            if (await FindAsync(db, header, partner, stop) is { } before)
            {
                return before;
            }

            var row = NewRow(header, partner, clock.GetUtcNow());
            db.IncomeSubmissions.Add(row);
            try
            {
                await db.SaveChangesAsync(stop);
                return row;
            }
            catch (DbUpdateException failure) when (StorageFailure.IsUniqueViolation(failure))
            {
                // The same header on another connection at this moment.
                db.ChangeTracker.Clear();
                return (await FindAsync(db, header, partner, stop))!;
            }
        }
    }

    /// <exception cref="RefusalException">SUBMISSION_NOT_FOUND.</exception>
    public async Task<SubmissionRow> GetAsync(Guid id, string? partner, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.IncomeSubmissions.AsNoTracking()
                .SingleOrDefaultAsync(row => row.Id == id && (partner == null || row.Partner == partner), stop)
                ?? throw NotFound();
        }
    }

    public async Task<IReadOnlyList<SubmissionRefusalRow>> ListRefusalsAsync(
        Guid id, long after, int count, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.IncomeSubmissionRefusals.AsNoTracking()
                .Where(row => row.SubmissionId == id && row.Position > after)
                .OrderBy(row => row.Position).Take(count).ToListAsync(stop);
        }
    }

    /// <summary>Submissions that are whole and not looked at to their end.</summary>
    public async Task<IReadOnlyList<Guid>> ListToCheckAsync(CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.IncomeSubmissions.AsNoTracking()
                .Where(row => row.State == StoredSubmissionState.Checking)
                .OrderBy(row => row.OpenedAt).Select(row => row.Id).Take(100).ToListAsync(stop);
        }
    }

    /// <summary>Keeps a part safely. Of two connections that send the same part one is refused.</summary>
    /// <exception cref="RefusalException">CONFLICT.</exception>
    public async Task KeepAsync(SubmissionRow row, int count, byte[] content, CancellationToken stop)
    {
        var part = new SubmissionPartRow
        {
            SubmissionId = row.Id,
            First = row.Received + 1,
            Count = count,
            ContentSealed = sealing.Seal(content, PlaceOf(row.Id, row.Received + 1)),
        };
        await MoveAsync(row, async db =>
        {
            var (before, after, now) = (row.Received, row.Received + count, clock.GetUtcNow().UtcDateTime);
            var moved = await db.IncomeSubmissions
                .Where(one => one.Id == row.Id && one.Received == before && one.State == StoredSubmissionState.Open)
                .ExecuteUpdateAsync(
                    one => one.SetProperty(it => it.Received, after).SetProperty(it => it.ChangedAt, now), stop);
            db.IncomeSubmissionParts.Add(part);
            return moved;
        }, stop);
        row.Received += count;
    }

    /// <summary>Ends the receiving: all records are in and signed, or the whole is refused.</summary>
    /// <exception cref="RefusalException">CONFLICT.</exception>
    public async Task EndAsync(
        SubmissionRow row, StoredSubmissionState state, byte[] hash, byte[] signature, string keyId,
        CancellationToken stop)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await MoveAsync(row, async db =>
        {
            if (state == StoredSubmissionState.Refused)
            {
                await db.IncomeSubmissionParts.Where(part => part.SubmissionId == row.Id).ExecuteDeleteAsync(stop);
            }

            DateTime? finished = state == StoredSubmissionState.Refused ? now : null;
            return await db.IncomeSubmissions
                .Where(one => one.Id == row.Id && one.State == StoredSubmissionState.Open)
                .ExecuteUpdateAsync(
                    one => one.SetProperty(it => it.State, state).SetProperty(it => it.RecordsSha256, hash)
                        .SetProperty(it => it.Signature, signature).SetProperty(it => it.KeyId, keyId)
                        .SetProperty(it => it.ChangedAt, now).SetProperty(it => it.FinishedAt, finished),
                    stop);
        }, stop);
    }

    /// <summary>Notes under which request_id it is being sent to.</summary>
    public async Task NoteRequestAsync(SubmissionRow row, Guid requestId, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            await db.IncomeSubmissions.Where(one => one.Id == row.Id)
                .ExecuteUpdateAsync(one => one.SetProperty(it => it.LastRequestId, requestId), stop);
        }
    }

    /// <summary>Records from a position on, as far as one part has them; empty at the end.</summary>
    public async Task<byte[]> ReadAsync(Guid id, long first, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var content = await db.IncomeSubmissionParts.AsNoTracking()
                .Where(part => part.SubmissionId == id && part.First == first)
                .Select(part => part.ContentSealed).SingleOrDefaultAsync(stop);
            return content is null ? [] : sealing.OpenBytes(content, PlaceOf(id, first));
        }
    }

    /// <summary>Gives up what broke off and was not continued in time; nothing of it was taken over.</summary>
    public async Task AbandonAsync(TimeSpan after, CancellationToken stop)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var before = now - after;
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var old = await db.IncomeSubmissions.AsNoTracking()
                .Where(row => row.State == StoredSubmissionState.Open && row.ChangedAt <= before)
                .Select(row => row.Id).Take(100).ToListAsync(stop);
            foreach (var id in old)
            {
                await db.IncomeSubmissions.Where(row => row.Id == id && row.State == StoredSubmissionState.Open)
                    .ExecuteUpdateAsync(
                        row => row.SetProperty(it => it.State, StoredSubmissionState.Abandoned)
                            .SetProperty(it => it.ChangedAt, now).SetProperty(it => it.FinishedAt, now),
                        stop);
                await db.IncomeSubmissionParts.Where(part => part.SubmissionId == id).ExecuteDeleteAsync(stop);
            }
        }
    }

    private async Task MoveAsync(SubmissionRow row, Func<ServiceDb, Task<int>> move, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                db.ChangeTracker.Clear();
                var transaction = await db.Database.BeginTransactionAsync(stop);
                await using (transaction)
                {
                    if (await move(db) == 0)
                    {
                        throw RequestIds.Conflict(SubmissionHeaders.NameOf(row.Id));
                    }

                    await db.SaveChangesAsync(stop);
                    await transaction.CommitAsync(stop);
                }
            });
        }
    }

    private static async Task<SubmissionRow?> FindAsync(
        ServiceDb db, ReadHeader header, string partner, CancellationToken stop)
    {
        var row = await db.IncomeSubmissions.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Partner == partner && row.RequestId == header.RequestId, stop);
        var other = row is null ? null
            : row.Records != header.Header.Records ? "records"
            : row.Purpose != (int)header.Header.Purpose.Code || row.Reference != header.Header.Purpose.Reference
                || row.LegalBasis != header.Header.Purpose.LegalBasis ? "purpose"
            : null;
        return other is null ? row : throw Refusal.Of(ErrorReason.RequestIdReused).With("field", other).ToException();
    }

    private static SubmissionRow NewRow(ReadHeader header, string partner, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Partner = partner,
        RequestId = header.RequestId,
        LastRequestId = header.RequestId,
        State = StoredSubmissionState.Open,
        Records = header.Header.Records,
        Purpose = (int)header.Header.Purpose.Code,
        Reference = header.Header.Purpose.Reference,
        LegalBasis = header.Header.Purpose.LegalBasis,
        OpenedAt = now.UtcDateTime,
        ChangedAt = now.UtcDateTime,
    };

    private static string PlaceOf(Guid id, long first) => $"submission/{id:D}/{first}";

    private static RefusalException NotFound() => Refusal.Of(ErrorReason.SubmissionNotFound).ToException();
}
