using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Outbox;
using Google.Protobuf.WellKnownTypes;
using Contract = CitizenAccount.Contracts.Type.V1;

namespace CitizenAccount.Service.Notifications;

/// <summary>Notifications, preferences and devices as the contract shows them.</summary>
internal sealed class NotificationWire(Outbox outbox, ILogger<NotificationWire> log)
{
    public Notification ToWire(ListedMessage listed)
    {
        var row = listed.Message;
        var notification = new Notification
        {
            Name = NotificationName.Of(row.AccountId!.Value, row.Id),
            Kind = MessagePlans.Of(row.Kind).Kind,
            Subject = row.Subject,
            CreatedTime = row.CreatedAt.ToTimestamp(),
            ReadTime = row.ReadAt?.ToTimestamp(),
        };
        SayIn(notification, row);
        notification.Deliveries.Add(listed.Deliveries.GroupBy(row => row.Channel).OrderBy(rows => rows.Key)
            .Select(rows => ToDelivery([.. rows])));
        return notification;
    }

    public static Preferences ToWire(AccountId account, Choice choice) => new()
    {
        Name = NotificationName.OfPreferences(account),
        Language = choice.Language,
        Sms = choice.Sms,
        Email = choice.Email,
        Push = choice.Push,
        Etag = choice.Etag,
    };

    public static Device ToWire(DeviceRow row) => new()
    {
        Name = NotificationName.OfDevice(row.AccountId, row.Id),
        Platform = row.Platform,
        Model = row.Model,
        RegisteredTime = row.RegisteredAt.ToTimestamp(),
    };

    // A channel with several devices stands as the best of them does.
    private static NotificationDelivery ToDelivery(IReadOnlyList<DeliveryRow> rows)
    {
        var best = rows.OrderByDescending(row => row.State switch
        {
            NotificationDeliveryState.Delivered => 3,
            NotificationDeliveryState.Sent => 2,
            NotificationDeliveryState.Waiting => 1,
            _ => 0,
        }).ThenBy(row => row.ChangedAt).First();
        return new NotificationDelivery
        {
            Channel = best.Channel,
            State = best.State,
            ChangedTime = best.ChangedAt.ToTimestamp(),
        };
    }

    // A message that lacks a fact is a bug of the room that wrote it; the rest of the list is still shown.
    private void SayIn(Notification notification, MessageRow row)
    {
        try
        {
            var words = MessageWords.Of(row.Kind, outbox.Open(row).Facts);
            (notification.Title, notification.Body) = (words.Title.ToWire(), words.Body.ToWire());
        }
        catch (Exception failure) when (failure is InvalidOperationException or FormatException or OverflowException
            or ArgumentException)
        {
            log.MessageNotWorded(row.Id, row.Kind, failure.GetType().Name);
            notification.Title = new Contract.LocalizedText { Ar = "إشعار", En = "Notification" };
            notification.Body = new Contract.LocalizedText
            {
                Ar = "لا يمكن عرض نص هذا الإشعار الآن. تواصل معنا لمعرفة مضمونه.",
                En = "The text of this notification cannot be shown now. Contact us to learn what it says.",
            };
        }
    }
}
