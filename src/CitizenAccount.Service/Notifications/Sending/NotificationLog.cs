using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Service.Platform.Outbox;

namespace CitizenAccount.Service.Notifications;

/// <summary>Log events of messages. Ids only: no name, no number, no address, no word of a message, and no text of an
/// exception, which might quote one.</summary>
internal static partial class NotificationLog
{
    [LoggerMessage(
        1700, LogLevel.Warning, "{Channel} is not configured: what goes by it waits until it is")]
    public static partial void ChannelNotConfigured(this ILogger log, NotificationChannel channel);

    [LoggerMessage(1701, LogLevel.Error, "Message {Message} of kind {Kind} cannot be laid out: {Failure}")]
    public static partial void MessageNotLaidOut(this ILogger log, Guid message, MessageKind kind, string failure);

    [LoggerMessage(1702, LogLevel.Error, "{Channel} delivery {Delivery} met a bug and is tried again: {Failure}")]
    public static partial void DeliveryFailed(
        this ILogger log, NotificationChannel channel, Guid delivery, string failure);

    [LoggerMessage(1703, LogLevel.Information, "{Channel} delivery {Delivery} put off after try {Attempts}: {Why}")]
    public static partial void DeliveryPutOff(
        this ILogger log, NotificationChannel channel, Guid delivery, int attempts, string why);

    [LoggerMessage(
        1704, LogLevel.Warning, "{Channel} delivery {Delivery} given up after {Attempts} tries that failed: {Why}")]
    public static partial void DeliveryGivenUp(
        this ILogger log, NotificationChannel channel, Guid delivery, int attempts, string why);

    [LoggerMessage(1705, LogLevel.Warning, "The outbox cannot be reached and is tried again: {Failure}")]
    public static partial void OutboxUnavailable(this ILogger log, string failure);

    [LoggerMessage(1706, LogLevel.Error, "Sending met a bug and goes on: {Failure} {Stack}")]
    public static partial void SendingFailed(this ILogger log, string failure, string? stack);

    [LoggerMessage(1707, LogLevel.Error, "Message {Message} of kind {Kind} cannot be worded: {Failure}")]
    public static partial void MessageNotWorded(this ILogger log, Guid message, MessageKind kind, string failure);
}
