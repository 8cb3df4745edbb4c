using System.Security.Cryptography;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Storage;
using Grpc.Core;

namespace CitizenAccount.Service.Payments.Bank;

/// <summary>A report on its way in, on disk; gone when disposed.</summary>
internal sealed record SpooledReport(string Path) : IDisposable
{
    public void Dispose() => File.Delete(Path);
}

/// <summary>Receives a report that is sent in chunks and holds it against its header, before anything reads it.
/// </summary>
internal sealed class ReportReceiving(StorageOptions storage, TimeProvider clock)
{
    /// <summary>Largest report.</summary>
    public const long SizeMax = 2L << 30;

    private const int ChunkMax = 1 << 20;

    /// <exception cref="RefusalException">STREAM_OUT_OF_ORDER: the first message is no header.</exception>
    public static async Task<ImportBankReportHeader> ReadHeaderAsync(
        IAsyncStreamReader<ImportBankReportRequest> stream, CancellationToken stop) =>
        await stream.MoveNext(stop) && stream.Current.Header is { } header
            ? header
            : throw OutOfOrder("header");

    /// <exception cref="RefusalException">STREAM_OUT_OF_ORDER; REPORT_REFUSED: what came is not what the header says.
    /// </exception>
    public async Task<SpooledReport> ReceiveAsync(
        ImportBankReportHeader header, IAsyncStreamReader<ImportBankReportRequest> stream, CancellationToken stop)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetFullPath(storage.DataDirectory), "spool")).FullName;
        var spooled = new SpooledReport(Path.Combine(folder, $"{Guid.CreateVersion7(clock.GetUtcNow()):N}.report"));
        try
        {
            var (size, hash) = await WriteAsync(spooled.Path, header.SizeBytes, stream, stop);
            return size == header.SizeBytes && Convert.ToHexStringLower(hash) == header.ContentSha256
                ? spooled
                : throw Truncated();
        }
        catch
        {
            spooled.Dispose();
            throw;
        }
    }

    private static async Task<(long Size, byte[] Hash)> WriteAsync(
        string path, long most, IAsyncStreamReader<ImportBankReportRequest> stream, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var size = 0L;
        var file = File.Create(path);
        await using (file)
        {
            while (await stream.MoveNext(stop))
            {
                if (stream.Current.PartCase != ImportBankReportRequest.PartOneofCase.Chunk
                    || stream.Current.Chunk.Length > ChunkMax)
                {
                    throw OutOfOrder("chunk");
                }

                var chunk = stream.Current.Chunk.Memory;
                size += chunk.Length;
                if (size > most)
                {
                    throw Truncated();
                }

                hash.AppendData(chunk.Span);
                await file.WriteAsync(chunk, stop);
            }
        }

        return (size, hash.GetHashAndReset());
    }

    private static RefusalException OutOfOrder(string expected) =>
        Refusal.Of(ErrorReason.StreamOutOfOrder).With("expected", expected).ToException();

    private static RefusalException Truncated() => Refusal.Of(ErrorReason.ReportRefused)
        .With("problem", "TRUNCATED").With("line", "0").ToException();
}
