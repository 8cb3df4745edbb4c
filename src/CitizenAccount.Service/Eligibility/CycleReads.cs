using System.Buffers.Binary;
using System.Text;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Where a reader is in a list.</summary>
internal sealed record CyclePlace(string Reader, byte[] Filter, string PageToken);

/// <summary>Reads cycles and their outliers, page by page.</summary>
internal sealed class CycleReads(IDbContextFactory<ServiceDb> databases, KeyRing keys)
{
    private const int PastMax = 25;

    private readonly SignedText _cycles = new(keys, "cycle page");
    private readonly SignedText _outliers = new(keys, "outlier page");

    public async Task<(CycleRow Row, Progress Progress)> GetAsync(int month, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var row = await db.Cycles.AsNoTracking().SingleOrDefaultAsync(row => row.Month == month, stop)
                ?? throw Refusal.Of(ErrorReason.CycleNotFound).ToException();
            return (row, await ProgressAsync(db, month, stop));
        }
    }

    public static async Task<Progress> ProgressAsync(ServiceDb db, int month, CancellationToken stop)
    {
        var done = await db.CyclePartitions.Where(row => row.Month == month)
            .GroupBy(row => row.DoneAt != null)
            .Select(group => new { Done = group.Key, Count = group.Count() })
            .ToListAsync(stop);
        return new Progress(done.Sum(group => group.Count), done.Where(group => group.Done).Sum(group => group.Count));
    }

    /// <summary>The cycles in some states, newest month first; no states is all.</summary>
    public async Task<(IReadOnlyList<(CycleRow, Progress)> Page, string Next)> ListAsync(
        CyclePlace place, IReadOnlyList<CycleState> states, int size, CancellationToken stop)
    {
        var before = place.PageToken.Length == 0 ? int.MaxValue
            : _cycles.TryOpen(place.PageToken, ContextOf(place), out var content) && content.Length == 4
                ? BinaryPrimitives.ReadInt32LittleEndian(content)
                : throw Refusal.Of(ErrorReason.PageTokenInvalid).ToException();
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var rows = await db.Cycles.AsNoTracking()
                .Where(row => row.Month < before && (states.Count == 0 || states.Contains(row.State)))
                .OrderByDescending(row => row.Month)
                .Take(size + 1)
                .ToListAsync(stop);
            var page = new List<(CycleRow, Progress)>();
            foreach (var row in rows.Take(size))
            {
                page.Add((row, await ProgressAsync(db, row.Month, stop)));
            }

            return (page, rows.Count > size ? Token(_cycles, place, rows[size - 1].Month) : "");
        }
    }

    /// <summary>The published cycles before a month, newest first; two years of them at most.</summary>
    public async Task<IReadOnlyList<CycleRow>> ListPastAsync(int month, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Cycles.AsNoTracking()
                .Where(row => row.Month < month && row.Publication != null && row.Figures != null)
                .OrderByDescending(row => row.Month)
                .Take(PastMax)
                .ToListAsync(stop);
        }
    }

    /// <summary>The outliers of a cycle, the most unusual first.</summary>
    public async Task<(IReadOnlyList<CycleOutlierRow> Page, string Next)> ListOutliersAsync(
        CyclePlace place, CycleRow cycle, int size, CancellationToken stop)
    {
        var (score, household) = ReadOutlier(place);
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var rows = await db.CycleOutliers.AsNoTracking()
                .Where(row => row.Month == cycle.Month && row.Score <= score)
                .OrderByDescending(row => row.Score).ThenBy(row => row.HouseholdId)
                .ToListAsync(stop);
            CycleOutlierRow[] rest =
            [
                .. rows.Where(row => row.Score < score || row.HouseholdId.CompareTo(household) > 0).Take(size + 1),
            ];
            return (rest[..Math.Min(size, rest.Length)], rest.Length > size ? OutlierToken(place, rest[size - 1]) : "");
        }
    }

    private (int Score, HouseholdId After) ReadOutlier(CyclePlace place) =>
        place.PageToken.Length == 0 ? (int.MaxValue, default)
        : _outliers.TryOpen(place.PageToken, ContextOf(place), out var content) && content.Length == 20
            ? (BinaryPrimitives.ReadInt32LittleEndian(content), HouseholdId.FromBytes(content.AsSpan(4)))
            : throw Refusal.Of(ErrorReason.PageTokenInvalid).ToException();

    private string OutlierToken(CyclePlace place, CycleOutlierRow last)
    {
        Span<byte> content = stackalloc byte[20];
        BinaryPrimitives.WriteInt32LittleEndian(content, last.Score);
        last.HouseholdId.ToBytes().CopyTo(content[4..]);
        return _outliers.Sign(content, ContextOf(place));
    }

    private static string Token(SignedText pages, CyclePlace place, int month)
    {
        Span<byte> content = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(content, month);
        return pages.Sign(content, ContextOf(place));
    }

    private static byte[] ContextOf(CyclePlace place) =>
        [(byte)place.Filter.Length, .. place.Filter, .. Encoding.UTF8.GetBytes(place.Reader)];
}
