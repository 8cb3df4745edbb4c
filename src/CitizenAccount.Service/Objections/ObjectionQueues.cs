using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Rules.Decisions;
using LocalizedText = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Service.Objections;

// Numbers are stored: never renumber, never reuse.

/// <summary>Queues by the skill a case needs.</summary>
internal enum ObjectionQueue : byte
{
    Household = 1,
    Income = 2,
    Assets = 3,
    Independence = 4,
    PaymentShort = 11,
    PaymentNotDeposited = 12,
    PaymentZero = 13,
    PaymentNotEligible = 14,
}

/// <summary>Which queue a case goes to, and what each is called.</summary>
internal static class ObjectionQueues
{
    public static string IdOf(ObjectionQueue queue) => queue switch
    {
        ObjectionQueue.Household => "eligibility-household",
        ObjectionQueue.Income => "eligibility-income",
        ObjectionQueue.Assets => "eligibility-assets",
        ObjectionQueue.Independence => "eligibility-independence",
        ObjectionQueue.PaymentShort => "payment-short",
        ObjectionQueue.PaymentNotDeposited => "payment-not-deposited",
        ObjectionQueue.PaymentZero => "payment-zero",
        ObjectionQueue.PaymentNotEligible => "payment-not-eligible",
    };

    public static LocalizedText TitleOf(ObjectionQueue queue) => queue switch
    {
        ObjectionQueue.Household => new("الأهلية: بيانات الأسرة", "Eligibility: household data"),
        ObjectionQueue.Income => new("الأهلية: الدخل والمبلغ", "Eligibility: income and amount"),
        ObjectionQueue.Assets => new("الأهلية: القدرة المالية", "Eligibility: financial capacity"),
        ObjectionQueue.Independence => new("الأهلية: الاستقلال", "Eligibility: living apart"),
        ObjectionQueue.PaymentShort => new("الدفعات: نقص في المبلغ", "Payments: less than expected"),
        ObjectionQueue.PaymentNotDeposited => new("الدفعات: لم يتم الإيداع", "Payments: not deposited"),
        ObjectionQueue.PaymentZero => new("الدفعات: صفر", "Payments: nothing was paid"),
        ObjectionQueue.PaymentNotEligible => new("الدفعات: غير مؤهل", "Payments: found not eligible"),
    };

    public static ObjectionQueue? Find(string id) => Enum.GetValues<ObjectionQueue>()
        .Where(queue => IdOf(queue) == id).Select(queue => (ObjectionQueue?)queue).FirstOrDefault();

    public static ObjectionQueue Of(PaymentProblem problem) => problem switch
    {
        PaymentProblem.NotDeposited => ObjectionQueue.PaymentNotDeposited,
        PaymentProblem.Zero => ObjectionQueue.PaymentZero,
        PaymentProblem.FoundNotEligible => ObjectionQueue.PaymentNotEligible,
        _ => ObjectionQueue.PaymentShort,
    };

    /// <summary>By the first of the contested reasons.</summary>
    public static ObjectionQueue Of(ReasonSet grounds) => grounds.InOrder().First() switch
    {
        <= DecisionReason.RaisedToMinimum or DecisionReason.CommercialRegistrationUndisclosed
            or DecisionReason.WaitingForIncome => ObjectionQueue.Income,
        (>= DecisionReason.AssetsTotal and <= DecisionReason.AssetsDomesticWorkers)
            or DecisionReason.WaitingForAssets => ObjectionQueue.Assets,
        >= DecisionReason.IndependentUnderAge and <= DecisionReason.IndependenceNotProved =>
            ObjectionQueue.Independence,
        _ => ObjectionQueue.Household,
    };
}
