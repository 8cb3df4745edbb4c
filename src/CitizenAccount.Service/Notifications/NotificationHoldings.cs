using CitizenAccount.Service.Platform.Holdings;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Security;

namespace CitizenAccount.Service.Notifications;

/// <summary>What this room holds on a person.</summary>
internal static class NotificationHoldings
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<Holding>(provider =>
            Holding.Of((db, who) => db.Messages.Where(row => row.AccountId == who.Account))
                .Opening(row => row.ContentSealed, provider.GetRequiredService<Outbox>().Open));
        services.AddSingleton<Holding>(provider =>
        {
            var sealing = provider.GetRequiredService<Sealing>();
            return Holding.Of((db, who) => db.Deliveries.Where(row => db.Messages
                    .Any(message => message.Id == row.MessageId && message.AccountId == who.Account)))
                .Opening(row => row.AddressSealed, row => row.AddressSealed.Length > 0
                    ? sealing.Open(row.AddressSealed, LayingOut.PlaceOf(row.Id))
                    : null);
        });
        services.AddSingleton<Holding>(provider =>
        {
            var sealing = provider.GetRequiredService<Sealing>();
            return Holding.Of((db, who) => db.Devices.Where(row => row.AccountId == who.Account))
                .Opening(row => row.TokenSealed, row => sealing.Open(row.TokenSealed, DeviceStore.PlaceOf(row.Id)))
                .Leaving(row => row.TokenIndex);
        });
        services.AddSingleton<Holding>(Holding.Of(
            (db, who) => db.Preferences.Where(row => row.AccountId == who.Account)));
    }
}
