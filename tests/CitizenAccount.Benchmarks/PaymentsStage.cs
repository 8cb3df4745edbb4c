using System.Diagnostics;
using System.Security.Cryptography;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Demo;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Payments.Bank;
using CitizenAccount.Service.Payments.Batches;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Benchmarks;

/// <summary>Households with sealed applications and a published month that finds every one of them due, and what is done
/// to them.</summary>
internal sealed class PaymentsStage(IServiceProvider services, string folder, int lines)
{
    private const int LoadSize = 10_000;

    private static readonly YearMonth Month = new(2026, 12);

    private static readonly BulkTable<DecisionRow> Decisions = new("Decisions",
    [
        new("Month", row => (long)row.Month),
        new("HouseholdId", row => row.HouseholdId.ToBytes()),
        new("FactsSequence", row => row.FactsSequence),
        new("Eligibility", row => (long)row.Eligibility),
        new("Entitlement", row => (long)row.Entitlement),
        new("Reasons", row => row.Reasons),
        new("Amount", row => row.Amount),
        new("CountedIncome", row => row.CountedIncome),
        new("WeightTenths", row => (long)row.WeightTenths),
        new("CountedMembers", row => (long)row.CountedMembers),
    ]);

    public IServiceProvider Services => services;

    public int Lines => lines;

    private IDbContextFactory<ServiceDb> Databases => services.GetRequiredService<IDbContextFactory<ServiceDb>>();

    public async Task LoadAsync()
    {
        await services.GetRequiredService<StorageGate>().OpenAsync(CancellationToken.None);
        var known = Cycle.Of(Month).DataCutOff.AddDays(-1);
        await PublishAsync();
        var population = new Population(99, Month);
        var kept = Enumerable.Range(0, 500).Select(population.Household).Select(one => SyntheticApplication.Of(one, known)).ToArray();
        var store = services.GetRequiredService<HouseholdsStore>();
        for (var first = 0; first < lines; first += LoadSize)
        {
            var numbers = Enumerable.Range(first, Math.Min(LoadSize, lines - first)).ToArray();
            var (households, applications, decisions) = Make(numbers, kept, known);
            await store.AddAllAsync(households, [], [], applications, CancellationToken.None);
            await InsertAsync(decisions);
        }

        SqliteConnection.ClearAllPools();
        GC.Collect();
    }

    private (HouseholdRow[], ApplicationRow[], DecisionRow[]) Make(int[] numbers, Application[] kept, DateTimeOffset known)
    {
        var (seals, sealing) = (services.GetRequiredService<ApplicationSeals>(), services.GetRequiredService<Sealing>());
        var (households, applications, decisions) =
            (new HouseholdRow[numbers.Length], new ApplicationRow[numbers.Length], new DecisionRow[numbers.Length]);
        Parallel.For(0, numbers.Length, i =>
        {
            var (id, application) = (HouseholdId.Synthetic(known, (ulong)numbers[i]), kept[numbers[i] % kept.Length]);
            households[i] = new HouseholdRow
            {
                Id = id,
                Kind = 1,
                Revision = 1,
                CreatedAt = known.UtcDateTime,
                IbanSealed = seals.SealIban(id, application.Accounts[0].Iban),
                MobileSealed = sealing.Seal("x", $"mobile/{id.Name}"),
            };
            applications[i] = new ApplicationRow
            {
                HouseholdId = id,
                State = application.State,
                SubmittedAt = application.SubmittedAt,
                ContentSealed = seals.Seal(id, application),
            };
            decisions[i] = new DecisionRow
            {
                Month = 202612,
                HouseholdId = id,
                FactsSequence = numbers[i],
                Eligibility = 1,
                Entitlement = 1,
                Reasons = 1,
                Amount = 30_000 + (numbers[i] % 170_000),
                CountedIncome = 0,
                WeightTenths = 18,
                CountedMembers = 3,
            };
        });
        return (households, applications, decisions);
    }

    public async Task PrepareAsync()
    {
        await using var db = await Databases.CreateDbContextAsync();
        db.PaymentBatches.Add(BatchSteps.Prepare(
            1, Month, BatchKind.Regular, new DateOnly(2026, 12, 10), "maker", TimeProvider.System.GetUtcNow()));
        await db.SaveChangesAsync();
    }

