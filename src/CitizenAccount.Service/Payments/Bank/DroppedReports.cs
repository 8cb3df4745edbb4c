using System.Security.Cryptography;
using CitizenAccount.Service.Payments.Recoveries;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Payments.Bank;

/// <summary>Takes over the reports that the bank left in the folder shared with it. A report that was taken over is
/// moved to <c>done</c>, one that is refused as a whole to <c>refused</c>, with the reason beside it; nothing is
/// deleted.</summary>
internal sealed partial class DroppedReports(
    FileDrop drop, ReportImporting importing, PaymentsSignal signal, ILogger<DroppedReports> log)
{
    public async Task TakeAsync(CancellationToken stop)
    {
        if (!drop.IsConfigured || !Directory.Exists(drop.InFolder))
        {
            return;
        }

        foreach (var path in Directory.GetFiles(drop.InFolder, "*.xml").Order(StringComparer.Ordinal))
        {
            await TakeAsync(path, stop);
            signal.Raise();
        }
    }

    private async Task TakeAsync(string path, CancellationToken stop)
    {
        try
        {
            await importing.ImportAsync(
                new ReceivedReport(path, null, await HashAsync(path, stop), HoldSteps.System), validateOnly: false,
                stop);
            Move(path, "done");
        }
        catch (RefusalException refused)
        {
            LogRefused(log, Path.GetFileName(path), refused.Refusal.Reason.ToString());
            Move(path, "refused");
        }
        catch (FileNotFoundException)
        {
            // Another replica took it.
        }
    }

    private static async Task<byte[]> HashAsync(string path, CancellationToken stop)
    {
        var file = File.OpenRead(path);
        await using (file)
        {
            return await SHA256.HashDataAsync(file, stop);
        }
    }

    private void Move(string path, string folder)
    {
        var target = Directory.CreateDirectory(Path.Combine(drop.InFolder, folder)).FullName;
        File.Move(path, Path.Combine(target, Path.GetFileName(path)), overwrite: true);
    }

    [LoggerMessage(4202, LogLevel.Warning, "A report of the bank was refused: {File} {Reason}")]
    private static partial void LogRefused(ILogger log, string file, string reason);
}
