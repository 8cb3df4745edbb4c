using System.Security.Cryptography;
using CitizenAccount.Service.Payments.Batches;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Payments.Bank;

/// <summary>Moves files into the folder shared with the bank: each exactly once, whoever is killed when. A file is
/// written aside, then noted as ready, then moved; found noted and gone from aside, it was moved. So a file that the
/// bank has taken away is never made a second time.</summary>
internal sealed class FileDrop(
    IDbContextFactory<ServiceDb> databases, BankFiles files, PaymentsOptions options, TimeProvider clock)
{
    private const int BufferSize = 1 << 20;

    public bool IsConfigured => options.DropDirectory.Length > 0;

    /// <summary>Where files for the bank go.</summary>
    public string OutFolder => Path.Combine(options.DropDirectory, "out");

    /// <summary>Where reports of the bank come in.</summary>
    public string InFolder => Path.Combine(options.DropDirectory, "in");

    // On the same volume, or it could not be moved in one step.
    private string AsideFolder => Path.Combine(options.DropDirectory, "aside");

    public async Task DropAsync(BatchRow batch, BankFileRow file, CancellationToken stop)
    {
        Directory.CreateDirectory(AsideFolder);
        Directory.CreateDirectory(OutFolder);
        var name = $"{file.MessageId}.xml";
        var (aside, target) = (Path.Combine(AsideFolder, name), Path.Combine(OutFolder, name));
        if (file.DropStartedAt is null)
        {
            await WriteAsync(aside, batch, file, stop);
            await NoteAsync(file, stop);
        }

        if (File.Exists(aside))
        {
            File.Move(aside, target, overwrite: false);
        }
    }

    private async Task WriteAsync(string path, BatchRow batch, BankFileRow file, CancellationToken stop)
    {
        using var hash = SHA256.Create();
        var disk = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize);
        await using (disk)
        {
            var hashed = new CryptoStream(disk, hash, CryptoStreamMode.Write, leaveOpen: true);
            await using (hashed)
            {
                await files.WriteAsync(hashed, batch, file, stop);
            }

            // It has to be on the disk before it is noted as ready.
            disk.Flush(flushToDisk: true);
        }

        if (!hash.Hash.AsSpan().SequenceEqual(file.ContentHash))
        {
            File.Delete(path);
            throw new InvalidOperationException($"{file.MessageId} is not the file that was sealed.");
        }
    }

    private async Task NoteAsync(BankFileRow file, CancellationToken stop)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            await db.BankFiles
                .Where(row => row.Batch == file.Batch && row.Number == file.Number && row.DropStartedAt == null)
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.DropStartedAt, now), stop);
        }
    }
}
