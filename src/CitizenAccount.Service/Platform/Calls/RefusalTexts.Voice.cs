using CitizenAccount.Rules;

namespace CitizenAccount.Service.Platform.Calls;

// Words for refusals of tickets, numbered 600 to 699.
internal static partial class RefusalTexts
{
    private static LocalizedText TicketNotFound => new(
        "لم نجد بلاغًا بهذه البيانات. تحقق من رقم البلاغ ورقم الهوية.",
        "No ticket was found with these details. Check the ticket number and the ID number.");

    private static LocalizedText TicketState => new(
        "هذا الإجراء غير ممكن في حالة البلاغ الحالية. افتح البلاغ لتعرف حالته.",
        "This is not possible in the present state of the ticket. Open the ticket to see its state.");
}
