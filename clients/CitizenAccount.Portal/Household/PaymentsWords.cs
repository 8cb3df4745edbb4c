using CitizenAccount.Rules;

namespace CitizenAccount.Portal.Household;

/// <summary>Words of the payments.</summary>
internal static class PaymentsWords
{
    public static readonly LocalizedText Title = new("الدفعات المالية", "Payments");
    public static readonly LocalizedText One = new("الدفعة", "Payment");
    public static readonly LocalizedText ChartTitle = new(
        "رسم الدفعات بالريال على الأشهر؛ الأرقام نفسها في قائمة الدفعات",
        "Payments in SAR over the months; the same figures stand in the list of payments");

    public static readonly LocalizedText TotalPaid = new("مجموع ما دُفع", "Paid so far");
    public static readonly LocalizedText TotalHeld = new("معلق الآن", "Held now");
    public static readonly LocalizedText TotalReturned = new("مرتجع من البنك", "Returned by the bank");
    public static readonly LocalizedText TotalCompensation = new("منه عن أشهر سابقة", "Of it for earlier months");
    public static readonly LocalizedText Month = new("الشهر", "Month");
    public static readonly LocalizedText Number = new("رقم الدفعة", "Number");
    public static readonly LocalizedText Amount = new("المبلغ", "Amount");
    public static readonly LocalizedText State = new("الحالة", "State");
    public static readonly LocalizedText Day = new("يوم الإيداع", "Payment day");
    public static readonly LocalizedText Details = new("التفاصيل والسبب", "Details and why");
    public static readonly LocalizedText Older = new("دفعات أقدم", "Older payments");
    public static readonly LocalizedText Calendar = new("مواعيد الدفعات القادمة", "Coming payment dates");
    public static readonly LocalizedText Why = new("لماذا هذا المبلغ", "Why this amount");
    public static readonly LocalizedText Lines = new("مما يتكون المبلغ", "What it is made of");
    public static readonly LocalizedText Difference = new(
        "الفرق عن الشهر السابق",
        "The difference from the month before");
    public static readonly LocalizedText Account = new("الحساب البنكي", "Bank account");
    public static readonly LocalizedText Ending = new("ينتهي بـ", "ending in");
    public static readonly LocalizedText Deposited = new("أكد البنك الإيداع", "Deposit confirmed");
    public static readonly LocalizedText Held = new("لماذا عُلّقت", "Why it is held");
    public static readonly LocalizedText Returned = new("لماذا أعادها البنك", "Why the bank sent it back");
    public static readonly LocalizedText Now = new("ما تفعله الآن", "What you can do now");
    public static readonly LocalizedText Complain = new("شكوى على الدفعة", "Complain about this payment");

    public static readonly LocalizedText ComplainWhen = new("تُقبل الشكوى", "Complaints are taken");
    public static readonly LocalizedText From = new("من", "from");
    public static readonly LocalizedText Until = new("حتى", "until");
    public static readonly LocalizedText OpenCase = new(
        "شكوى مفتوحة على هذه الدفعة",
        "An open complaint about this payment");
    public static readonly LocalizedText Decision = new(
        "إلى دراسة الأهلية لهذا الشهر",
        "To the eligibility study of this month");
    public static readonly LocalizedText Total = new("المجموع", "Total");
}
