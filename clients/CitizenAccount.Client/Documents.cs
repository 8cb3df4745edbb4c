using System.Security.Cryptography;
using CitizenAccount.Client.Calls;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Payment.V1;
using Google.Protobuf;
using Grpc.Core;

namespace CitizenAccount.Client;

/// <summary>Files to and from the service, in chunks, checked by size and hash, and gone on with where that is
/// possible.
/// </summary>
public static class Documents
{
    private const int ChunkBytes = 256 * 1024;

    /// <summary>Uploads a document. Size and hash are reckoned here; when the connection breaks it is sent again under
    /// the same request_id, so it is kept once.</summary>
    /// <param name="client">The client, as the citizen or as staff.</param>
    /// <param name="header">What it is: household, kind, member and file name. It is given its request_id, size and
    /// hash.
    /// </param>
    /// <param name="content">Its content; a stream that can be read again from its start, of 10 MB at most.</param>
    /// <param name="progress">Told how many bytes were sent, and at the end its size.</param>
    /// <param name="stop">Ends the upload.</param>
    /// <returns>The document as it is kept.</returns>
    public static async Task<Document> UploadDocumentAsync(
        this CitizenAccountClient client, UploadDocumentHeader header, Stream content,
        IProgress<long>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(content);
        (header.ContentSha256, header.SizeBytes) = await MeasureAsync(content, stop).ConfigureAwait(false);
        header.RequestId = header.RequestId.Length == 0 ? Guid.CreateVersion7().ToString("D") : header.RequestId;
        var answer = await AgainAsync(client, content, () => SendAsync(
            client.Applications.UploadDocument(cancellationToken: stop), content, progress,
            new UploadDocumentRequest { Header = header },
            chunk => new UploadDocumentRequest { Chunk = chunk }, stop), stop).ConfigureAwait(false);

        // A repeat may be answered before all of it was sent again.
        progress?.Report(header.SizeBytes);
        return answer.Document;
    }

    /// <summary>Downloads a document. When the connection breaks it is asked for again and gone on with where it
    /// stopped; at the end its hash is checked.</summary>
    /// <param name="client">The client, as the citizen or as staff with a purpose.</param>
    /// <param name="name">The document, <c>households/{household}/documents/{document}</c>.</param>
    /// <param name="target">Where its content is written.</param>
    /// <param name="stop">Ends the download.</param>
    /// <returns>The document's description.</returns>
    /// <exception cref="InvalidDataException">What arrived is not what the description says.</exception>
    public static Task<Document> DownloadDocumentAsync(
        this CitizenAccountClient client, string name, Stream target, CancellationToken stop = default)
    {
        var file = new Streams.FileDownload<Document, DownloadDocumentResponse>(client.Path, target)
        {
            Open = (_, token) => (client.Applications.DownloadDocument(
                new DownloadDocumentRequest { Name = name }, cancellationToken: token), 0),
            DescriptionOf = message => message.Document,
            ChunkOf = message =>
                message.PartCase == DownloadDocumentResponse.PartOneofCase.Chunk ? message.Chunk : null,
            HashOf = document => document.ContentSha256,
        };
        return file.ReadAsync(stop);
    }

    /// <summary>Takes a bank file of a released batch over. An export that breaks off is gone on with at its byte; at
    /// the end its hash is checked.</summary>
    /// <param name="client">The client, as a releaser.</param>
    /// <param name="name">The file, <c>paymentBatches/{batch}/bankFiles/{file}</c>.</param>
    /// <param name="target">Where its content is written.</param>
    /// <param name="stop">Ends the export.</param>
    /// <returns>The file's description.</returns>
    /// <exception cref="InvalidDataException">What arrived is not what the description says.</exception>
    public static Task<BankFile> ExportBankFileAsync(
        this CitizenAccountClient client, string name, Stream target, CancellationToken stop = default)
    {
        var file = new Streams.FileDownload<BankFile, ExportBankFileResponse>(client.Path, target)
        {
            Open = (kept, token) =>
            {
                var request = new ExportBankFileRequest { Name = name, Offset = kept.Bytes };
                request.ContentSha256 = kept.Bytes > 0 ? kept.Hash : "";
                return (client.Disbursements.ExportBankFile(request, cancellationToken: token), kept.Bytes);
            },
            DescriptionOf = message => message.File,
            ChunkOf = message => message.PartCase == ExportBankFileResponse.PartOneofCase.Chunk ? message.Chunk : null,
            HashOf = file => file.ContentSha256,
        };
        return file.ReadAsync(stop);
    }

