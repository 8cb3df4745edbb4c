using System.Buffers.Binary;
using System.Data.Common;
using System.Text;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Eligibility.Risk;

/// <summary>What a reviewer asks for.</summary>
/// <param name="Month">The cycle's month.</param>
/// <param name="ScoreLeast">Only households of this score and more.</param>
/// <param name="Reader">Who asks.</param>
/// <param name="PageToken">Where the reader is.</param>
/// <param name="Size">Most households wanted.</param>
internal sealed record RiskQuestion(int Month, int ScoreLeast, string Reader, string PageToken, int Size);

/// <summary>Signals of cycles: stored all at once, read page by page.</summary>
internal sealed class RiskStore(
    IDbContextFactory<ServiceDb> databases, BulkInsert bulk, StorageOptions storage, KeyRing keys)
{
    private const int WriteSize = 10_000;

    // One range of one index, from where the page before ended.
    private const string Page =
        """
        "HouseholdId", "Score", "Amount", "Signals" FROM "RiskSignals"
        WHERE "Month" = @month AND "Score" >= @least AND "Score" <= @score
            AND ("Score" < @score OR "HouseholdId" > @after)
        ORDER BY "Score" DESC, "HouseholdId"
        """;

    private static readonly BulkTable<RiskRow> Columns = new("RiskSignals",
    [
        new("Month", row => (long)row.Month),
        new("HouseholdId", row => row.HouseholdId.ToBytes()),
        new("Score", row => (long)row.Score),
        new("Amount", row => row.Amount),
        new("Signals", row => row.Signals),
    ]);

    private readonly SignedText _pages = new(keys, "risk page");

    /// <summary>The newest decided cycle when its signals were not looked for yet; null otherwise.</summary>
    public async Task<CycleRow?> FindToSearchAsync(CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var newest = await db.Cycles.AsNoTracking()
                .Where(row => row.State == CycleState.InReview || row.State == CycleState.Approved
                    || row.State == CycleState.Published)
                .OrderByDescending(row => row.Month)
                .FirstOrDefaultAsync(stop);
            return newest is null
                || await db.RiskSearches.AnyAsync(row => row.Month == newest.Month && row.Run == newest.Run, stop)
                ? null
                : newest;
        }
    }

    /// <summary>Whether the signals of this run of a cycle are there.</summary>
    public async Task<bool> IsDoneAsync(CycleRow cycle, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.RiskSearches.AnyAsync(row => row.Month == cycle.Month && row.Run == cycle.Run, stop);
        }
    }

    /// <summary>Replaces what is stored of the month, in one transaction.</summary>
    public async Task StoreAsync(RiskSearchRow search, IReadOnlyList<RiskRow> found, CancellationToken stop)
    {
        var connection = await bulk.OpenToWriteAsync(stop);
        await using (connection)
        {
            var transaction = await connection.BeginTransactionAsync(stop);
            await using (transaction)
            {
                using var command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText =
                    """
                    DELETE FROM "RiskSignals" WHERE "Month" = @month;
                    DELETE FROM "RiskSearches" WHERE "Month" = @month;
                    INSERT INTO "RiskSearches" ("Month", "Run", "Version", "DoneAt", "Households")
                    VALUES (@month, @run, @version, @done, @households);
                    """;
                command.Bind("@month", search.Month);
                command.Bind("@run", search.Run);
                command.Bind("@version", search.Version);
                command.Bind("@done", search.DoneAt);
                command.Bind("@households", search.Households);
                await command.ExecuteNonQueryAsync(stop);
                foreach (var part in found.Chunk(WriteSize))
                {
                    bulk.Write(transaction, Columns, part);
                }

                await transaction.CommitAsync(stop);
            }
        }
    }

    /// <summary>Households with signals, the highest score first; the reader's own are left out.</summary>
    public async Task<(IReadOnlyList<RiskRow> Page, string Next)> ListAsync(
        RiskQuestion question, IReadOnlyList<HouseholdId> own, CancellationToken stop)
    {
        var (score, after) = Read(question);
        var rows = new List<RiskRow>();
        var connection = await bulk.OpenAsync(stop);
        await using (connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = storage.Provider switch
            {
                StorageProvider.Sqlite => $"SELECT {Page} LIMIT @count",
                StorageProvider.SqlServer => $"SELECT TOP (@count) {Page}",
            };
            command.Bind("@month", question.Month);
            command.Bind("@least", question.ScoreLeast);
            command.Bind("@score", score);
            command.Bind("@after", after.ToBytes());
            command.Bind("@count", question.Size + 1 + own.Count);
            var reader = await command.ExecuteReaderAsync(stop);
            await using (reader)
            {
                while (await reader.ReadAsync(stop))
                {
                    rows.Add(Read(reader, question.Month));
                }
            }
        }

        rows.RemoveAll(row => own.Contains(row.HouseholdId));
        return rows.Count <= question.Size
            ? (rows, "")
            : (rows[..question.Size], Token(question, rows[question.Size - 1]));
    }

    private static RiskRow Read(DbDataReader reader, int month) => new()
    {
        Month = month,
        HouseholdId = HouseholdId.FromBytes(reader.GetFieldValue<byte[]>(0)),
        Score = reader.GetInt32(1),
        Amount = reader.GetInt64(2),
        Signals = reader.GetFieldValue<byte[]>(3),
    };

    private (int Score, HouseholdId After) Read(RiskQuestion question) =>
        question.PageToken.Length == 0 ? (int.MaxValue, default)
        : _pages.TryOpen(question.PageToken, ContextOf(question), out var content) && content.Length == 20
            ? (BinaryPrimitives.ReadInt32LittleEndian(content), HouseholdId.FromBytes(content.AsSpan(4)))
            : throw Refusal.Of(ErrorReason.PageTokenInvalid).ToException();

    private string Token(RiskQuestion question, RiskRow last)
    {
        Span<byte> content = stackalloc byte[20];
        BinaryPrimitives.WriteInt32LittleEndian(content, last.Score);
        last.HouseholdId.ToBytes().CopyTo(content[4..]);
        return _pages.Sign(content, ContextOf(question));
    }

    private static byte[] ContextOf(RiskQuestion question) =>
    [
        .. BitConverter.GetBytes(question.Month), .. BitConverter.GetBytes(question.ScoreLeast),
        .. Encoding.UTF8.GetBytes(question.Reader),
    ];
}
