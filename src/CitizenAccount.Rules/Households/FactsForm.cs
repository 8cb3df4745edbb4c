namespace CitizenAccount.Rules.Households;

/// <summary>Whether every number in a household's facts means something: rules must never guess at a kind they do not
/// know, nor at an income of nobody.</summary>
internal static class FactsForm
{
    private const HouseholdMarks AllHouseholdMarks = (HouseholdMarks)0xFF;
    private const MemberMarks AllMemberMarks = (MemberMarks)0x1F;

    private static readonly uint IncomeKinds =
        Enum.GetValues<IncomeKind>().Aggregate(0u, (all, kind) => all | Bit(kind));

    public static bool IsSound(in HouseholdFacts facts)
    {
        var sound = IsSound(facts.Header);
        foreach (ref readonly var member in facts.Members)
        {
            sound &= IsSound(member);
        }

        foreach (ref readonly var income in facts.Incomes)
        {
            sound &= income.Member < facts.Members.Length
                && (IncomeKinds & Bit(income.Kind)) != 0
                && income.Monthly >= 0;
        }

        return sound;
    }

    private static bool IsSound(in HouseholdHeader header) =>
        header.Kind is HouseholdKind.Head or HouseholdKind.Independent
        && header.MarriedWomanCase <= MarriedWomanCase.HusbandAbsent
        && header.HousingProof <= HousingProof.UniversityHousing
        && (header.Marks & ~AllHouseholdMarks) == 0
        && header is { BarredThroughMonth: >= 0, RealEstate: >= 0, Vehicles: >= 0, Cash: >= 0, Portfolios: >= 0 }
        && header.DomesticWorkers >= 0
        && IsDay(header.Sources.CivilStatus)
        && IsDay(header.Sources.Income)
        && IsDay(header.Sources.Assets)
        && IsDay(header.Sources.Residence);

    private static bool IsSound(in MemberFacts member) =>
        member.Relationship is >= Relationship.Main and <= Relationship.SupportedDependant
        && member.Nationality is (>= NationalityStatus.Saudi and <= NationalityStatus.MobilityCard)
            or NationalityStatus.Other
        && member.Sex is Sex.Male or Sex.Female
        && member.MaritalStatus is >= MaritalStatus.Single and <= MaritalStatus.Widowed
        && (member.Marks & ~AllMemberMarks) == 0
        && IsDay(member.BirthDay)
        && member.DaysAbroad >= 0;

    private static bool IsDay(int dayNumber) => dayNumber >= 0 && dayNumber <= DateOnly.MaxValue.DayNumber;

    // Shifting a kind of 32 or more would wrap round to another kind.
    private static uint Bit(IncomeKind kind) => (int)kind < 32 ? 1u << (int)kind : 0;
}
