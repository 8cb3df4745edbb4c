using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Rules;

namespace CitizenAccount.Portal.Notifications;

/// <summary>Words of the notifications, and where each of them leads.</summary>
internal static class NotificationsWords
{
    public static readonly LocalizedText Title = new("الإشعارات", "Notifications");

    public static readonly LocalizedText Lead = new(
        "كل ما أبلغناك به، حتى ما لم يصل جوالك.", "All we told you, also what did not reach your mobile.");

    public static readonly LocalizedText None = new("لا إشعارات بعد.", "There are none yet.");
    public static readonly LocalizedText New = new("جديد", "New");
    public static readonly LocalizedText MarkRead = new("قرأت ما في هذه الصفحة", "I have read this page");
    public static readonly LocalizedText Unread = new("إشعارات لم تقرأها", "Not read yet");
    public static readonly LocalizedText Open = new("افتح", "Open");
    public static readonly LocalizedText Failed = new("لم تصل", "not delivered");
    public static readonly LocalizedText How = new("كيف نبلغك", "How we tell you");

    public static LocalizedText Words(this NotificationChannel channel) => channel switch
    {
        NotificationChannel.Sms => new("رسالة نصية", "SMS"),
        NotificationChannel.Email => new("بريد إلكتروني", "E-mail"),
        _ => new("إشعار التطبيق", "App"),
    };

    public static LocalizedText Words(this NotificationKind kind) => kind switch
    {
        NotificationKind.Account => new("الحساب", "Account"),
        NotificationKind.DataChanged => new("تعديل بيانات", "Data changed"),
        NotificationKind.DataNeeded => new("مطلوب منك", "Asked of you"),
        NotificationKind.Decision => new("نتيجة الأهلية", "Decision"),
        NotificationKind.Stop => new("إيقاف الدعم", "Stop of support"),
        NotificationKind.Payment => new("دفعة", "Payment"),
        NotificationKind.Recovery => new("استرداد", "Recovery"),
        NotificationKind.Objection => new("اعتراض", "Objection"),
        NotificationKind.Ticket => new("صوتك مسموع", "Your voice is heard"),
        _ => new("إعلان", "Announcement"),
    };

    /// <summary>The page about what a notification names; null when there is none.</summary>
    public static string? PathOf(Notification told) => told.Subject.Split('/') switch
    {
        ["households", _, "decisions", var cycle] => $"/eligibility/{cycle}",
        ["households", _, "payments", var cycle] => $"/payments/{cycle}",
        ["objections", var id] => $"/cases/{id}",
        ["tickets", var number] => $"/voice/follow?number={number}",
        _ => told.Kind is NotificationKind.DataNeeded or NotificationKind.DataChanged ? "/application" : null,
    };
}
