using System.Security.Cryptography;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Platform.Calls;
using Grpc.Core;
using Part = CitizenAccount.Contracts.Account.V1.UploadDocumentRequest.PartOneofCase;

namespace CitizenAccount.Service.Applications.Documents;

/// <summary>The messages of one upload, in their order: a header, then chunks. Never holds more than was announced, and
/// stops at the first byte too many.</summary>
internal sealed class UploadStream(
    IAsyncStreamReader<UploadDocumentRequest> messages,
    DocumentOptions options,
    TimeProvider clock,
    CancellationToken stop)
{
    private readonly long _startedAt = clock.GetTimestamp();

    /// <summary>The first message.</summary>
    /// <exception cref="RefusalException">STREAM_OUT_OF_ORDER when it is no header.</exception>
    public async Task<UploadDocumentHeader> ReadHeaderAsync() =>
        await NextAsync() && messages.Current.PartCase == Part.Header
            ? messages.Current.Header
            : throw OutOfOrder("header");

    /// <summary>Receives the content that a header announced.</summary>
    /// <param name="header">What was announced.</param>
    /// <param name="enter">Takes a place among the running uploads once there is a byte to hold.</param>
    /// <exception cref="RefusalException">STREAM_OUT_OF_ORDER, DOCUMENT_TOO_LARGE, DOCUMENT_DAMAGED; what
    /// <paramref name="enter"/> refuses.</exception>
    public async Task<byte[]> ReceiveAsync(UploadHeader header, Action enter)
    {
        byte[] content = [];
        var received = 0L;
        while (await NextAsync())
        {
            var chunk = ChunkOf(messages.Current);
            if (content.Length == 0)
            {
                enter();
                content = new byte[header.Size];
            }

            if (received + chunk.Length > header.Size)
            {
                throw received + chunk.Length > DocumentLimits.LargestBytes ? UploadHeader.TooLarge() : Damaged();
            }

            chunk.Span.CopyTo(content.AsSpan((int)received));
            received += chunk.Length;
        }

        return received == header.Size && SHA256.HashData(content).AsSpan().SequenceEqual(header.Sha256)
            ? content
            : throw Damaged();
    }

    private static ReadOnlyMemory<byte> ChunkOf(UploadDocumentRequest message)
    {
        if (message.PartCase != Part.Chunk)
        {
            throw OutOfOrder("chunk");
        }

        var check = new RequestCheck();
        check.That(
            message.Chunk.Length is > 0 and <= DocumentLimits.ChunkBytes, "chunk",
            "أرسل أجزاء من بايت واحد إلى ميجابايت.", "Send chunks of 1 byte to 1 MB.");
        check.ThrowIfBad();
        return message.Chunk.Memory;
    }

    // A client that falls silent, or sends a byte now and then, would hold its place and memory until its deadline.
    private async Task<bool> NextAsync()
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var left = TimeSpan.FromMinutes(options.UploadMinutesMax) - clock.GetElapsedTime(_startedAt);
        var longest = TimeSpan.FromSeconds(options.UploadSilenceSeconds);
        silence.CancelAfter(left <= TimeSpan.Zero ? TimeSpan.Zero : left < longest ? left : longest);
        try
        {
            return await messages.MoveNext(silence.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw Damaged();
        }
        catch (IOException failure) when (!UnreadRequests.IsUnreadable(failure))
        {
            // The connection broke: the client is gone, and nothing went wrong here.
            throw new RpcException(new Status(StatusCode.Cancelled, "The stream was cut."));
        }
    }

    private static RefusalException Damaged() => Refusal.Of(ErrorReason.DocumentDamaged).ToException();

    private static RefusalException OutOfOrder(string expected) =>
        Refusal.Of(ErrorReason.StreamOutOfOrder).With("expected", expected).ToException();
}
