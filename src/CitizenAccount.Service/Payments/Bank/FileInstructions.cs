using System.Runtime.CompilerServices;
using CitizenAccount.Service.Payments.Batches;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Payments.Bank;

/// <summary>The instructions of a file, read part by part.</summary>
internal sealed class FileInstructions(IDbContextFactory<ServiceDb> databases, PaymentsOptions options)
{
    public async IAsyncEnumerable<(string Id, long Amount)> ReadAsync(
        BankFileRow file, [EnumeratorCancellation] CancellationToken stop)
    {
        for (var first = file.FirstInstruction; first <= file.LastInstruction; first += options.PartSize)
        {
            foreach (var (number, amount) in await ReadAsync(
                file, first, Math.Min(file.LastInstruction, first + options.PartSize - 1), stop))
            {
                yield return (InstructionName.Of(file.Batch, number), amount);
            }
        }
    }

    private async Task<List<(int Number, long Amount)>> ReadAsync(
        BankFileRow file, int first, int last, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var rows = await db.PaymentInstructions.AsNoTracking()
                .Where(row => row.Batch == file.Batch && row.Number >= first && row.Number <= last
                    && (file.BankCode == "" || row.BankCode == file.BankCode))
                .OrderBy(row => row.Number)
                .Select(row => new { row.Number, row.Amount }).ToListAsync(stop);
            return [.. rows.Select(row => (row.Number, row.Amount))];
        }
    }
}
