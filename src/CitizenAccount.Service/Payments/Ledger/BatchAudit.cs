using System.Data.Common;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Kernel;

namespace CitizenAccount.Service.Payments.Ledger;

/// <summary>Holds batches, instructions, files and recoveries against what the journal says.</summary>
internal static class BatchAudit
{
    /// <summary>What is on its way, paid and come back by the instructions is what the journal has there.</summary>
    public static void CheckTotals(DbTransaction transaction, HouseholdBalances balances, AuditFindings findings)
    {
        var sums = transaction.Read(
            """
            SELECT "State", CASE WHEN "PreviousNumber" IS NULL THEN 0 ELSE 1 END, "Replaced", SUM("Amount")
            FROM "PaymentInstructions"
            GROUP BY "State", CASE WHEN "PreviousNumber" IS NULL THEN 0 ELSE 1 END, "Replaced"
            """,
            reader => (
                State: reader.GetByte(0), IsAgain: reader.GetInt32(1) == 1, Replaced: reader.GetBoolean(2),
                Sum: reader.GetInt64(3)));

        // What came back stays there until the instruction that pays it again is sent.
        Require("inTransit", Book.InTransit, sums.Where(one => one.State is 2 or 3 or 4).Sum(one => one.Sum));
        Require("paid", Book.Paid, sums.Where(one => one.State is 5).Sum(one => one.Sum));
        Require("returned", Book.Returned, sums.Where(one => one.State >= 6 && !one.Replaced).Sum(one => one.Sum)
            + sums.Where(one => one.State == 1 && one.IsAgain).Sum(one => one.Sum));

        void Require(string what, Book book, long expected)
        {
            if (balances.TotalOf(book) != expected)
            {
                findings.Add(7, what);
            }
        }
    }

    public static void Check(DbTransaction transaction, ChainWalk walk, AuditFindings findings)
    {
        CheckBatches(transaction, walk, findings);
        foreach (var (invariant, instruction) in transaction.Read(
            """
            SELECT 6, again."Batch", again."Number" FROM "PaymentInstructions" AS again
            JOIN "PaymentInstructions" AS old
                ON old."Batch" = again."PreviousBatch" AND old."Number" = again."PreviousNumber"
            WHERE again."PreviousNumber" IS NOT NULL AND (old."State" < 6 OR old."Replaced" = 0)
            """,
            reader => (reader.GetInt32(0), Bank.InstructionName.Of(reader.GetInt32(1), reader.GetInt32(2)))))
        {
            findings.Add(invariant, instruction);
        }

        CheckRecoveries(transaction, walk, findings);
    }

    private sealed record Sums(long Count, long Total);

    private static Dictionary<int, Sums> SumsOf(DbTransaction transaction, string text) => transaction.Read(
        text, reader => (reader.GetInt32(0), new Sums(reader.GetInt64(1), reader.GetInt64(2))))
        .ToDictionary(pair => pair.Item1, pair => pair.Item2);

    private static void CheckBatches(DbTransaction transaction, ChainWalk walk, AuditFindings findings)
    {
        var instructions = SumsOf(
            transaction,
            """
            SELECT "Batch", CAST(COUNT(*) AS bigint), SUM("Amount") FROM "PaymentInstructions" GROUP BY "Batch"
            """);
        var current = SumsOf(
            transaction,
            """
            SELECT "Batch", CAST(COUNT(*) AS bigint), SUM("Amount") FROM "PaymentInstructions"
            WHERE "Replaced" = 0 GROUP BY "Batch"
            """);
        var files = SumsOf(
            transaction,
            "SELECT \"Batch\", SUM(CAST(\"Lines\" AS bigint)), SUM(\"Total\") FROM \"BankFiles\" GROUP BY \"Batch\"");
        var lines = SumsOf(
            transaction,
            """
            SELECT "Batch", CAST(COUNT(*) AS bigint), SUM("Amount") FROM "PaymentLines"
            WHERE "Batch" IS NOT NULL GROUP BY "Batch"
            """);
        foreach (var batch in ReadBatches(transaction))
        {
            var none = new Sums(0, 0);
            var whole = instructions.GetValueOrDefault(batch.Number, none);
            var (sent, sentTotal) = walk.Sent.GetValueOrDefault(batch.Number);
            var isSealed = batch.State >= 2;
            if (whole.Count != batch.Lines || whole.Total != batch.Total
                || (isSealed && files.GetValueOrDefault(batch.Number, none) != whole)
                || lines.GetValueOrDefault(batch.Number, none).Total
                    != current.GetValueOrDefault(batch.Number, none).Total
                || sent != batch.SentThrough || (sent == batch.Lines && sentTotal != batch.Total))
            {
                findings.Add(7, $"paymentBatches/{batch.Number}");
            }

            string[] people = [.. new[] { batch.Maker, batch.Checker, batch.Releaser }.Where(one => one.Length > 0)];
            if (people.Distinct(StringComparer.Ordinal).Count() != people.Length
                || (batch.State >= 4 && people.Length != 3))
            {
                findings.Add(9, $"paymentBatches/{batch.Number}");
            }
        }
    }

    private sealed record Batch(
        int Number, byte State, int Lines, long Total, int SentThrough, string Maker, string Checker, string Releaser);

    private static List<Batch> ReadBatches(DbTransaction transaction) => transaction.Read(
        """
        SELECT "Number", "State", "Lines", "Total", "SentThrough", "PreparedBy", COALESCE("ApprovedBy", ''),
            COALESCE("ReleasedBy", '')
        FROM "PaymentBatches"
        """,
        reader => new Batch(
            reader.GetInt32(0), reader.GetByte(1), reader.GetInt32(2), reader.GetInt64(3), reader.GetInt32(4),
            reader.GetString(5), reader.GetString(6), reader.GetString(7)));

    private static void CheckRecoveries(DbTransaction transaction, ChainWalk walk, AuditFindings findings)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, total, recovered, closesOn, opened, decided) in transaction.Read(
            """
            SELECT "HouseholdId", "Id", "Total", "Recovered", "ClosesOn", "OpenedBy", COALESCE("DecidedBy", '')
            FROM "Recoveries"
            """,
            reader => (
                Name: $"{HouseholdId.FromBytes(reader.GetFieldValue<byte[]>(0)).Name}/recoveries/"
                    + $"{new Guid(reader.GetFieldValue<byte[]>(1), bigEndian: true):D}",
                Total: reader.GetInt64(2), Recovered: reader.GetInt64(3),
                ClosesOn: reader.IsDBNull(4) ? (DateOnly?)null : reader.GetFieldValue<DateOnly>(4),
                Opened: reader.GetString(5), Decided: reader.GetString(6))))
        {
            known.Add(name);
            var (booked, first) = walk.Recovered.GetValueOrDefault(name);
            var isEarly = booked > 0 && (closesOn is not { } closes
                || Riyadh.DateOf(new DateTimeOffset(first, TimeSpan.Zero)) <= closes);
            if (booked != recovered || recovered > total || opened == decided || isEarly)
            {
                findings.Add(15, name);
            }
        }

        foreach (var name in walk.Recovered.Keys.Where(name => !known.Contains(name)))
        {
            findings.Add(15, name);
        }
    }
}
