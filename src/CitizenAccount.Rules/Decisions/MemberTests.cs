using CitizenAccount.Rules.Households;

namespace CitizenAccount.Rules.Decisions;

/// <summary>Who of a household is counted: only eligible members enter number, ages and income (mnbr-67504).</summary>
internal static class MemberTests
{
    /// <summary>Why a dependant is not counted; 0 when it is.</summary>
    public static DecisionReason Exclusion(in MemberFacts member)
    {
        if (member.Marks == MemberMarks.None
            && member.Nationality == NationalityStatus.Saudi
            && member.Relationship != Relationship.Daughter)
        {
            return default;
        }

        return member switch
        {
            _ when member.Has(MemberMarks.Deceased) => DecisionReason.MemberDeceased,
            _ when member.Has(MemberMarks.CountedElsewhere) => DecisionReason.MemberListedElsewhere,
            _ when member.Has(MemberMarks.Unverified) => DecisionReason.MemberNotVerified,
            _ when !NationalityCovered(member) => DecisionReason.MemberNationality,
            _ when member.Has(MemberMarks.InShelterOrPrison) => DecisionReason.MemberInShelterOrPrison,
            { Relationship: Relationship.Daughter, MaritalStatus: MaritalStatus.Married } =>
                DecisionReason.MemberMarriedDaughter,
            _ => default,
        };
    }

    private static bool NationalityCovered(in MemberFacts member) => member.Nationality switch
    {
        NationalityStatus.Saudi or NationalityStatus.ChildOfCitizenMother or NationalityStatus.MobilityCard => true,
        NationalityStatus.NonSaudiSpouse => member.Relationship == Relationship.Spouse,
        _ => false,
    };
}
