using CitizenAccount.Rules;

namespace CitizenAccount.Service.Platform.Calls;

// Words for refusals of notifications, numbered 700 to 799.
internal static partial class RefusalTexts
{
    private static LocalizedText NotificationNotFound => new(
        "أحد الإشعارات المحددة ليس من إشعاراتك. افتح قائمة الإشعارات من جديد.",
        "One of the notifications named is not yours. Open the list of notifications again.");

    private static LocalizedText ChannelRequired => new(
        "لا يمكن ضبط هذه القناة على هذا النحو: البريد الإلكتروني يُفعَّل بعد تأكيد عنوانه، والنتائج ورموز التحقق تصل "
        + "دائمًا برسالة نصية.",
        "This channel cannot be set so: e-mail is switched on once an address is confirmed, and results and codes "
        + "always go by SMS.");
}
