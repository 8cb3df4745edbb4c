using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Contracts.Voice.V1;
using LocalizedText = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Portal.Voice;

/// <summary>Words of "your voice is heard".</summary>
internal static class VoiceWords
{
    public static readonly LocalizedText Title = new("صوتك مسموع", "Your voice is heard");

    public static readonly LocalizedText Lead = new(
        "شكوى أو مقترح أو سؤال أو بلاغ عن بيانات خاطئة. نرد خلال خمسة أيام عمل، ويصلك رقم الطلب برسالة نصية.",
        "A complaint, suggestion, question, or report of wrong data. We answer within five working days; the "
        + "ticket number "
        + "comes by SMS.");

    public static readonly LocalizedText Kind = new("نوع الطلب", "Kind");
    public static readonly LocalizedText Name = new("الاسم", "Name");
    public static readonly LocalizedText Birth = new("تاريخ الميلاد الهجري", "Hijri birth date");
    public static readonly LocalizedText Text = new("اكتب رسالتك", "Your message");
    public static readonly LocalizedText TextHint = new(
        "من \u206610\u2069 إلى \u20664000\u2069 حرف", "10 to 4000 characters");

    public static readonly LocalizedText Files = new("المرفقات", "Attachments");

    public static readonly LocalizedText TooManyFiles = new(
        "أرفق ثلاثة ملفات على الأكثر.", "Attach three files at most.");

    public static readonly LocalizedText NoCancel = new(
        "لا يمكن إلغاء الطلب بعد إرساله.", "A ticket cannot be cancelled once it is sent.");

    public static readonly LocalizedText Follow = new("متابعة طلب سابق", "Follow an earlier ticket");
    public static readonly LocalizedText FollowTitle = new("متابعة برقم الطلب", "Follow by ticket number");
    public static readonly LocalizedText Number = new("رقم الطلب", "Ticket number");
    public static readonly LocalizedText Show = new("اعرض", "Show");
    public static readonly LocalizedText Mine = new("طلباتي", "My tickets");
    public static readonly LocalizedText Opened = new(
        "وصل طلبك، وهذا رقمه. أرسلناه إلى جوالك أيضًا.",
        "We have your ticket. This is its number; it was sent to your mobile too.");
    public static readonly LocalizedText OpenedOn = new("أُرسل في", "Sent");
    public static readonly LocalizedText Expected = new("موعد الرد المتوقع", "Expected answer");
    public static readonly LocalizedText Answer = new("الرد", "The answer");
    public static readonly LocalizedText YourWords = new("رسالتك", "Your message");
    public static readonly LocalizedText Since = new("ما قيل بعدها", "What was said since");
    public static readonly LocalizedText Add = new("أضف رسالة", "Add a message");
    public static readonly LocalizedText You = new("أنت", "You");
    public static readonly LocalizedText Programme = new("البرنامج", "The programme");
    public static readonly LocalizedText New = new("طلب جديد", "New ticket");

    public static LocalizedText Words(this TicketKind kind) => kind switch
    {
        TicketKind.Complaint => new("شكوى", "Complaint"),
        TicketKind.Suggestion => new("مقترح", "Suggestion"),
        TicketKind.Question => new("سؤال", "Question"),
        TicketKind.WrongData => new("بلاغ عن بيانات خاطئة", "Report of wrong data"),
        _ => new("", ""),
    };

    public static LocalizedText Words(this TicketState state) => state switch
    {
        TicketState.Open => new("وصل", "Received"),
        TicketState.Assigned => new("قيد المعالجة", "Being worked on"),
        TicketState.WaitingForCitizen => new("بانتظار جوابك", "Waiting for you"),
        TicketState.Referred => new("صار اعتراضًا", "Became an objection"),
        TicketState.Resolved => new("أُجيب", "Answered"),
        _ => new("غير معروف", "Not known"),
    };

    public static string Colour(this TicketState state) => state switch
    {
        TicketState.Resolved => "good",
        TicketState.WaitingForCitizen => "warn",
        _ => "info",
    };

    public static LocalizedText Who(this TicketMessage message) => message.By == Role.Citizen ? You : Programme;
}