    /// <summary>Hands in a bank's report. When the connection breaks it is sent again under the same request_id, so it
    /// is taken over once.</summary>
    /// <param name="client">The client, as an operator.</param>
    /// <param name="header">What it is. It is given its request_id, size and hash.</param>
    /// <param name="content">Its content; a stream that can be read again from its start.</param>
    /// <param name="stop">Ends the import.</param>
    /// <returns>What was taken over and what was refused.</returns>
    public static async Task<BankReport> ImportBankReportAsync(
        this CitizenAccountClient client, ImportBankReportHeader header, Stream content,
            CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(content);
        (header.ContentSha256, header.SizeBytes) = await MeasureAsync(content, stop).ConfigureAwait(false);
        header.RequestId = header.RequestId.Length == 0 ? Guid.CreateVersion7().ToString("D") : header.RequestId;
        var answer = await AgainAsync(client, content, () => SendAsync(
            client.Disbursements.ImportBankReport(cancellationToken: stop), content, null,
            new ImportBankReportRequest { Header = header },
            chunk => new ImportBankReportRequest { Chunk = chunk }, stop), stop).ConfigureAwait(false);
        return answer.Report;
    }

    private static bool MaySendAgain(CitizenAccountException failure) =>
        RetryPolicy.CanHelp(failure)
        || failure is SignInRequiredException { Reason: Contracts.Errors.V1.ErrorReason.TokenExpired };

    private static async Task<(string Hash, long Size)> MeasureAsync(Stream content, CancellationToken stop)
    {
        var start = content.Position;
        var hash = await SHA256.HashDataAsync(content, stop).ConfigureAwait(false);
        var size = content.Position - start;
        content.Position = start;
        return (Convert.ToHexStringLower(hash), size);
    }

    private static async Task<TAnswer> AgainAsync<TAnswer>(
        CitizenAccountClient client, Stream content, Func<Task<TAnswer>> send, CancellationToken stop)
    {
        var start = content.Position;
        for (var retry = 1; ; retry++)
        {
            try
            {
                content.Position = start;
                return await send().ConfigureAwait(false);
            }
            catch (CitizenAccountException failure)
                when (MaySendAgain(failure) && retry <= client.Path.Options.RetriesMax)
            {
                var wait = failure is RefusedException { RetryAfter: { } asked }
                    ? asked
                    : client.Path.Retries.Backoff(retry);
                await Task.Delay(wait, stop).ConfigureAwait(false);
            }
        }
    }

    private static async Task<TAnswer> SendAsync<TMessage, TAnswer>(
        AsyncClientStreamingCall<TMessage, TAnswer> opened, Stream content, IProgress<long>? progress, TMessage header,
        Func<ByteString, TMessage> part, CancellationToken stop)
    {
        using var call = opened;
        try
        {
            await WriteAsync(call.RequestStream, content, progress, header, part, stop).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is RpcException or InvalidOperationException)
        {
            // The service answered before the end: what it said is the answer below, not this.
        }

        return await call.ResponseAsync.ConfigureAwait(false);
    }

    private static async Task WriteAsync<TMessage>(
        IClientStreamWriter<TMessage> to, Stream content, IProgress<long>? progress, TMessage header,
        Func<ByteString, TMessage> part, CancellationToken stop)
    {
        await to.WriteAsync(header, stop).ConfigureAwait(false);
        var chunk = new byte[ChunkBytes];
        var sent = 0L;
        int read;
        while ((read = await content.ReadAsync(chunk, stop).ConfigureAwait(false)) > 0)
        {
            await to.WriteAsync(part(ByteString.CopyFrom(chunk, 0, read)), stop).ConfigureAwait(false);
            progress?.Report(sent += read);
        }

        await to.CompleteAsync().ConfigureAwait(false);
    }
}
