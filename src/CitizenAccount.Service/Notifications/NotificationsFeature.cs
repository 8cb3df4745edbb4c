using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Service.Platform.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Notifications;

/// <summary>The room of what people are told: the list, the stream, preferences, devices, and every sending.</summary>
internal static class NotificationsFeature
{
    public static IServiceCollection AddNotifications(this IServiceCollection services, NotificationOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<AccountTokens>();
        services.AddSingleton<NotificationStore>();
        services.AddSingleton<NotificationPages>();
        services.AddSingleton<NotificationWire>();
        services.AddSingleton<NotificationStream>();
        services.AddSingleton<PreferencesStore>();
        services.AddSingleton<DeviceStore>();
        NotificationHoldings.Add(services);
        services.AddSingleton<NotificationRpc>();
        services.AddSingleton<DeliveryStore>();
        services.AddSingleton<LayingOut>();
        services.AddSingleton<Senders>();
        services.AddHostedService<MessageSending>();
        services.AddSingleton(ServiceGauge.OfDatabase(
            "citizen_account_outbox_age_seconds", "Age of the oldest message that is not laid out yet.",
            async (db, now, stop) => await db.Messages.Where(row => row.DispatchedAt == null)
                .MinAsync(row => (DateTime?)row.CreatedAt, stop) is { } oldest ? (now - oldest).TotalSeconds : 0));
        services.AddSingleton(ServiceGauge.OfDatabase(
            "citizen_account_deliveries_waiting", "Deliveries on their way: not taken by a gateway and not given up.",
            async (db, _, stop) => await db.Deliveries.CountAsync(
                row => row.State == NotificationDeliveryState.Waiting, stop)));
        return services;
    }

    public static void MapNotifications(this IEndpointRouteBuilder routes) => routes.MapGrpcService<NotificationRpc>();
}
