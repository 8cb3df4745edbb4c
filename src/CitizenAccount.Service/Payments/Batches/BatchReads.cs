using System.Buffers.Binary;
using System.Text;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Payments.Batches;

/// <summary>A batch with its files.</summary>
internal sealed record ReadBatch(BatchRow Row, IReadOnlyList<BankFileRow> Files);

/// <summary>Reads batches, newest payment day first.</summary>
internal sealed class BatchReads(IDbContextFactory<ServiceDb> databases, KeyRing keys)
{
    private readonly SignedText _pages = new(keys, "payment batch page");

    /// <exception cref="RefusalException">BATCH_NOT_FOUND.</exception>
    public async Task<ReadBatch> GetAsync(int number, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var row = await db.PaymentBatches.AsNoTracking().SingleOrDefaultAsync(row => row.Number == number, stop)
                ?? throw Refusal.Of(ErrorReason.BatchNotFound).ToException();
            return new ReadBatch(row, await ListFilesAsync(db, number, stop));
        }
    }

    /// <summary>Batches of a month (0 is all) in some states (none is all).</summary>
    /// <exception cref="RefusalException">PAGE_TOKEN_INVALID.</exception>
    public async Task<(IReadOnlyList<ReadBatch> Page, string Next)> ListAsync(
        int month, BatchState[] states, string reader, string token, int size, CancellationToken stop)
    {
        byte[] place = [.. BitConverter.GetBytes(month), (byte)states.Length, .. states.Select(state => (byte)state),
            .. Encoding.UTF8.GetBytes(reader)];
        var (day, number) = ReadPage(token, place);
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var rows = await db.PaymentBatches.AsNoTracking()
                .Where(row => (month == 0 || row.Month == month)
                    && (states.Length == 0 || states.Contains(row.State))
                    && (row.PaymentDate < day || (row.PaymentDate == day && row.Number < number)))
                .OrderByDescending(row => row.PaymentDate).ThenByDescending(row => row.Number)
                .Take(size + 1).ToListAsync(stop);
            var page = new List<ReadBatch>();
            foreach (var row in rows.Take(size))
            {
                page.Add(new ReadBatch(row, await ListFilesAsync(db, row.Number, stop)));
            }

            return (page, rows.Count > size ? PageOf(rows[size - 1], place) : "");
        }
    }

    public static async Task<IReadOnlyList<BankFileRow>> ListFilesAsync(
        ServiceDb db, int batch, CancellationToken stop) => await db.BankFiles.AsNoTracking()
        .Where(row => row.Batch == batch).OrderBy(row => row.Number).ToListAsync(stop);

    private (DateOnly Day, int Number) ReadPage(string token, byte[] place) =>
        token.Length == 0 ? (DateOnly.MaxValue, int.MaxValue)
        : _pages.TryOpen(token, place, out var content) && content.Length == 8
            ? (DateOnly.FromDayNumber(BinaryPrimitives.ReadInt32LittleEndian(content)),
                BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(4)))
            : throw Refusal.Of(ErrorReason.PageTokenInvalid).ToException();

    private string PageOf(BatchRow last, byte[] place)
    {
        Span<byte> content = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(content, last.PaymentDate.DayNumber);
        BinaryPrimitives.WriteInt32LittleEndian(content[4..], last.Number);
        return _pages.Sign(content, place);
    }
}
