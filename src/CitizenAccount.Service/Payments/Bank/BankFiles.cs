using System.Runtime.CompilerServices;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Payments.Batches;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;

namespace CitizenAccount.Service.Payments.Bank;

/// <summary>Writes a file of a batch from its instructions, as often as it is wanted, always the same bytes.</summary>
internal sealed class BankFiles(BulkInsert bulk, Sealing sealing, BankXml xml)
{
    public async Task WriteAsync(Stream stream, BatchRow batch, BankFileRow file, CancellationToken stop)
    {
        var head = new TransferFile(
            file.MessageId, new DateTimeOffset(batch.PreparedAt, TimeSpan.Zero), file.Lines, file.Total,
            batch.PaymentDate);
        await xml.WriteAsync(stream, head, ReadAsync(file, stop), stop);
    }

    private async IAsyncEnumerable<Transfer> ReadAsync(
        BankFileRow file, [EnumeratorCancellation] CancellationToken stop)
    {
        var connection = await bulk.OpenAsync(stop);
        await using (connection)
        {
            using var command = PaymentsSql.CommandOf(
                connection, null,
                """
                SELECT "Number", "HouseholdId", "Amount", "IbanSealed" FROM "PaymentInstructions"
                WHERE "Batch" = @batch AND "Number" >= @first AND "Number" <= @last
                    AND (@bank = '' OR "BankCode" = @bank)
                ORDER BY "Number"
                """,
                ("@batch", file.Batch), ("@first", file.FirstInstruction), ("@last", file.LastInstruction),
                ("@bank", file.BankCode));
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                stop.ThrowIfCancellationRequested();
                var household = HouseholdId.FromBytes(reader.GetFieldValue<byte[]>(1));
                var iban = sealing.Open(
                    reader.GetFieldValue<byte[]>(3), BoundAccount.PlaceOf(household, file.Batch));
                yield return new Transfer(
                    InstructionName.Of(file.Batch, reader.GetInt32(0)), reader.GetInt64(2), iban,
                    household.Value.ToString("N"));
            }
        }
    }
}
