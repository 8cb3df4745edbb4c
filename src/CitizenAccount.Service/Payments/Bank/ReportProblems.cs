using CitizenAccount.Rules;

namespace CitizenAccount.Service.Payments.Bank;

/// <summary>Why a line of a report was refused, in words.</summary>
internal static class ReportProblems
{
    public static LocalizedText TextOf(ReportProblem problem) => problem switch
    {
        ReportProblem.Unreadable => new(
            "عنصر مطلوب ناقص أو غير صحيح في هذا السطر.", "A required element of this line is missing or malformed."),
        ReportProblem.InstructionUnknown => new(
            "لم تُرسل تعليمة بهذا المعرّف.", "No instruction with this id was ever sent."),
        ReportProblem.BatchForeign => new(
            "السطر من مسيّر لم نرسله.", "The line belongs to a batch we did not send."),
        ReportProblem.AmountDiffers => new(
            "المبلغ لا يطابق مبلغ التعليمة.", "The amount is not that of the instruction."),
        ReportProblem.CurrencyDiffers => new("العملة ليست الريال.", "The currency is not SAR."),
        ReportProblem.Contradicts => new(
            "يناقض السطر ما ثبت من قبل، فيُراجع مع البنك.",
            "The line contradicts what is settled already; take it up with the bank."),
    };
}
