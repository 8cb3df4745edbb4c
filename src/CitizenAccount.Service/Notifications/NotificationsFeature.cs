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
        services.AddSingleton<NotificationRpc>();
        services.AddSingleton<DeliveryStore>();
        services.AddSingleton<LayingOut>();
        services.AddSingleton<Senders>();
        services.AddHostedService<MessageSending>();
        return services;
    }

    public static void MapNotifications(this IEndpointRouteBuilder routes) => routes.MapGrpcService<NotificationRpc>();
}
