using Grpc.Core;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>Log events of calls. No event carries a name, a number or an address of a person.</summary>
internal static partial class CallLog
{
    [LoggerMessage(1000, LogLevel.Information, "{Call} {Status} in {ElapsedMs:F1} ms, correlation {CorrelationId}")]
    public static partial void CallServed(
        this ILogger log, string call, StatusCode status, double elapsedMs, string correlationId);

    [LoggerMessage(1005, LogLevel.Warning, "{Count} calls turned away: more come than can be answered in time")]
    public static partial void CallsTurnedAway(this ILogger log, long count);

    // The exception's message may quote a value of the request, so only its type and place are written.
    [LoggerMessage(1001, LogLevel.Error, "{Call} met a bug, correlation {CorrelationId}: {Kind} {Stack}")]
    public static partial void CallFailed(
        this ILogger log, string call, string correlationId, string kind, string? stack);

    [LoggerMessage(
        1002, LogLevel.Error, "{Count} access records could not be stored and are kept for the next try: {Kind}")]
    public static partial void AccessRecordsNotStored(this ILogger log, int count, string kind);

    [LoggerMessage(
        1004, LogLevel.Error, "Old request_ids were not removed; it is tried again in an hour: {Kind}")]
    public static partial void RequestsNotCleaned(this ILogger log, string kind);

    [LoggerMessage(1003, LogLevel.Information, "{Path} refused with {Status}: the request cannot be read")]
    public static partial void RequestUnread(this ILogger log, string path, StatusCode status);
}
