using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Applications.Documents;

/// <summary>Which documents of a household are listed.</summary>
/// <param name="Household">The household.</param>
/// <param name="Kinds">Only these; empty means all.</param>
/// <param name="Member">Only those about this member; null means all.</param>
internal sealed record DocumentFilter(HouseholdId Household, IReadOnlyList<DocumentKind> Kinds, int? Member);

/// <summary>Documents and their contents.</summary>
internal sealed class DocumentsStore(IDbContextFactory<ServiceDb> databases, DocumentSeals seals)
{
    /// <summary>Documents with a number below one, newest first.</summary>
    public async Task<IReadOnlyList<DocumentRow>> ListAsync(
        DocumentFilter filter, int below, int count, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var rows = db.Documents.AsNoTracking()
                .Where(row => row.HouseholdId == filter.Household && row.Number < below);
            if (filter.Kinds.Count > 0)
            {
                var kinds = filter.Kinds.ToArray();
                rows = rows.Where(row => kinds.Contains(row.Kind));
            }

            if (filter.Member is { } member)
            {
                rows = rows.Where(row => row.Member == member);
            }

            return await rows.OrderByDescending(row => row.Number).Take(count).ToListAsync(stop);
        }
    }

    /// <summary>The documents of a household as its case sees them, those replaced aside.</summary>
    public async Task<IReadOnlyList<CaseDocument>> ListPresentAsync(HouseholdId household, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await ListPresentAsync(db, household, stop);
        }
    }

    /// <summary>The same within a transaction that changes one of them.</summary>
    public static async Task<IReadOnlyList<CaseDocument>> ListPresentAsync(
        ServiceDb db, HouseholdId household, CancellationToken stop) => await db.Documents.AsNoTracking()
            .Where(row => row.HouseholdId == household && row.State != DocumentState.Replaced)
            .OrderBy(row => row.Number)
            .Select(row => new CaseDocument(row.Id, row.Kind, row.Member, row.State))
            .ToListAsync(stop);

    public async Task<DocumentRow?> FindAsync(DocumentName name, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Documents.AsNoTracking().SingleOrDefaultAsync(
                row => row.Id == name.Document && row.HouseholdId == name.Household, stop);
        }
    }

    /// <summary>How many documents of a kind a household has, those replaced aside.</summary>
    public async Task<int> CountAsync(HouseholdId household, DocumentKind kind, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await CountAsync(db, household, kind, stop);
        }
    }

    public static Task<int> CountAsync(
        ServiceDb db, HouseholdId household, DocumentKind kind, CancellationToken stop) =>
        db.Documents.CountAsync(
            row => row.HouseholdId == household && row.Kind == kind && row.State != DocumentState.Replaced, stop);

    /// <summary>The kept document with the same content for the same purpose; null when there is none.</summary>
    public static Task<DocumentRow?> FindSameAsync(ServiceDb db, byte[] contentIndex, CancellationToken stop) =>
        db.Documents.AsNoTracking().SingleOrDefaultAsync(
            row => row.ContentIndex == contentIndex
                && (row.State == DocumentState.Received || row.State == DocumentState.Accepted), stop);

    /// <summary>The number of the next document of a household.</summary>
    public static async Task<int> NextNumberAsync(ServiceDb db, HouseholdId household, CancellationToken stop) =>
        1 + (await db.Documents.Where(row => row.HouseholdId == household)
            .MaxAsync(row => (int?)row.Number, stop) ?? 0);

    /// <summary>Lets a new document take the place of those of its kind and member that were refused.</summary>
    public static async Task ReplaceRefusedAsync(ServiceDb db, DocumentRow by, CancellationToken stop)
    {
        var refused = await db.Documents.Where(row =>
            row.HouseholdId == by.HouseholdId && row.Kind == by.Kind && row.Member == by.Member
            && row.State == DocumentState.Refused).ToListAsync(stop);
        foreach (var row in refused)
        {
            row.State = DocumentState.Replaced;
        }
    }

    /// <summary>Adds a document with its content, in the caller's transaction.</summary>
    public async Task AddAsync(ServiceDb db, DocumentRow document, byte[] content, CancellationToken stop)
    {
        db.Documents.Add(document);
        await db.SaveChangesAsync(stop);
        for (var (at, part) = (0, 0); at < content.Length; at += DocumentLimits.ChunkBytes, part++)
        {
            var size = Math.Min(DocumentLimits.ChunkBytes, content.Length - at);
            var row = new DocumentPartRow
            {
                DocumentId = document.Id,
                Part = part,
                ContentSealed = seals.SealPart(document.Id, part, content.Length, content.AsSpan(at, size)),
            };

            // One part at a time: a document of 10 MB does not stand in memory a second time.
            db.DocumentParts.Add(row);
            await db.SaveChangesAsync(stop);
            db.Entry(row).State = EntityState.Detached;
        }
    }

    /// <summary>One part of a content, opened.</summary>
    /// <exception cref="InvalidOperationException">The part is missing: a bug, never a shorter document.</exception>
    public async Task<byte[]> ReadPartAsync(DocumentRow document, int part, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var row = await db.DocumentParts.AsNoTracking().SingleOrDefaultAsync(
                row => row.DocumentId == document.Id && row.Part == part, stop)
                ?? throw new InvalidOperationException("A stored document lacks a part.");
            return seals.OpenPart(document, row);
        }
    }
}
