using System.Data.Common;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Payments.Recoveries;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using VerificationState = CitizenAccount.Contracts.Account.V1.VerificationState;

namespace CitizenAccount.Service.Payments.Batches;

/// <summary>The account a household's instructions are bound to.</summary>
/// <param name="Iban">The IBAN; personal.</param>
/// <param name="Sealed">The same, as it is stored.</param>
/// <param name="Verification">What the bank said of it.</param>
internal sealed record BoundAccount(string Iban, byte[] Sealed, VerificationState Verification)
{
    /// <summary>Where a seal of it belongs.</summary>
    public static string PlaceOf(HouseholdId household, int batch) => $"instruction/{household.Name}/{batch}";
}

/// <summary>Households that are prepared in one transaction.</summary>
/// <param name="After">The last household before them.</param>
/// <param name="Through">The last of them.</param>
/// <param name="IsLast">None comes after them.</param>
internal sealed record BatchPart(HouseholdId After, HouseholdId Through, bool IsLast)
{
    /// <summary>What their month's cycle found due, in order of household.</summary>
    public required IReadOnlyList<DueAmount> Due { get; init; }

    public required Dictionary<HouseholdId, BoundAccount> Accounts { get; init; }
}

/// <summary>What may change until the moment it is paid, read inside the transaction that pays it.</summary>
internal sealed class PartState
{
    /// <summary>Lines that wait for a batch.</summary>
    public required ILookup<HouseholdId, PaymentLineRow> Waiting { get; init; }

    /// <summary>Households something holds, with the causes.</summary>
    public required ILookup<HouseholdId, HoldCause> Holds { get; init; }

    public required ILookup<HouseholdId, RecoveryRow> Recoveries { get; init; }

    /// <summary>What is due by a decision made again before the month was prepared.</summary>
    public required IReadOnlyDictionary<HouseholdId, long> Redecided { get; init; }

    /// <summary>What came back and was not paid again, with its lines.</summary>
    public required ILookup<HouseholdId, ReturnedInstruction> Returned { get; init; }

    /// <summary>All households that have anything in this part, in order.</summary>
    public IReadOnlyList<HouseholdId> Households(BatchPart part) =>
    [
        .. part.Due.Select(due => due.Household)
            .Concat(Waiting.Select(group => group.Key))
            .Concat(Redecided.Keys)
            .Concat(Returned.Select(group => group.Key))
            .Distinct().Order(),
    ];
}

/// <summary>An instruction that came back, or never took effect.</summary>
internal sealed record ReturnedInstruction(HouseholdId Household, int Batch, int Number, int Month, long Amount)
{
    public IReadOnlyList<(LineKind Kind, long Amount)> Lines { get; init; } = [];
}

