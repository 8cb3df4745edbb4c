namespace CitizenAccount.Rules.Decisions;

// Words for what a pending decision waits for.
public static partial class ReasonTexts
{
    private static ReasonText WaitingForCivilStatus => Say(
        "بانتظار بيانات الأحوال المدنية.", "Waiting for civil status data.", WeAsk);

    private static ReasonText WaitingForIncome => Say(
        "بانتظار بيانات الدخل.", "Waiting for income data.", WeAsk);

    private static ReasonText WaitingForAssets => Say(
        "بانتظار بيانات الأصول.", "Waiting for asset data.", WeAsk);

    private static ReasonText WaitingForDaysAbroad => Say(
        "بانتظار بيانات الإقامة خارج المملكة.", "Waiting for data on days abroad.", WeAsk);
}
