using System.Globalization;
using System.Security.Cryptography;
using CitizenAccount.Service.Payments.Recoveries;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Payments.Bank;

/// <summary>Takes over the reports that the bank left in the folder shared with it. A report that was taken over is
/// moved to <c>done</c>, one that is refused as a whole to <c>refused</c>, with the reason beside it; nothing is
/// deleted. The bank writes a report under another name and gives it its own (<c>*.xml</c>) once it is whole.</summary>
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
            var target = Move(path, "refused");
            await File.WriteAllTextAsync(target + ".reason.txt", TextOf(refused.Refusal), stop);
        }
        catch (FileNotFoundException)
        {
            // Another replica took it.
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // A fault of ours: the report stays and is tried again, and the others are not kept waiting.
            LogFailed(log, Path.GetFileName(path), failure);
        }
    }

    private static string TextOf(Refusal refusal) => string.Join(
        '\n', [refusal.Reason.ToString(), .. refusal.Facts.Select(pair => $"{pair.Key}: {pair.Value}"), ""]);

    private static async Task<byte[]> HashAsync(string path, CancellationToken stop)
    {
        var file = File.OpenRead(path);
        await using (file)
        {
            return await SHA256.HashDataAsync(file, stop);
        }
    }

    // Another of the same name that came before is kept too.
    private string Move(string path, string folder)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var kept = Path.Combine(Directory.CreateDirectory(Path.Combine(drop.InFolder, folder)).FullName, name);
        var (target, count) = ($"{kept}.xml", 1);
        while (File.Exists(target))
        {
            target = string.Create(CultureInfo.InvariantCulture, $"{kept}.{++count}.xml");
        }

        File.Move(path, target);
        return target;
    }

    [LoggerMessage(4202, LogLevel.Warning, "A report of the bank was refused: {File} {Reason}")]
    private static partial void LogRefused(ILogger log, string file, string reason);

    [LoggerMessage(4203, LogLevel.Error, "A report of the bank could not be worked: {File}")]
    private static partial void LogFailed(ILogger log, string file, Exception failure);
}