/// <summary>Reads what a batch is made of, part by part in order of household.</summary>
internal sealed class BatchInputs(
    BulkInsert bulk, StorageOptions storage, EligibilityApi eligibility, ApplicationsApi applications, Sealing sealing,
    PaymentsOptions options)
{
    /// <summary>Sorts after every household.</summary>
    public static readonly HouseholdId End = HouseholdId.FromBytes([.. Enumerable.Repeat((byte)0xFF, 16)]);

    /// <summary>Reads the next part: what does not change any more.</summary>
    public async Task<BatchPart> FetchAsync(BatchRow batch, HouseholdId after, CancellationToken stop)
    {
        var due = batch.Kind == BatchKind.Regular
            ? await eligibility.ListDueAsync(Months.Of(batch.Month), after, options.PartSize, stop)
            : [];
        IReadOnlyList<HouseholdId> households = batch.Kind == BatchKind.Regular
            ? [.. due.Select(one => one.Household)]
            : await ListWaitingAsync(batch.Kind, after, stop);
        var isLast = households.Count < options.PartSize;
        return new BatchPart(after, isLast ? End : households[^1], isLast)
        {
            Due = due,
            Accounts = await ListAccountsAsync(batch, households, stop),
        };
    }

    /// <summary>The accounts of some households, in ascending order, bound to a batch.</summary>
    public async Task<Dictionary<HouseholdId, BoundAccount>> ListAccountsAsync(
        BatchRow batch, IReadOnlyList<HouseholdId> households, CancellationToken stop)
    {
        YearMonth? month = batch.Kind == BatchKind.Repayment ? null : Months.Of(batch.Month);
        var payees = await applications.ListPayeesAsync(month, households, stop);
        var bound = new BoundAccount[payees.Count];
        Parallel.For(0, bound.Length, i => bound[i] = new BoundAccount(
            payees[i].Iban,
            sealing.Seal(payees[i].Iban, BoundAccount.PlaceOf(payees[i].Household, batch.Number)),
            payees[i].Verification));
        var accounts = new Dictionary<HouseholdId, BoundAccount>(bound.Length);
        for (var i = 0; i < bound.Length; i++)
        {
            accounts[payees[i].Household] = bound[i];
        }

        return accounts;
    }

    /// <summary>Reads what may still change, in the transaction that will pay it.</summary>
    public static PartState ReadState(DbTransaction transaction, BatchRow batch, BatchPart part) => new()
    {
        Waiting = batch.Kind == BatchKind.Repayment
            ? Enumerable.Empty<PaymentLineRow>().ToLookup(line => line.HouseholdId)
            : ReadWaiting(transaction, part).ToLookup(line => line.HouseholdId),
        Holds = transaction.Read(
            $"SELECT \"HouseholdId\", \"Cause\" FROM \"PaymentHolds\" WHERE \"ReleasedAt\" IS NULL AND {Range}",
            reader => (Household: IdOf(reader, 0), Cause: (HoldCause)reader.GetByte(1)), Bounds(part))
            .ToLookup(hold => hold.Household, hold => hold.Cause),
        Recoveries = batch.Kind == BatchKind.Regular
            ? ReadRecoveries(transaction, part).ToLookup(row => row.HouseholdId)
            : Enumerable.Empty<RecoveryRow>().ToLookup(row => row.HouseholdId),
        Redecided = batch.Kind == BatchKind.Regular
            ? ReadRedecided(transaction, batch.Month, part)
            : new Dictionary<HouseholdId, long>(),
        Returned = batch.Kind == BatchKind.Repayment
            ? ReadReturned(transaction, part).ToLookup(one => one.Household)
            : Enumerable.Empty<ReturnedInstruction>().ToLookup(one => one.Household),
    };

    private const string Range = "\"HouseholdId\" > @after AND \"HouseholdId\" <= @through";

    private static (string, object?)[] Bounds(BatchPart part, params (string, object?)[] more) =>
        [("@after", part.After.ToBytes()), ("@through", part.Through.ToBytes()), .. more];

    private static HouseholdId IdOf(DbDataReader reader, int at) =>
        HouseholdId.FromBytes(reader.GetFieldValue<byte[]>(at));

    private async Task<IReadOnlyList<HouseholdId>> ListWaitingAsync(
        BatchKind kind, HouseholdId after, CancellationToken stop)
    {
        var (table, which) = kind == BatchKind.Compensation
            ? ("PaymentLines", "\"Batch\" IS NULL")
            : ("PaymentInstructions", "\"State\" >= 6 AND \"Replaced\" = 0");
        var connection = await bulk.OpenAsync(stop);
        await using (connection)
        {
            return connection.Read(
                $"""
                 SELECT DISTINCT "HouseholdId" FROM "{table}" WHERE {which} AND "HouseholdId" > @after
                 ORDER BY "HouseholdId" {PaymentsSql.Limit(storage.Provider)}
                 """,
                reader => IdOf(reader, 0), ("@after", after.ToBytes()), ("@count", options.PartSize));
        }
    }

    private static List<PaymentLineRow> ReadWaiting(DbTransaction transaction, BatchPart part) => transaction.Read(
        $"""
         SELECT "HouseholdId", "Month", "Kind", "Cause", "Amount", "Held", "PaidMonth"
         FROM "PaymentLines" WHERE "Batch" IS NULL AND {Range}
         ORDER BY "HouseholdId", "Month", "Kind", "Cause"
         """,
        reader => new PaymentLineRow
        {
            HouseholdId = IdOf(reader, 0),
            Month = reader.GetInt32(1),
            Kind = (LineKind)reader.GetByte(2),
            Cause = reader.GetString(3),
            Amount = reader.GetInt64(4),
            Held = reader.GetBoolean(5),
            PaidMonth = reader.GetInt32(6),
        },
        Bounds(part));

    private static List<RecoveryRow> ReadRecoveries(DbTransaction transaction, BatchPart part) => transaction.Read(
        $"""
         SELECT "HouseholdId", "Id", "State", "Total", "Recovered", "SharePercent", "NoticeAt", "ClosesOn", "Objection"
         FROM "Recoveries" WHERE "State" IN (2, 5) AND {Range} ORDER BY "HouseholdId", "Id"
         """,
        reader => new RecoveryRow
        {
            HouseholdId = IdOf(reader, 0),
            Id = new Guid(reader.GetFieldValue<byte[]>(1), bigEndian: true),
            State = (RecoveryStanding)reader.GetByte(2),
            Total = reader.GetInt64(3),
            Recovered = reader.GetInt64(4),
            SharePercent = reader.GetInt32(5),
            NoticeAt = reader.IsDBNull(6) ? null : reader.GetDateTime(6),
            ClosesOn = reader.IsDBNull(7) ? null : reader.GetFieldValue<DateOnly>(7),
            Objection = reader.GetString(8),
            CauseArabic = "",
            CauseEnglish = "",
            OpenedBy = "",
            OpenedAt = default,
            Version = 0,
        },
        Bounds(part));

    private static Dictionary<HouseholdId, long> ReadRedecided(DbTransaction transaction, int month, BatchPart part)
    {
        var newest = new Dictionary<HouseholdId, long>();
        foreach (var (household, due) in transaction.Read(
            $"""
             SELECT "HouseholdId", "Due" FROM "RedecisionsSeen" WHERE "Month" = @month AND {Range}
             ORDER BY "HouseholdId", "Version"
             """,
            reader => (IdOf(reader, 0), reader.GetInt64(1)), Bounds(part, ("@month", month))))
        {
            newest[household] = due;
        }

        return newest;
    }

    private static IEnumerable<ReturnedInstruction> ReadReturned(DbTransaction transaction, BatchPart part)
    {
        var instructions = transaction.Read(
            $"""
             SELECT "HouseholdId", "Batch", "Number", "Month", "Amount" FROM "PaymentInstructions"
             WHERE "State" >= 6 AND "Replaced" = 0 AND {Range} ORDER BY "HouseholdId", "Batch", "Number"
             """,
            reader => new ReturnedInstruction(
                IdOf(reader, 0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt64(4)),
            Bounds(part));
        return instructions.Select(one => one with
        {
            Lines = transaction.Read(
                """
                SELECT "Kind", "Amount" FROM "PaymentLines"
                WHERE "HouseholdId" = @household AND "Batch" = @batch AND "Instruction" = @number
                """,
                reader => ((LineKind)reader.GetByte(0), reader.GetInt64(1)),
                ("@household", one.Household.ToBytes()), ("@batch", one.Batch), ("@number", one.Number)),
        });
    }
}
