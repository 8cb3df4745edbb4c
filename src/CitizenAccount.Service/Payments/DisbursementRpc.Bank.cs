using System.IO.Pipelines;
using System.Security.Cryptography;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Service.Payments.Bank;
using CitizenAccount.Service.Payments.Batches;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf;
using Grpc.Core;

namespace CitizenAccount.Service.Payments;

/// <summary>Files out to the bank and reports in from it.</summary>
internal sealed partial class DisbursementRpc
{
    private const int ChunkMax = 256 * 1024;

    public override async Task ExportBankFile(
        ExportBankFileRequest request, IServerStreamWriter<ExportBankFileResponse> responseStream,
        ServerCallContext context)
    {
        var (number, fileNumber) = DisbursementRequests.Parse(request);
        var stop = context.CancellationToken;
        var read = await batches.GetAsync(number, stop);
        var file = read.Files.FirstOrDefault(one => one.Number == fileNumber);
        if (read.Row.State < BatchState.Released)
        {
            throw BatchSteps.WrongState(read.Row).ToException();
        }

        if (file is null)
        {
            throw Absent(ErrorReason.BatchNotFound).ToException();
        }

        var hash = Convert.ToHexStringLower(file.ContentHash);
        if (request.Offset > file.SizeBytes || (request.ContentSha256.Length > 0 && request.ContentSha256 != hash))
        {
            throw Refusal.Of(ErrorReason.BankFileChanged).ToException();
        }

        // Nothing leaves the house that the journal does not have on its way.
        await releasing.BookSentAsync(number, file.LastInstruction, () => Task.FromResult(true), stop);
        await responseStream.WriteAsync(new ExportBankFileResponse { File = BatchWire.ToWire(file) }, stop);
        await SendAsync(read.Row, file, request.Offset, responseStream, stop);
        await releasing.MarkExportedAsync(number, fileNumber, stop);
    }

    public override async Task<ImportBankReportResponse> ImportBankReport(
        IAsyncStreamReader<ImportBankReportRequest> requestStream, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var header = await ReportReceiving.ReadHeaderAsync(requestStream, stop);
        DisbursementRequests.Check(header);
        var write = WriteRequest.Of(context, header, Keep.Forever);
        if (await writes.FindEarlierAsync<ImportBankReportResponse>(write, stop) is { } earlier)
        {
            return earlier;
        }

        using var spooled = await receiving.ReceiveAsync(header, requestStream, stop);
        var imported = await importing.ImportAsync(
            new ReceivedReport(
                spooled.Path, (ReportKind)header.Kind, Convert.FromHexString(header.ContentSha256),
                context.Caller().Subject),
            header.ValidateOnly, stop);
        var answer = new ImportBankReportResponse { Report = BatchWire.ToWire(imported) };
        if (header.ValidateOnly)
        {
            answer.Report.Name = "";
            return answer;
        }

        signal.Raise();
        return await writes.CommitAsync(write, _ => Task.FromResult(answer), stop);
    }

    // The file is written again from its instructions; what is sent must come to the hash that was sealed.
    private async Task SendAsync(
        BatchRow batch, BankFileRow file, long offset, IServerStreamWriter<ExportBankFileResponse> target,
        CancellationToken stop)
    {
        var pipe = new Pipe();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var writing = Task.Run(
            async () =>
            {
                var stream = pipe.Writer.AsStream();
                await using (stream)
                {
                    await files.WriteAsync(stream, batch, file, ended.Token);
                }
            },
            CancellationToken.None);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var (source, buffer, skip) = (pipe.Reader.AsStream(), new byte[ChunkMax], offset);
            for (int count; (count = await source.ReadAtLeastAsync(buffer, ChunkMax, false, stop)) > 0;)
            {
                hash.AppendData(buffer, 0, count);
                var from = (int)Math.Min(count, skip);
                skip -= from;
                if (count > from)
                {
                    var chunk = ByteString.CopyFrom(buffer, from, count - from);
                    await target.WriteAsync(new ExportBankFileResponse { Chunk = chunk }, stop);
                }
            }

            await writing;
            if (!hash.GetHashAndReset().AsSpan().SequenceEqual(file.ContentHash))
            {
                throw new InvalidOperationException($"{file.MessageId} is not the file that was sealed.");
            }
        }
        catch (Exception failure)
        {
            // Whoever writes is stopped and waited for, whatever it says.
            await ended.CancelAsync();
            await pipe.Reader.CompleteAsync(failure);
            await writing.ContinueWith(
                _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }
    }
}
