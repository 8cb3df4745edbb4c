using System.Security.Cryptography;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Platform.Audit;

/// <summary>What a verification found.</summary>
/// <param name="Entries">Entries whose place in the chain was verified.</param>
/// <param name="Erased">Of them, those whose content is gone, because its time was over.</param>
/// <param name="Waiting">Entries that have no place yet.</param>
/// <param name="Broken">Number of the first that does not fit; null when all do.</param>
/// <param name="Head">The end of the chain as NUMBER:HASH.</param>
internal sealed record AuditVerdict(long Entries, long Erased, long Waiting, long? Broken, string Head);

/// <summary>Which entries are wanted; null leaves out a condition.</summary>
internal sealed record AuditFilter(
    DateTime? From = null, DateTime? Until = null, HouseholdId? Household = null, string? Actor = null);

/// <summary>Verifies the chain from its rows alone, and reads entries with their content.</summary>
internal sealed class AuditReading(IDbContextFactory<ServiceDb> databases, Sealing sealing)
{
    private const int PageSize = 2_000;

    /// <summary>Verifies every link and every content that is still there.</summary>
    /// <param name="known">An end of the chain that was known before, which must still stand in it; null for none.
    /// </param>
    /// <param name="stop">Ends the reading.</param>
    public async Task<AuditVerdict> VerifyAsync((long Number, string Hash)? known, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var head = await db.AuditHeads.AsNoTracking().SingleAsync(stop);
            var waiting = await db.AuditEntries.LongCountAsync(row => row.Number == null, stop);
            var (number, hash, erased) = (0L, new byte[32], 0L);
            long? broken = null;
            while (broken is null && number < head.Number)
            {
                var page = await db.AuditEntries.AsNoTracking()
                    .Where(row => row.Number > number && row.Number <= head.Number)
                    .OrderBy(row => row.Number).Take(PageSize).ToListAsync(stop);
                foreach (var row in page)
                {
                    var next = AuditChain.LinkOf(hash, number + 1, row);
                    var fits = row.Number == number + 1 && next.AsSpan().SequenceEqual(row.Hash) && HoldsContent(row)
                        && (known?.Number != row.Number || known?.Hash == Convert.ToHexStringLower(next));
                    if (!fits)
                    {
                        broken = number + 1;
                        break;
                    }

                    (number, hash) = (number + 1, next);
                    erased += row.ContentSealed is null ? 1 : 0;
                }

                // An end that is not there is as wrong as a link that does not fit.
                broken ??= page.Count == 0 ? number + 1 : null;
            }

            broken ??= hash.AsSpan().SequenceEqual(head.Hash) ? null : number;
            broken ??= known?.Number > number ? number + 1 : null;
            return new AuditVerdict(number, erased, waiting, broken, $"{number}:{Convert.ToHexStringLower(hash)}");
        }
    }

    /// <summary>Reads entries, the oldest first.</summary>
    public async IAsyncEnumerable<AuditEntryRow> ReadAsync(
        AuditFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var wanted = db.AuditEntries.AsNoTracking();
            wanted = filter.From is { } from ? wanted.Where(row => row.At >= from) : wanted;
            wanted = filter.Until is { } until ? wanted.Where(row => row.At < until) : wanted;
            wanted = filter.Household is { } household ? wanted.Where(row => row.HouseholdId == household) : wanted;
            wanted = filter.Actor is { } actor ? wanted.Where(row => row.Actor == actor) : wanted;
            await foreach (var row in wanted.OrderBy(row => row.Id).AsAsyncEnumerable().WithCancellation(stop))
            {
                yield return row;
            }
        }
    }

    /// <summary>The columns of an entry with their values, as JSON; null when they are gone.</summary>
    /// <exception cref="CryptographicException">They were changed.</exception>
    public byte[]? ContentOf(AuditEntryRow row) => row.ContentSealed is { } content
        ? sealing.OpenBytes(content, AuditCapture.PlaceOf(row.Id))
        : null;

    private bool HoldsContent(AuditEntryRow row)
    {
        try
        {
            return ContentOf(row) is not { } content
                || SHA256.HashData(content).AsSpan().SequenceEqual(row.ContentHash);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
