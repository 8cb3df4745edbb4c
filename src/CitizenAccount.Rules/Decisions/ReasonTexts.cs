namespace CitizenAccount.Rules.Decisions;

/// <summary>What a reason says to a citizen and what to do next.</summary>
/// <param name="What">The cause, in plain words.</param>
/// <param name="NextStep">What the citizen can do about it.</param>
public readonly record struct ReasonText(LocalizedText What, LocalizedText NextStep);

/// <summary>The words for every reason. Adding a reason without its words breaks the build (CS8509), and a test
/// refuses two reasons that say the same.</summary>
public static partial class ReasonTexts
{
    private static LocalizedText ObjectOrReapply => new(
        "يمكنك تحديث بياناتك وتقديم اعتراض خلال \u206690\u2069 يومًا من صدور النتيجة، أو إعادة التقديم بعدها.",
        "Update your data and object within 90 days of the result, or re-apply after that.");

    private static LocalizedText NothingToDo => new("لا يلزمك أي إجراء.", "You need to do nothing.");

    private static LocalizedText UpdateMember => new(
        "راجع بيانات التابع في تفاصيل الطلب وحدّثها إن لم تكن صحيحة.",
        "Check this member under application details and update it if it is wrong.");

    private static LocalizedText WeAsk => new(
        "لا يلزمك أي إجراء: نطلب البيانات من الجهة المختصة، وستصلك النتيجة فور ورودها.",
        "You need to do nothing: we ask the authority again and tell you the result when it answers.");

    /// <summary>The words for a reason.</summary>
    public static ReasonText Of(DecisionReason reason) => reason switch
    {
        DecisionReason.FullSupport => FullSupport,
        DecisionReason.ReducedByTaper => ReducedByTaper,
        DecisionReason.Capped => Capped,
        DecisionReason.AboveCutOff => AboveCutOff,
        DecisionReason.DaysAbroadDeducted => DaysAbroadDeducted,
        DecisionReason.RaisedToMinimum => RaisedToMinimum,
        DecisionReason.ApplicationIncomplete => ApplicationIncomplete,
        DecisionReason.Barred => Barred,
        DecisionReason.Nationality => Nationality,
        DecisionReason.MarriedWomanNotMain => MarriedWomanNotMain,
        DecisionReason.InShelterOrPrison => InShelterOrPrison,
        DecisionReason.MainBeneficiaryDeceased => MainBeneficiaryDeceased,
        DecisionReason.DataMismatch => DataMismatch,
        DecisionReason.Residence => Residence,
        DecisionReason.IndependentUnderAge => IndependentUnderAge,
        DecisionReason.IndependentMarried => IndependentMarried,
        DecisionReason.IndependentHasDependants => IndependentHasDependants,
        DecisionReason.IndependenceNotProved => IndependenceNotProved,
        DecisionReason.DependantsMissing => DependantsMissing,
        DecisionReason.CommercialRegistrationUndisclosed => CommercialRegistrationUndisclosed,
        DecisionReason.AssetsTotal => AssetsTotal,
        DecisionReason.AssetsRealEstate => AssetsRealEstate,
        DecisionReason.AssetsVehicles => AssetsVehicles,
        DecisionReason.AssetsCash => AssetsCash,
        DecisionReason.AssetsPortfolios => AssetsPortfolios,
        DecisionReason.AssetsDomesticWorkers => AssetsDomesticWorkers,
        DecisionReason.MainBeneficiaryListedElsewhere => MainBeneficiaryListedElsewhere,
        DecisionReason.WaitingForCivilStatus => WaitingForCivilStatus,
        DecisionReason.WaitingForIncome => WaitingForIncome,
        DecisionReason.WaitingForAssets => WaitingForAssets,
        DecisionReason.WaitingForDaysAbroad => WaitingForDaysAbroad,
        DecisionReason.MemberDeceased => MemberDeceased,
        DecisionReason.MemberNationality => MemberNationality,
        DecisionReason.MemberInShelterOrPrison => MemberInShelterOrPrison,
        DecisionReason.MemberMarriedDaughter => MemberMarriedDaughter,
        DecisionReason.MemberNotVerified => MemberNotVerified,
        DecisionReason.MemberListedElsewhere => MemberListedElsewhere,
    };

    private static ReasonText Say(string arabic, string english, LocalizedText nextStep) =>
        new(new(arabic, english), nextStep);
}
