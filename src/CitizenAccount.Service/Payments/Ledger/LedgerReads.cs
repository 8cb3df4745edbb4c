using System.Buffers.Binary;
using System.Text;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Payments.Ledger;

/// <summary>Which entries a reader wants.</summary>
internal sealed record LedgerPlace(HouseholdId? Household, int? Batch, long From, string Reader);

/// <summary>Reads the journal page by page, in the order it was written.</summary>
internal sealed class LedgerReads(IDbContextFactory<ServiceDb> databases, KeyRing keys)
{
    private readonly SignedText _pages = new(keys, "journal page");

    /// <exception cref="RefusalException">PAGE_TOKEN_INVALID.</exception>
    public async Task<(IReadOnlyList<JournalEntryRow> Page, string Next)> ListAsync(
        LedgerPlace place, string token, int size, CancellationToken stop)
    {
        var from = Math.Max(place.From, ReadPage(token, place));
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var entries = db.JournalEntries.AsNoTracking().Where(entry => entry.Sequence >= from);
            if (place.Household is { } household)
            {
                entries = entries.Where(entry => entry.HouseholdId == household);
            }

            if (place.Batch is { } batch)
            {
                entries = entries.Where(entry => entry.Batch == batch);
            }

            var rows = await entries.OrderBy(entry => entry.Sequence).Take(size + 1).ToListAsync(stop);
            return rows.Count > size
                ? (rows[..size], PageOf(rows[size].Sequence, place))
                : (rows, "");
        }
    }

    private static byte[] ContextOf(LedgerPlace place) =>
    [
        .. place.Household?.ToBytes() ?? [], .. BitConverter.GetBytes(place.Batch ?? 0),
        .. BitConverter.GetBytes(place.From), .. Encoding.UTF8.GetBytes(place.Reader),
    ];

    private long ReadPage(string token, LedgerPlace place) =>
        token.Length == 0 ? 0
        : _pages.TryOpen(token, ContextOf(place), out var content) && content.Length == 8
            ? BinaryPrimitives.ReadInt64LittleEndian(content)
            : throw Refusal.Of(ErrorReason.PageTokenInvalid).ToException();

    private string PageOf(long next, LedgerPlace place)
    {
        Span<byte> content = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(content, next);
        return _pages.Sign(content, ContextOf(place));
    }
}
