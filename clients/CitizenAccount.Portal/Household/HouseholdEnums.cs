using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Rules;

namespace CitizenAccount.Portal.Household;

/// <summary>Results and states in words, with the colour they are shown in.</summary>
internal static class HouseholdEnums
{
    private static readonly LocalizedText Unknown = new("غير معروف", "Not known");

    public static LocalizedText Words(this EligibilityResult result) => result switch
    {
        EligibilityResult.Eligible => new("مؤهل", "Eligible"),
        EligibilityResult.NotEligible => new("غير مؤهل", "Not eligible"),
        EligibilityResult.Pending => new("قيد الدراسة", "Pending"),
        _ => Unknown,
    };

    public static string Colour(this EligibilityResult result) => result switch
    {
        EligibilityResult.Eligible => "good",
        EligibilityResult.NotEligible => "danger",
        _ => "warn",
    };

    public static LocalizedText Words(this EntitlementResult result) => result switch
    {
        EntitlementResult.Due => new("مستحق", "Due"),
        EntitlementResult.NoneAboveCutOff => new(
            "لا يوجد استحقاق: الدخل بلغ الحد المانع",
            "None: income reaches the cut-off"),
        EntitlementResult.NoneNotEligible => new("لا يوجد استحقاق: غير مؤهل", "None: not eligible"),
        EntitlementResult.NoneDeductedInFull => new(
            "لا يوجد استحقاق: استُغرق بالحسم", "None: used up by deductions"),
        EntitlementResult.Pending => new("لم يُحسب بعد", "Not decided yet"),
        _ => Unknown,
    };

    public static LocalizedText Words(this PaymentState state) => state switch
    {
        PaymentState.Paid => new("مدفوعة", "Paid"),
        PaymentState.None => new("لا يوجد", "None"),
        PaymentState.InProgress => new("قيد الإجراء", "In progress"),
        PaymentState.Held => new("معلقة", "Held"),
        PaymentState.Returned => new("مرتجعة", "Returned"),
        _ => Unknown,
    };

    public static string Colour(this PaymentState state) => state switch
    {
        PaymentState.Paid => "good",
        PaymentState.InProgress => "info",
        PaymentState.Held => "warn",
        PaymentState.Returned => "danger",
        _ => "",
    };

    public static LocalizedText Words(this DecisionStepOutcome outcome) => outcome switch
    {
        DecisionStepOutcome.Passed => new("متحقق", "Met"),
        DecisionStepOutcome.Failed => new("غير متحقق", "Not met"),
        DecisionStepOutcome.Deducted => new("حسم", "Deducted"),
        DecisionStepOutcome.Info => new("بيان", "Value"),
        DecisionStepOutcome.Pending => new("بانتظار جهة", "Waiting"),
        DecisionStepOutcome.NotApplied => new("لا ينطبق", "Not applied"),
        _ => Unknown,
    };

    public static string Colour(this DecisionStepOutcome outcome) => outcome switch
    {
        DecisionStepOutcome.Passed => "good",
        DecisionStepOutcome.Failed => "danger",
        DecisionStepOutcome.Deducted or DecisionStepOutcome.Pending => "warn",
        _ => "",
    };
}
