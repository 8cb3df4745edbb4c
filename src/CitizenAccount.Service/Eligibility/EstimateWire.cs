using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Rules.Support;
using CitizenAccount.Service.Platform.Calls;
using Money = CitizenAccount.Rules.Money;

namespace CitizenAccount.Service.Eligibility;

/// <summary>An estimate on the wire.</summary>
internal static class EstimateWire
{
    private static readonly Rules.LocalizedText Disclaimer = new(
        "نتيجة تقديرية لا تُلزم أحدًا: يُحدَّد المبلغ الفعلي بعد التحقق من البيانات.",
        "An estimate that binds no one: the amount is decided once the data are verified.");

    public static SupportEstimate ToWire(this Estimate estimate, EstimateRequest request)
    {
        var wire = new SupportEstimate
        {
            BenefitMonth = request.Month.ToWire(),
            EntitlementResult = estimate.Amount > 0 ? EntitlementResult.Due : EntitlementResult.NoneAboveCutOff,
            MonthlySupport = Wire.ToMoney(estimate.Amount),
            FullEntitlement = Wire.ToMoney(estimate.Level.Full),
            Threshold = Wire.ToMoney(estimate.Level.Threshold),
            CutOffIncome = Wire.ToMoney(estimate.Level.CutOff),
            WeightTenths = estimate.WeightTenths,
            PolicyVersion = estimate.Policy.Version,
            Provisional = estimate.Policy.IsProvisional,
            Disclaimer = Disclaimer.ToWire(),
        };
        wire.Steps.Add(Steps(estimate, request).Select(step => step.ToWire()));
        return wire;
    }

    private static IEnumerable<Rules.LocalizedText> Steps(Estimate estimate, EstimateRequest request)
    {
        var level = estimate.Level;
        var weight = $"{estimate.WeightTenths / 10}.{estimate.WeightTenths % 10}";
        yield return new(
            $"وزن الأسرة \u2066{weight}\u2069، والاستحقاق الكامل {Arabic(level.Full)}.",
            $"Household weight {weight}; full entitlement {English(level.Full)}.");
        if (level.Capped)
        {
            yield return new(
                "بلغ الاستحقاق سقفه: استحقاق أسرة من ستة أفراد.",
                "The entitlement has reached its cap: that of a six-person family.");
        }

        yield return new(
            $"حد الإعفاء من التناقص {Arabic(level.Threshold)}، وحد الدخل المانع {Arabic(level.CutOff)}.",
            $"Threshold {English(level.Threshold)}, cut-off income {English(level.CutOff)}.");
        yield return Result(estimate, request);
        yield return request.Registered
            ? new("إن تغيّرت بياناتك فحدّثها خلال 15 يومًا.", "If your data have changed, update them within 15 days.")
            : new("للاستفادة سجّل في البرنامج وأكمل الطلب.", "To benefit, register and complete the application.");
    }

    private static Rules.LocalizedText Result(Estimate estimate, EstimateRequest request)
    {
        var (income, level) = (request.Income, estimate.Level);
        return income <= level.Threshold
            ? new(
                $"الدخل {Arabic(income)} لا يتجاوز حد الإعفاء: الدعم كامل {Arabic(estimate.Amount)}.",
                $"Income {English(income)} does not pass the threshold: full support, {English(estimate.Amount)}.")
            : income >= level.CutOff
                ? new(
                    $"الدخل {Arabic(income)} بلغ الحد المانع: لا دعم.",
                    $"Income {English(income)} reaches the cut-off: no support.")
                : new(
                    $"الدخل {Arabic(income)} بين الحدين: يتناقص الدعم إلى {Arabic(estimate.Amount)}.",
                    $"Income {English(income)} lies between the two: support declines to {English(estimate.Amount)}.");
    }

    private static string Arabic(long halalas) => new Money(halalas).ToArabic();

    private static string English(long halalas) => new Money(halalas).ToString();
}
