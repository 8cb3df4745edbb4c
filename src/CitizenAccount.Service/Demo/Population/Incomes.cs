using CitizenAccount.Rules.Households;

namespace CitizenAccount.Service.Demo;

/// <summary>What the members of a household live on: one main livelihood a grown member, by stage of life, and now
/// and then something beside it. Which kinds are counted is policy, not decided here.</summary>
internal static class Incomes
{
    private const int AdultAge = 18;
    private const int StudentAgeMax = 22;
    private const int RetirementAge = 60;
    private const long WellPaid = 9_500_00; // halalas

    /// <summary>Adds the incomes of every grown member.</summary>
    public static void Draw(ref Chance chance, CutOffCalendar calendar, ref HouseholdDraft draft)
    {
        for (var i = 0; i < draft.Members.Length; i++)
        {
            var member = draft.Members[i];
            var age = calendar.AgeOn(member.BirthDay);
            if (age >= AdultAge)
            {
                var livelihood = LivelihoodOf(member, age, draft);
                var kind = Fitting(livelihood.Kinds.Draw(ref chance), member);
                draft.AddIncome(i, kind, livelihood.Amount(ref chance, kind));
                var beside = Fitting(livelihood.Beside.Draw(ref chance), member);
                draft.AddIncome(i, beside, Livelihood.CommonAmount(ref chance, beside));
            }
        }
    }

    private static Livelihood LivelihoodOf(in MemberFacts member, int age, in HouseholdDraft draft) =>
        member.Relationship == Relationship.Parent ? Livelihood.OldParent
        : age >= RetirementAge ? member.Sex == Sex.Male ? Livelihood.RetiredMan : Livelihood.RetiredWoman
        : draft.Kind == HouseholdKind.Independent
            ? age <= StudentAgeMax ? Livelihood.YoungIndependent : Livelihood.Independent
        : member switch
        {
            { Relationship: Relationship.Main, Sex: Sex.Male } => Livelihood.Husband,
            { Relationship: Relationship.Main } => Livelihood.MotherAlone,
            { Relationship: Relationship.Spouse, Sex: Sex.Female } =>
                MainIsWellPaid(draft) ? Livelihood.WifeOfWellPaid : Livelihood.Wife,
            { Relationship: Relationship.Spouse } => Livelihood.HusbandOfMain,
            _ => age <= StudentAgeMax ? Livelihood.GrownChild : Livelihood.WorkingChild,
        };

    // Nothing in place of what the member cannot have.
    private static IncomeKind Fitting(IncomeKind kind, in MemberFacts member) => kind switch
    {
        IncomeKind.ImamStipend when member.Sex == Sex.Female => Livelihood.Nothing,
        IncomeKind.Alimony when member.MaritalStatus != MaritalStatus.Divorced => Livelihood.Nothing,
        IncomeKind.Hafiz or IncomeKind.Saned or IncomeKind.SocialSecurity or IncomeKind.GovernmentSupport
            when member.Nationality != NationalityStatus.Saudi => Livelihood.Nothing,
        _ => kind,
    };

    // Who earns well tends to be married to one who does.
    private static bool MainIsWellPaid(in HouseholdDraft draft) =>
        draft.Incomes is [{ Member: 0, Monthly: >= WellPaid }, ..];
}
