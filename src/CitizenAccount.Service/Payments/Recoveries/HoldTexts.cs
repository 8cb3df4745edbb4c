using CitizenAccount.Rules;

namespace CitizenAccount.Service.Payments.Recoveries;

/// <summary>Why payments are held, in words, and what the citizen can do about it.</summary>
internal static class HoldTexts
{
    public static LocalizedText Of(HoldCause cause) => cause switch
    {
        HoldCause.InvalidIban => new(
            "الآيبان غير صحيح أو ليس باسمك.", "The IBAN is not valid, or not your own."),
        HoldCause.DataNotUpdated => new(
            "لم تُحدَّث البيانات بعد الإشعار.", "Data were not updated after the notice."),
        HoldCause.FraudBar => new(
            "الاستفادة موقوفة لعدم صحة بيانات قُدّمت.", "Support is barred after a false statement."),
        HoldCause.PayeeDeceased => new(
            "صاحب الحساب البنكي متوفى.", "The person the bank account belongs to has died."),
        HoldCause.PaymentReturned => new(
            "عادت دفعة سابقة من البنك.", "An earlier payment came back from the bank."),
        HoldCause.Inquiry => new(
            "الدفعة قيد التحقق من جهة مختصة.", "A competent authority is making inquiries."),
    };

    /// <summary>What to do; empty when nothing can be done.</summary>
    public static LocalizedText NextStepOf(HoldCause cause) => cause switch
    {
        HoldCause.InvalidIban or HoldCause.PaymentReturned => new(
            "أضف آيبان صحيحًا باسمك من صفحة الحساب البنكي، أو راجع بنكك.",
            "Give a valid IBAN of your own on the bank account page, or ask your bank."),
        HoldCause.DataNotUpdated => new(
            "حدّث بياناتك من صفحة الطلب.", "Update your data on the application page."),
        HoldCause.PayeeDeceased => new(
            "تواصل مع مركز الاتصال 19912.", "Call the contact centre, 19912."),
        HoldCause.FraudBar or HoldCause.Inquiry => new(
            "لك الاعتراض على الدفعة من صفحة الاعتراضات.", "You may object to the payment on the page of objections."),
    };
}
