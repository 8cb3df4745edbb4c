using System.Globalization;
using Google.Protobuf;
using Grpc.Core;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>Answers a call with a status and nothing else. Without a body the headers end the stream, and gRPC reads
/// the status from them ("Trailers-Only").</summary>
internal static class TrailersOnly
{
    public const string ContentType = "application/grpc";
    public const string StatusHeader = "grpc-status";

    private const string MessageHeader = "grpc-message";

    /// <summary>Writes a bare status.</summary>
    public static void Write(HttpResponse response, StatusCode code, string message)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = ContentType;
        response.Headers[StatusHeader] = ((int)code).ToString(CultureInfo.InvariantCulture);
        response.Headers[MessageHeader] = Uri.EscapeDataString(message);
    }

    /// <summary>Writes a refusal as every other call is refused.</summary>
    public static void Write(HttpResponse response, Refusal refusal)
    {
        var text = RefusalTexts.Of(refusal.Reason);
        Write(response, refusal.Code, text.English);

        // Base64 without padding, as the protocol asks of senders.
        response.Headers[Refusal.DetailsTrailer] =
            Convert.ToBase64String(refusal.ToStatus(text).ToByteArray()).TrimEnd('=');
    }
}
