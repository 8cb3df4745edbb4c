using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CitizenAccount.Service.Platform.Hosting;

namespace CitizenAccount.Service.Applications.Documents;

/// <summary>What became of a scan.</summary>
internal enum ScanResult
{
    /// <summary>No scanner is configured.</summary>
    Unscanned = 1,

    Clean = 2,

    /// <summary>Something harmful was found.</summary>
    Infected = 3,

    /// <summary>The scanner did not answer in time, or not with a verdict. Nothing may be kept on that.</summary>
    Unavailable = 4,
}

/// <summary>Asks clamd about a content, by its INSTREAM command: the bytes in frames of a length each, an empty frame,
/// one line back. A connection a scan, as clamd serves it.</summary>
internal sealed class ClamdScanner
{
    private const int FrameBytes = 256 * 1_024;
    private const int AnswerMax = 1_024;
    private const string Verdict = "stream: ";
    private const string Found = " FOUND";

    private readonly TimeSpan _timeout;
    private readonly EndPoint? _address;
    private readonly ILogger<ClamdScanner> _log;

    /// <exception cref="StartRefused">The address is neither <c>host:port</c> nor <c>unix:/path</c>.</exception>
    public ClamdScanner(DocumentOptions options, ILogger<ClamdScanner> log)
    {
        _timeout = TimeSpan.FromSeconds(options.ClamdTimeoutSeconds);
        _address = AddressOf(options.ClamdAddress);
        _log = log;
    }

    /// <summary>Scans a content.</summary>
    public async Task<ScanResult> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        if (_address is null)
        {
            return ScanResult.Unscanned;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(_timeout);
        try
        {
            return Read(await AskAsync(_address, content, limit.Token));
        }
        catch (Exception failure) when (failure is SocketException or IOException
            || (failure is OperationCanceledException && !stop.IsCancellationRequested))
        {
            _log.ScannerUnavailable(failure.GetType().Name);
            return ScanResult.Unavailable;
        }
    }

    /// <summary>Reads where clamd listens; null for nowhere.</summary>
    public static EndPoint? AddressOf(string text)
    {
        const string unix = "unix:";
        if (text.Length == 0)
        {
            return null;
        }

        if (text.StartsWith(unix + "/", StringComparison.Ordinal) && text.Length <= unix.Length + 100)
        {
            return new UnixDomainSocketEndPoint(text[unix.Length..]);
        }

        var colon = text.LastIndexOf(':');
        return colon > 0
            && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port > 0
            ? IPAddress.TryParse(text.AsSpan(0, colon), out var address)
                ? new IPEndPoint(address, port)
                : new DnsEndPoint(text[..colon], port)
            : throw new StartRefused(
                "configuration: Documents:ClamdAddress must be host:port or unix:/path, or empty for no scanner.");
    }

    private ScanResult Read(string answer)
    {
        if (answer == Verdict + "OK")
        {
            return ScanResult.Clean;
        }

        if (answer.Length > Verdict.Length + Found.Length
            && answer.StartsWith(Verdict, StringComparison.Ordinal) && answer.EndsWith(Found, StringComparison.Ordinal))
        {
            _log.DocumentInfected(answer[Verdict.Length..^Found.Length]);
            return ScanResult.Infected;
        }

        _log.ScannerUnavailable(answer.Length == 0 ? "no answer" : "no verdict");
        return ScanResult.Unavailable;
    }

    private static async Task<string> AskAsync(EndPoint address, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        var family = address is UnixDomainSocketEndPoint ? AddressFamily.Unix : AddressFamily.Unspecified;
        using var socket = family == AddressFamily.Unix
            ? new Socket(family, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address, stop);
        var stream = new NetworkStream(socket);
        await using (stream)
        {
            await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), stop);
            var length = new byte[sizeof(int)];
            for (var at = 0; at < content.Length; at += FrameBytes)
            {
                var frame = content.Slice(at, Math.Min(FrameBytes, content.Length - at));
                BinaryPrimitives.WriteInt32BigEndian(length, frame.Length);
                await stream.WriteAsync(length, stop);
                await stream.WriteAsync(frame, stop);
            }

            BinaryPrimitives.WriteInt32BigEndian(length, 0);
            await stream.WriteAsync(length, stop);
            return await ReadLineAsync(stream, stop);
        }
    }

    private static async Task<string> ReadLineAsync(NetworkStream stream, CancellationToken stop)
    {
        var answer = new byte[AnswerMax];
        var filled = 0;
        while (filled < answer.Length)
        {
            var count = await stream.ReadAsync(answer.AsMemory(filled), stop);
            if (count == 0)
            {
                break;
            }

            filled += count;
            var end = answer.AsSpan(0, filled).IndexOf((byte)0);
            if (end >= 0)
            {
                return Encoding.UTF8.GetString(answer, 0, end);
            }
        }

        // Cut off before its end: no verdict.
        return "";
    }
}
