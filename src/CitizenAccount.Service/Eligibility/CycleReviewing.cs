using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Platform.Calls;
using LocalizedText = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Service.Eligibility;

/// <summary>A cycle beside the published one before it: what people look at before they approve.</summary>
internal static class CycleReviewing
{
    private static readonly (LocalizedText Text, bool IsMoney, Func<CycleFigures, long> Of)[] Measures =
    [
        (new("عدد الأسر", "Households"), false, figures => figures.Households),
        (new("عدد الأفراد", "Persons"), false, figures => figures.Persons),
        (new("الأسر المؤهلة", "Eligible households"), false, figures => figures.Eligible),
        (new("الأسر غير المؤهلة", "Households not eligible"), false, figures => figures.NotEligible),
        (new("الأسر قيد الانتظار", "Households waiting for a source"), false, figures => figures.Pending),
        (new("الأسر المستحقة للدعم", "Supported households"), false, figures => figures.Supported),
        (new("الأفراد المستحقون للدعم", "Supported persons"), false, figures => figures.SupportedPersons),
        (new("إجمالي الدعم", "Total support"), true, figures => figures.Entitlement),
        (new("متوسط دعم الأسرة", "Average of a supported household"), true, figures => figures.Average),
        (new("إجمالي الدعم الكامل", "Total full support"), true, figures => figures.FullEntitlement),
        (new("الخصم لأيام السفر", "Deducted for days abroad"), true, figures => figures.Deductions),
    ];

    /// <summary>What differs from the cycle before, the relatively largest difference first.</summary>
    /// <param name="past">Figures of the published cycles before this one, newest first.</param>
    /// <param name="now">Figures of this one.</param>
    public static IEnumerable<CycleDifference> Differences(IReadOnlyList<CycleFigures> past, CycleFigures now)
    {
        if (past.Count == 0)
        {
            return [];
        }

        return Measures
            .Select(measure => (measure, Share: Share(measure.Of(past[0]), measure.Of(now))))
            .Where(pair => pair.Share > 0)
            .OrderByDescending(pair => pair.Share)
            .Select(pair => new CycleDifference
            {
                Measure = pair.measure.Text.ToWire(),
                Before = ToValue(pair.measure.Of(past[0]), pair.measure.IsMoney),
                After = ToValue(pair.measure.Of(now), pair.measure.IsMoney),
                Unusual = past.Count > 1 && pair.Share > Largest(past, pair.measure.Of),
            });
    }

    /// <summary>What an approval is bound to: the same cycle with the same figures and differences gives the same.
    /// </summary>
    public static string HashOf(CycleRow row, CycleRow? previous)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Month}|{row.Run}|{row.PolicyHash}|{Convert.ToHexStringLower(row.SnapshotHash)}"
            + $"|{Convert.ToHexStringLower(row.DecisionsHash ?? [])}|{Convert.ToHexStringLower(row.Figures ?? [])}"
            + $"|{previous?.Month}|{Convert.ToHexStringLower(previous?.DecisionsHash ?? [])}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    public static CycleOutlier ToWire(CycleOutlierRow row) => new()
    {
        Household = row.HouseholdId.Name,
        Text = TextOf(row.Kind).ToWire(),
        Before = Wire.ToMoney(row.Before),
        After = Wire.ToMoney(row.After),
        Score = row.Score,
    };

    private static LocalizedText TextOf(OutlierKind kind) => kind switch
    {
        OutlierKind.Stopped => new("يتوقف دعم الأسرة هذا الشهر.", "Support stops this month."),
        OutlierKind.WaitsNow => new(
            "أسرة مدعومة تنتظر بيانات من جهة رسمية.", "A supported household waits for an official source."),
        OutlierKind.MuchLess => new(
            "الدعم نصف ما كان في الشهر السابق أو أقل.", "Half or less of the month before."),
        OutlierKind.MuchMore => new(
            "الدعم ضعف ما كان في الشهر السابق أو أكثر.", "Twice or more of the month before."),
    };

    private static double Largest(IReadOnlyList<CycleFigures> past, Func<CycleFigures, long> of) =>
        past.Zip(past.Skip(1), (newer, older) => Share(of(older), of(newer))).Max();

    private static double Share(long before, long after) =>
        before == after ? 0 : Math.Abs((double)after - before) / Math.Max(1, Math.Abs(before));

    private static Value ToValue(long number, bool isMoney) =>
        isMoney ? new Value { Money = Wire.ToMoney(number) } : new Value { Integer = number };
}
