using System.Globalization;
using CitizenAccount.Contracts.Errors.V1;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Connections;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>Requests that cannot be read: bytes that are no message of the call, a broken frame, a message over the
/// size limit. The library reads a request before it comes to the gate and ends such a call by itself, with words of
/// its own and as if the fault were ours; here it becomes a refusal of the contract.</summary>
internal static class UnreadRequests
{
    // What these exceptions say is a fault of the sender only where the library throws them as it reads.
    private const string Library = "Grpc.AspNetCore.Server";
    private const string Transport = "System.IO.Pipelines";

    /// <summary>Puts the refusal in the place of the library's answer, where a call never reached the gate.</summary>
    public static void Answer(HttpContext http)
    {
        if (http.Response is { HasStarted: false, StatusCode: StatusCodes.Status200OK }
            && http.Features.Get<CallState>() is not { CameToGate: true }
            && StatusOf(http.Response) is { } code
            && RefusalOf(code, http.RequestServices.GetRequiredService<LimitOptions>()) is { } refusal)
        {
            TrailersOnly.Write(http.Response, refusal);
            http.RequestServices.GetRequiredService<ILogger<CallGate>>().RequestUnread(http.Request.Path, refusal.Code);
        }
    }

    private static StatusCode? StatusOf(HttpResponse response) => int.TryParse(
        (string?)response.Headers[TrailersOnly.StatusHeader], NumberStyles.None, CultureInfo.InvariantCulture,
        out var code) ? (StatusCode)code : null;

    /// <summary>The refusal of what went wrong while a message of a stream was read; null when it was something else.
    /// </summary>
    public static Refusal? RefusalOf(Exception failure, LimitOptions limits) => failure switch
    {
        InvalidProtocolBufferException or InvalidDataException { Source: Library } => Malformed(),

        // A frame that announces more than two gigabytes.
        IOException { Source: Library } => RefusalOf(StatusCode.ResourceExhausted, limits),
        RpcException refused => RefusalOf(refused.StatusCode, limits),
        _ => null,
    };

    /// <summary>Whether what was sent cannot be read as a message.</summary>
    public static bool IsUnreadable(Exception failure) =>
        failure is InvalidProtocolBufferException or InvalidDataException { Source: Library }
            or IOException { Source: Library };

    /// <summary>Whether a message of a stream could not be read because its client is gone: it broke the stream or the
    /// connection off, which nobody is left to be told.</summary>
    public static bool IsClientGone(Exception failure) =>
        failure is ConnectionResetException or IOException { Source: Transport };

    // None of our own code ends a call with one of these statuses otherwise than by a refusal.
    private static Refusal? RefusalOf(StatusCode code, LimitOptions limits) => code switch
    {
        StatusCode.ResourceExhausted => Refusal.Of(ErrorReason.MessageTooLarge)
            .With("largest_bytes", limits.MessageMaxBytes.ToString(CultureInfo.InvariantCulture)),
        StatusCode.Unknown or StatusCode.Internal => Malformed(),
        _ => null,
    };

    private static Refusal Malformed() => Refusal.Of(ErrorReason.InvalidRequest)
        .With("violations", "1")
        .WithDetail(new BadRequest
        {
            FieldViolations =
            {
                new BadRequest.Types.FieldViolation
                {
                    Field = "request",
                    Description = "تعذرت قراءة الطلب: ليس رسالة من رسائل هذا الاستدعاء. "
                        + "| The request cannot be read: it is no message of this call.",
                },
            },
        });
}