    public async Task ReleaseAsync()
    {
        await using var db = await Databases.CreateDbContextAsync();
        var (batch, now) = (await db.PaymentBatches.SingleAsync(), TimeProvider.System.GetUtcNow().UtcDateTime);
        var hash = BatchWire.HexOf(batch.LinesHash);
        if (BatchSteps.Approve(batch, hash, "checker", now) is { } refusal
            || BatchSteps.Release(batch, hash, "releaser", 0, now) is { } other)
        {
            throw new InvalidOperationException($"The batch is {batch.State}.");
        }

        await db.SaveChangesAsync();
    }

    /// <summary>A report of the bank that confirms every deposit.</summary>
    public async Task<string> WriteReportAsync()
    {
        var path = Path.Combine(folder, "report.xml");
        await using var db = await Databases.CreateDbContextAsync();
        var amounts = db.PaymentInstructions.AsNoTracking().OrderBy(row => row.Number)
            .Select(row => new { row.Number, row.Amount }).AsAsyncEnumerable();
        await using var writer = new StreamWriter(path);
        await writer.WriteAsync(
            "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt><GrpHdr><MsgId>BANK-1</MsgId></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>"
            + $"{InstructionName.MessageIdOf(1, 1)}</OrgnlMsgId></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>");
        await foreach (var row in amounts)
        {
            await writer.WriteAsync(
                $"<TxInfAndSts><OrgnlEndToEndId>{InstructionName.Of(1, row.Number)}</OrgnlEndToEndId><TxSts>ACSC</TxSts><OrgnlTxRef>"
                + $"<Amt><InstdAmt Ccy=\"SAR\">{BankAmount.TextOf(row.Amount)}</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>");
        }

        await writer.WriteAsync("</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>");
        return path;
    }

    public static async Task<byte[]> HashAsync(string path)
    {
        await using var file = File.OpenRead(path);
        return await SHA256.HashDataAsync(file);
    }

    /// <summary>Rows a second of a bare prepared insert into a table of the journal's form, without its indexes.</summary>
    public double BareInsert()
    {
        const int rows = 300_000;
        using var connection = StorageFeature.OpenSqlite(services.GetRequiredService<StorageOptions>().SqliteConnectionString);
        Execute(connection, "DROP TABLE IF EXISTS \"Bare\"");
        Execute(
            connection,
            "CREATE TABLE \"Bare\" (\"S\" INTEGER PRIMARY KEY, \"A\" INTEGER, \"B\" INTEGER, \"C\" INTEGER, \"H\" BLOB, \"P\" BLOB, \"Q\" BLOB)");
        var (id, hash, watch) = (new byte[16], new byte[32], Stopwatch.StartNew());
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO \"Bare\" VALUES ($a,$b,$c,$d,$e,$f,$g)";
        SqliteParameter[] values = [.. "abcdefg".Select(name => insert.Parameters.Add(new SqliteParameter { ParameterName = $"${name}" }))];
        insert.Prepare();
        (values[4].Value, values[5].Value, values[6].Value) = (id, hash, hash);
        for (var i = 0; i < rows; i++)
        {
            (values[0].Value, values[1].Value, values[2].Value, values[3].Value) = ((long)i, (long)i, 1L, 100_00L);
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
        return rows / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Rows a second of reading the journal from its first entry to its last, one column of each.</summary>
    public double BareRead()
    {
        using var connection = StorageFeature.OpenSqlite(services.GetRequiredService<StorageOptions>().SqliteConnectionString);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT \"Sequence\", \"Hash\" FROM \"JournalEntries\" ORDER BY \"Sequence\"";
        var (rows, watch) = (0L, Stopwatch.StartNew());
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows += reader.GetFieldValue<byte[]>(1).Length / 32;
        }

        return rows / watch.Elapsed.TotalSeconds;
    }

    private static void Execute(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private async Task InsertAsync(DecisionRow[] decisions)
    {
        var bulk = services.GetRequiredService<BulkInsert>();
        await using var connection = await bulk.OpenAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync();
        bulk.Write(transaction, Decisions, decisions);
        await transaction.CommitAsync();
    }

    private async Task PublishAsync()
    {
        var run = services.GetRequiredService<CycleRun>();
        await run.SealAsync(Month, "maker", confirmProvisional: true, CancellationToken.None);
        await run.EvaluateAsync(Month, null, CancellationToken.None);
        await run.ApproveAsync(Month, "checker", CancellationToken.None);
        await run.PublishAsync(Month, "releaser", CancellationToken.None);
    }
}
