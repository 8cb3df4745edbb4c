using System.Security.Cryptography;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Service.Payments.Bank;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Payments;

/// <summary>Reports broken at random: refused, or lines of them, or understood; never a crash, never a halala moved.
/// Every deposit is confirmed before, so whatever is still understood says what is known.</summary>
public sealed class ReportFuzzTests
{
    private const int Mutations = 10_000;

    [Fact]
    public async Task Ten_thousand_broken_reports_crash_nothing_and_move_no_money()
    {
        await using var service = await RunningService.StartDecidedAsync(20);
        var batch = await service.SendAsync();
        var sent = await service.SentAsync(batch);
        byte[] settled = BankReports.Settled(batch.Files[0].MessageId, sent), debits =
            BankReports.Notification(sent.Select(one => (one, "DBIT", "")));
        await service.ImportAsync(settled);
        await service.UntilAsync(batch.Name, PaymentBatchState.Reconciled);
        var before = await MoneyAsync(service);

        var importing = service.Services.GetRequiredService<ReportImporting>();
        var path = Path.GetTempFileName();
        var (chance, outcomes) = (new Random(20_261_127), new Dictionary<string, int>());
        for (var mutation = 0; mutation < Mutations; mutation++)
        {
            var broken = Break(mutation % 2 == 0 ? settled : debits, chance);
            await File.WriteAllBytesAsync(path, broken);
            var outcome = await OutcomeAsync(importing, path, broken);
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        File.Delete(path);
        Assert.Equal(before, await MoneyAsync(service));
        await service.CleanAsync();
        Assert.Empty(service.Log.Errors);

        // Something of every kind came up, or the breaking was too gentle to prove anything.
        Assert.All(["REPORT_REFUSED", "REPORT_FOREIGN", "lines refused", "understood"], kind => Assert.Contains(kind, outcomes.Keys));
    }

    private static async Task<string> OutcomeAsync(ReportImporting importing, string path, byte[] broken)
    {
        try
        {
            var report = await importing.ImportAsync(
                new ReceivedReport(path, null, SHA256.HashData(broken), "system"), validateOnly: false, CancellationToken.None);

            // What a wound left whole is the report that was taken over before.
            Assert.True(report.SeenBefore || (report.Row.Settled, report.Row.Accepted, report.Row.Returned) == (0, 0, 0));
            return report.Row.Refused > 0 ? "lines refused" : "understood";
        }
        catch (RefusalException refused)
        {
            return RefusalCatalogue.NameOf(refused.Refusal.Reason);
        }
    }

    private static async Task<(int, long, string)> MoneyAsync(RunningService service)
    {
        await using var db = await service.OpenDbAsync();
        var states = await db.PaymentInstructions.OrderBy(row => row.Number).Select(row => row.State).ToListAsync();
        return (await db.JournalEntries.CountAsync(), await db.JournalEntries.SumAsync(entry => entry.Amount), string.Join(',', states));
    }

    // One to four wounds: a byte changed, a piece cut out, doubled, moved or swapped for another piece of the same file.
    private static byte[] Break(byte[] report, Random chance)
    {
        var bytes = report.ToList();
        for (var wounds = 1 + chance.Next(4); wounds > 0; wounds--)
        {
            var at = chance.Next(bytes.Count);
            var length = Math.Min(1 + chance.Next(chance.Next(2) == 0 ? 8 : 400), bytes.Count - at);
            var piece = bytes.GetRange(at, length);
            switch (chance.Next(5))
            {
                case 0:
                    bytes[at] = (byte)chance.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, piece);
                    break;
                case 3:
                    bytes.InsertRange(chance.Next(bytes.Count), piece);
                    break;
                default:
                    // Digits and letters for others of their kind keep it well formed more often than not.
                    bytes[at] = char.IsAsciiDigit((char)bytes[at]) ? (byte)('0' + chance.Next(10))
                        : char.IsAsciiLetterUpper((char)bytes[at]) ? (byte)('A' + chance.Next(26))
                        : bytes[at];
                    break;
            }

            if (bytes.Count == 0)
            {
                break;
            }
        }

        return [.. bytes];
    }
}
