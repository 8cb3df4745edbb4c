using System.Data.Common;
using CitizenAccount.Service.Kernel;

namespace CitizenAccount.Service.Payments.Ledger;

/// <summary>Reads the journal as a stream of rows, past the change tracker.</summary>
internal static class JournalReading
{
    private const string Columns =
        """
        "Sequence", "RecordedTicks", "Kind", "Month", "HouseholdId", "Source", "Target", "Amount", "Batch",
            "Instruction", "Corrects", "Reference", "PreviousHash", "Hash"
        """;

    /// <summary>Entries in the order they were written.</summary>
    public static IEnumerable<JournalEntryRow> InOrder(DbTransaction transaction, long from, long until)
    {
        using var command = PaymentsSql.CommandOf(
            transaction.Connection!, transaction,
            $"""
             SELECT {Columns} FROM "JournalEntries" WHERE "Sequence" >= @from AND "Sequence" <= @until
             ORDER BY "Sequence"
             """,
            ("@from", from), ("@until", until));
        foreach (var entry in Read(command))
        {
            yield return entry;
        }
    }

    /// <summary>Entries household by household, each in the order they were written.</summary>
    /// <param name="transaction">Where to read.</param>
    /// <param name="hint">How the database is told to go by its index instead of sorting.</param>
    public static IEnumerable<JournalEntryRow> ByHousehold(DbTransaction transaction, string hint)
    {
        using var command = PaymentsSql.CommandOf(
            transaction.Connection!, transaction,
            $"SELECT {Columns} FROM \"JournalEntries\" {hint} ORDER BY \"HouseholdId\", \"Sequence\"");
        foreach (var entry in Read(command))
        {
            yield return entry;
        }
    }

    private static IEnumerable<JournalEntryRow> Read(DbCommand command)
    {
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new JournalEntryRow
            {
                Sequence = reader.GetInt64(0),
                RecordedTicks = reader.GetInt64(1),
                Kind = (EntryKind)reader.GetByte(2),
                Month = reader.GetInt32(3),
                HouseholdId = HouseholdId.FromBytes(reader.GetFieldValue<byte[]>(4)),
                Source = (Book)reader.GetByte(5),
                Target = (Book)reader.GetByte(6),
                Amount = reader.GetInt64(7),
                Batch = reader.IsDBNull(8) ? null : reader.GetInt32(8),
                Instruction = reader.IsDBNull(9) ? null : reader.GetInt32(9),
                Corrects = reader.IsDBNull(10) ? null : reader.GetInt64(10),
                Reference = reader.GetString(11),
                PreviousHash = reader.GetFieldValue<byte[]>(12),
                Hash = reader.GetFieldValue<byte[]>(13),
            };
        }
    }
}
