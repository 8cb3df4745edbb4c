using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Contracts.Type.V1;
using LocalizedText = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Portal.Cases;

/// <summary>Kinds and states of objections in words.</summary>
internal static class CaseEnums
{
    public static LocalizedText Words(this ObjectionKind kind) => kind == ObjectionKind.Payment
        ? new("شكوى على الدفعة", "Payment complaint")
        : new("اعتراض على الأهلية", "Objection to eligibility");

    public static LocalizedText Words(this ObjectionState state) => state switch
    {
        ObjectionState.Submitted => new("مقدمة", "Submitted"),
        ObjectionState.Assigned => new("قيد المعالجة", "Being worked on"),
        ObjectionState.WaitingForCitizen => new("بانتظار جوابك", "Waiting for you"),
        ObjectionState.WaitingForPartner => new("بانتظار جهة أخرى", "Waiting for another body"),
        ObjectionState.Escalated => new("مصعّدة إلى المشرف", "With a supervisor"),
        ObjectionState.Decided => new("صدر الرد", "Answered"),
        ObjectionState.Closed => new("منتهية", "Closed"),
        ObjectionState.Withdrawn => new("مسحوبة", "Withdrawn"),
        _ => new("غير معروف", "Not known"),
    };

    public static string Colour(this ObjectionState state) => state switch
    {
        ObjectionState.Decided or ObjectionState.Closed => "good",
        ObjectionState.WaitingForCitizen => "warn",
        ObjectionState.Withdrawn => "",
        _ => "info",
    };

    public static LocalizedText Words(this ObjectionOutcome outcome) => outcome switch
    {
        ObjectionOutcome.Upheld => new("مقبول", "Upheld"),
        ObjectionOutcome.PartlyUpheld => new("مقبول جزئيًا", "Upheld in part"),
        ObjectionOutcome.Rejected => new("مرفوض", "Rejected"),
        _ => new("لم يصدر بعد", "Not decided"),
    };

    public static string Colour(this ObjectionOutcome outcome) => outcome switch
    {
        ObjectionOutcome.Rejected => "danger",
        ObjectionOutcome.Unspecified => "",
        _ => "good",
    };

    public static LocalizedText Words(this PaymentProblem problem) => problem switch
    {
        PaymentProblem.Short => new("نقص في المبلغ", "Less than expected"),
        PaymentProblem.NotDeposited => new("ظهرت مدفوعة ولم تودع", "Shown as paid and not received"),
        PaymentProblem.Zero => new("لم يُصرف شيء (صفر)", "Nothing was paid (zero)"),
        PaymentProblem.FoundNotEligible => new("لم تُصرف لأنني غير مؤهل", "Not paid because found not eligible"),
        _ => new("", ""),
    };

    public static LocalizedText Words(this ClockState state) => state switch
    {
        ClockState.Paused => new("الموعد متوقف حتى يصل الجواب", "The clock stands still until the answer"),
        ClockState.AtRisk => new("اقترب الموعد", "The date is near"),
        ClockState.Breached => new("مضى الموعد دون رد، وأُبلغ المشرف", "The date has passed; a supervisor was told"),
        ClockState.Stopped => new("صدر الرد", "Answered"),
        _ => new("ضمن الموعد", "In time"),
    };
}
