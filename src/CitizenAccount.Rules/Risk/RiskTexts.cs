using System.Globalization;

namespace CitizenAccount.Rules.Risk;

/// <summary>Signals in words, with their numbers. They say what was found, never that anybody did wrong.</summary>
public static class RiskTexts
{
    /// <summary>One signal in words.</summary>
    public static LocalizedText Of(in RiskSignal signal) => signal.Kind switch
    {
        RiskKind.IncomeFell => new(
            $"انخفض الدخل المحتسب من {Arabic(signal.Before)} إلى {Arabic(signal.After)} خلال {Days} قبل إقفال "
            + "البيانات.",
            $"Counted income fell from {English(signal.Before)} to {English(signal.After)} in the "
            + $"{RiskScoring.SuddenDays} days before the data cut-off."),
        RiskKind.MembersAdded => new(
            $"زاد عدد الأفراد من {Isolated(signal.Before)} إلى {Isolated(signal.After)} خلال {Days} قبل إقفال "
            + "البيانات، بغير المواليد.",
            $"Members grew from {signal.Before} to {signal.After} in the {RiskScoring.SuddenDays} days before the "
            + "data cut-off, newborns aside."),
        RiskKind.IndependenceNew => new(
            $"ظهرت الاستقلالية أو إثباتها خلال {Days} قبل إقفال البيانات.",
            $"Living apart, or its proof, appeared in the {RiskScoring.SuddenDays} days before the data cut-off."),
        RiskKind.AssetsFell => new(
            $"انخفضت قيمة الأصول من {Arabic(signal.Before)} إلى {Arabic(signal.After)} خلال {Days} قبل إقفال البيانات.",
            $"Assets fell from {English(signal.Before)} to {English(signal.After)} in the {RiskScoring.SuddenDays} "
            + "days before the data cut-off."),
        RiskKind.SharedAccount => new(
            $"يُصرف إلى الحساب البنكي نفسه لعدد {Isolated(signal.After)} من الأسر.",
            $"{signal.After} households are paid to the same bank account."),
        RiskKind.SharedAddress => new(
            $"العنوان الوطني نفسه مسجَّل لعدد {Isolated(signal.After)} من الأسر.",
            $"{signal.After} households have the same national address."),
        RiskKind.IncomeFarBelowPeers => new(
            $"الدخل المحتسب {Arabic(signal.After)} أقل بكثير من المعتاد للأسر المماثلة {Arabic(signal.Before)}.",
            $"A counted income of {English(signal.After)} is far below what is usual for such households, "
            + $"{English(signal.Before)}."),
        RiskKind.AssetsAgainstIncome => new(
            $"قيمة المركبات والنقد والمحافظ {Arabic(signal.After)} أعلى بكثير من المعتاد للأسر المماثلة "
            + $"{Arabic(signal.Before)}، والدخل أقل منه.",
            $"Vehicles, cash and portfolios of {English(signal.After)} are far above what is usual for such "
            + $"households, {English(signal.Before)}, while income is below it."),
    };

    private static string Days => $"{Isolated(RiskScoring.SuddenDays)} يومًا";

    private static string English(long halalas) => new Money(halalas).ToString();

    private static string Arabic(long halalas) => new Money(halalas).ToArabic();

    private static string Isolated(long number) =>
        $"\u2066{number.ToString(CultureInfo.InvariantCulture)}\u2069";
}
