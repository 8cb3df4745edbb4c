using System.Security.Cryptography;
using CitizenAccount.Client.Calls;
using Google.Protobuf;
using Grpc.Core;

namespace CitizenAccount.Client.Streams;

/// <summary>What of a file has arrived.</summary>
/// <param name="Bytes">Bytes written so far.</param>
/// <param name="Hash">Hash of the whole file, as its description says; empty before that came.</param>
internal readonly record struct KeptSoFar(long Bytes, string Hash);

/// <summary>Reads a file that comes as a description and chunks, over as many streams as it takes.</summary>
internal sealed class FileDownload<TDescription, TMessage>(CallPath path, Stream target)
    where TDescription : class
    where TMessage : class
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private TDescription? _description;
    private long _written;

    /// <summary>Opens a stream; answers the byte it begins at.</summary>
    public required Func<KeptSoFar, CancellationToken, (AsyncServerStreamingCall<TMessage> Call, long From)> Open
    {
        private get;
        init;
    }

    public required Func<TMessage, TDescription?> DescriptionOf { private get; init; }

    public required Func<TMessage, ByteString?> ChunkOf { private get; init; }

    public required Func<TDescription, string> HashOf { private get; init; }

    public async Task<TDescription> ReadAsync(CancellationToken stop)
    {
        using (_hash)
        {
            for (var retry = 1; ; retry++)
            {
                var before = _written;
                try
                {
                    await ReadOnceAsync(stop).ConfigureAwait(false);
                    return Checked();
                }
                catch (CitizenAccountException failure)
                    when (RetryPolicy.CanHelp(failure) && (retry <= path.Options.RetriesMax || _written > before))
                {
                    await Task.Delay(path.Retries.Backoff(retry), stop).ConfigureAwait(false);
                }
            }
        }
    }

    private async Task ReadOnceAsync(CancellationToken stop)
    {
        var expected = _description is null ? "" : HashOf(_description);
        var (call, at) = Open(new KeptSoFar(_written, expected), stop);
        using (call)
        {
            while (await call.ResponseStream.MoveNext(stop).ConfigureAwait(false))
            {
                var message = call.ResponseStream.Current;
                if (DescriptionOf(message) is { } description)
                {
                    _description = Same(description, expected);
                }
                else if (ChunkOf(message) is { } chunk)
                {
                    at = await TakeAsync(chunk.Memory, at, stop).ConfigureAwait(false);
                }
            }
        }
    }

    // Bytes that were written over an earlier stream are passed over.
    private async ValueTask<long> TakeAsync(ReadOnlyMemory<byte> chunk, long at, CancellationToken stop)
    {
        var known = (int)Math.Clamp(_written - at, 0, chunk.Length);
        var fresh = chunk[known..];
        if (!fresh.IsEmpty)
        {
            await target.WriteAsync(fresh, stop).ConfigureAwait(false);
            _hash.AppendData(fresh.Span);
            _written += fresh.Length;
        }

        return at + chunk.Length;
    }

    private TDescription Same(TDescription description, string expected) =>
        expected.Length == 0 || HashOf(description) == expected
            ? description
            : throw new InvalidDataException("The file became another one while it was read.");

    private TDescription Checked() =>
        _description is not null && Convert.ToHexStringLower(_hash.GetHashAndReset()) == HashOf(_description)
            ? _description
            : throw new InvalidDataException("What arrived is not what its description says.");
}
