using CitizenAccount.Rules;

namespace CitizenAccount.Service.Platform.Calls;

// Words for refusals of notifications, numbered 700 to 799.
internal static partial class RefusalTexts
{
    private static LocalizedText NotificationNotFound => new(
        "أحد الإشعارات المحددة ليس من إشعاراتك. افتح قائمة الإشعارات من جديد.",
        "One of the notifications named is not yours. Open the list of notifications again.");

    private static LocalizedText ChannelRequired => new(
        "لا يمكن إيقاف هذه القناة: النتائج ورموز التحقق تصل دائمًا برسالة نصية. أبقها مفعّلة.",
        "This channel cannot be switched off: results and codes always go by SMS. Leave it on.");
}
