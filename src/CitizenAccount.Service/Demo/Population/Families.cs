using CitizenAccount.Rules.Households;

namespace CitizenAccount.Service.Demo;

/// <summary>Who lives in a household: the main beneficiary and its dependants with their ages. Shares and ages are
/// invented; only the share of heads and the mean size are held to published figures (README).</summary>
internal static class Families
{
    private enum Kind
    {
        Independent,
        Couple,
        TwoWives,
        NonSaudiWife,
        WidowedMother,
        DivorcedMother,
        FatherAlone,
        WifeOfNonSaudi,
        WifeOfPrisoner,
        WifeOfPersonLackingCapacity,
        WifeOfAbsentHusband,
        SonWithParents,
        Guardian,
    }

    // In 1,000 main beneficiaries.
    private static readonly Weighted<Kind> Kinds = new(
        (650, Kind.Couple),
        (144, Kind.Independent),
        (57, Kind.DivorcedMother),
        (52, Kind.WidowedMother),
        (22, Kind.SonWithParents),
        (20, Kind.NonSaudiWife),
        (17, Kind.FatherAlone),
        (13, Kind.WifeOfNonSaudi),
        (11, Kind.TwoWives),
        (6, Kind.Guardian),
        (3, Kind.WifeOfPrisoner),
        (2, Kind.WifeOfPersonLackingCapacity),
        (3, Kind.WifeOfAbsentHusband));

    private static readonly Quantiles HusbandAges =
        new(23, 29, 32, 34, 36, 38, 39, 41, 42, 43, 45, 46, 47, 49, 50, 51, 53, 55, 58, 64, 86);

    private static readonly Quantiles WidowAges = new(26, 38, 44, 48, 52, 55, 58, 62, 66, 72, 86);
    private static readonly Quantiles DivorceeAges = new(24, 30, 33, 36, 38, 40, 42, 44, 47, 51, 64);
    private static readonly Quantiles IndependentAges = new(18, 21, 23, 25, 27, 29, 32, 36, 42, 52, 80);
    private static readonly Quantiles SonAges = new(22, 25, 27, 29, 30, 32, 34, 37, 41, 46, 58);
    private static readonly Quantiles YearsYounger = new(-4, 0, 1, 2, 3, 4, 5, 6, 8, 11, 24);

    /// <summary>Fills the draft with a household.</summary>
    public static void Draw(ref Chance chance, CutOffCalendar calendar, ref HouseholdDraft draft)
    {
        var kind = Kinds.Draw(ref chance);
        draft.Kind = kind == Kind.Independent ? HouseholdKind.Independent : HouseholdKind.Head;
        switch (kind)
        {
            case Kind.Independent:
                AddIndependent(ref chance, calendar, ref draft);
                break;
            case Kind.Couple or Kind.TwoWives or Kind.NonSaudiWife:
                AddHusband(ref chance, calendar, ref draft, kind);
                break;
            case Kind.WidowedMother or Kind.DivorcedMother or Kind.FatherAlone:
                AddLoneParent(ref chance, calendar, ref draft, kind);
                break;
            case Kind.WifeOfNonSaudi or Kind.WifeOfPrisoner or Kind.WifeOfPersonLackingCapacity
                or Kind.WifeOfAbsentHusband:
                AddWife(ref chance, calendar, ref draft, kind);
                break;
            case Kind.SonWithParents:
                AddSonWithParents(ref chance, calendar, ref draft);
                break;
            case Kind.Guardian:
                AddGuardian(ref chance, calendar, ref draft);
                break;
        }
    }

    private static void AddIndependent(ref Chance chance, CutOffCalendar calendar, ref HouseholdDraft draft)
    {
        var underAge = chance.Happens(PopulationRates.IndependentUnderAge);
        var age = underAge ? chance.Between(15, 16) : IndependentAges.Draw(ref chance);
        var sex = chance.Happens(64_000) ? Sex.Male : Sex.Female;
        var status = underAge ? MaritalStatus.Single
            : chance.Happens(PopulationRates.IndependentMarried) ? MaritalStatus.Married
            : age < 25 ? MaritalStatus.Single
            : chance.Happens(70_000) ? MaritalStatus.Single
            : age > 50 && chance.Happens(50_000) ? MaritalStatus.Widowed
            : MaritalStatus.Divorced;
        draft.Add(Relationship.Main, sex, status, calendar.BirthDay(ref chance, age));
        if (age > 24 && chance.Happens(PopulationRates.IndependentHasDependant))
        {
            Children.AddOne(ref chance, ref draft, calendar.BirthDay(ref chance, chance.Between(0, 4)));
        }
    }

    private static void AddHusband(ref Chance chance, CutOffCalendar calendar, ref HouseholdDraft draft, Kind kind)
    {
        var age = HusbandAges.Draw(ref chance);
        var wives = kind == Kind.TwoWives ? 2 : 1;
        var nationality = kind == Kind.NonSaudiWife ? NationalityStatus.NonSaudiSpouse : NationalityStatus.Saudi;
        draft.Add(Relationship.Main, Sex.Male, MaritalStatus.Married, calendar.BirthDay(ref chance, age));
        Span<int> wifeAges = stackalloc int[wives];
        foreach (ref var wifeAge in wifeAges)
        {
            wifeAge = Math.Clamp(age - YearsYounger.Draw(ref chance), 19, CutOffCalendar.AgeMax);
            draft.Add(
                Relationship.Spouse, Sex.Female, MaritalStatus.Married, calendar.BirthDay(ref chance, wifeAge),
                nationality);
        }

        if (kind == Kind.Couple && chance.Happens(PopulationRates.WifeApplies))
        {
            var members = draft.Members;
            (members[0], members[1]) = (
                members[1] with { Relationship = Relationship.Main },
                members[0] with { Relationship = Relationship.Spouse });
        }

        foreach (var motherAge in wifeAges)
        {
            Children.Add(ref chance, calendar, ref draft, motherAge, 0, NationalityStatus.Saudi);
        }

        AddOthers(ref chance, calendar, ref draft, age);
    }

    private static void AddLoneParent(ref Chance chance, CutOffCalendar calendar, ref HouseholdDraft draft, Kind kind)
    {
        var widowed = kind == Kind.WidowedMother || (kind == Kind.FatherAlone && chance.Happens(40_000));
        var age = widowed ? WidowAges.Draw(ref chance) : DivorceeAges.Draw(ref chance);
        draft.Add(
            Relationship.Main,
            kind == Kind.FatherAlone ? Sex.Male : Sex.Female,
            widowed ? MaritalStatus.Widowed : MaritalStatus.Divorced,
            calendar.BirthDay(ref chance, age));
        Children.Add(ref chance, calendar, ref draft, age, 1, NationalityStatus.Saudi);
        AddOthers(ref chance, calendar, ref draft, age);
        AddWardIfAlone(ref chance, calendar, ref draft, age);
    }

    private static void AddWife(ref Chance chance, CutOffCalendar calendar, ref HouseholdDraft draft, Kind kind)
    {
        var age = DivorceeAges.Draw(ref chance);
        draft.MarriedWomanCase = kind switch
        {
            Kind.WifeOfNonSaudi => MarriedWomanCase.MarriedToNonSaudi,
            Kind.WifeOfPrisoner => MarriedWomanCase.FamilyOfPrisoner,
            Kind.WifeOfPersonLackingCapacity => MarriedWomanCase.FamilyOfPersonLackingCapacity,
            _ => MarriedWomanCase.HusbandAbsent,
        };
        draft.Add(Relationship.Main, Sex.Female, MaritalStatus.Married, calendar.BirthDay(ref chance, age));
        var foreign = kind == Kind.WifeOfNonSaudi;
        if (kind != Kind.WifeOfAbsentHusband)
        {
            draft.Add(
                Relationship.Spouse, Sex.Male, MaritalStatus.Married,
                calendar.BirthDay(ref chance, Math.Min(age + chance.Between(0, 9), CutOffCalendar.AgeMax)),
                foreign ? NationalityStatus.NonSaudiSpouse : NationalityStatus.Saudi);
        }

        if (kind == Kind.WifeOfPrisoner)
        {
            draft.Members[^1] = draft.Members[^1] with { Marks = MemberMarks.InShelterOrPrison };
        }

        Children.Add(
            ref chance, calendar, ref draft, age, kind == Kind.WifeOfAbsentHusband ? 1 : 0,
            foreign ? NationalityStatus.ChildOfCitizenMother : NationalityStatus.Saudi);
        AddWardIfAlone(ref chance, calendar, ref draft, age);
    }

    private static void AddSonWithParents(ref Chance chance, CutOffCalendar calendar, ref HouseholdDraft draft)
    {
        var age = SonAges.Draw(ref chance);
        draft.Add(Relationship.Main, Sex.Male, MaritalStatus.Single, calendar.BirthDay(ref chance, age));
        AddParent(ref chance, calendar, ref draft, age, Sex.Female);
        if (chance.Happens(35_000))
        {
            AddParent(ref chance, calendar, ref draft, age, Sex.Male);
        }

        for (var siblings = chance.Below(4); siblings > 0; siblings--)
        {
            AddSibling(ref chance, calendar, ref draft, age);
        }
    }

    private static void AddGuardian(ref Chance chance, CutOffCalendar calendar, ref HouseholdDraft draft)
    {
        var age = Math.Max(WidowAges.Draw(ref chance), 45);
        var sex = chance.Happens(50_000) ? Sex.Male : Sex.Female;
        draft.Add(Relationship.Main, sex, MaritalStatus.Widowed, calendar.BirthDay(ref chance, age));
        for (var wards = chance.Between(1, 3); wards > 0; wards--)
        {
            Children.AddWard(ref chance, calendar, ref draft, age);
        }
    }

    // Now and then parents, a brother or sister, a grandchild or a fostered child live in the head's support.
    private static void AddOthers(ref Chance chance, CutOffCalendar calendar, ref HouseholdDraft draft, int age)
    {
        if (age < 65 && chance.Happens(5_000))
        {
            AddParent(ref chance, calendar, ref draft, age, Sex.Female);
        }

        if (age < 60 && chance.Happens(1_500))
        {
            AddParent(ref chance, calendar, ref draft, age, Sex.Male);
        }

        if (age is > 25 and < 55 && chance.Happens(1_200))
        {
            AddSibling(ref chance, calendar, ref draft, age);
        }

        if (age > 40 && chance.Happens(1_800))
        {
            Children.AddWard(ref chance, calendar, ref draft, age);
        }
    }

    // All children may have left; without any dependant there would be no head.
    private static void AddWardIfAlone(
        ref Chance chance, CutOffCalendar calendar, ref HouseholdDraft draft, int age)
    {
        if (draft.Members.Length == 1)
        {
            Children.AddWard(ref chance, calendar, ref draft, age);
        }
    }

    private static void AddParent(
        ref Chance chance, CutOffCalendar calendar, ref HouseholdDraft draft, int childAge, Sex sex)
    {
        var age = Math.Min(childAge + chance.Between(19, 36), CutOffCalendar.AgeMax);
        var status = sex == Sex.Female && chance.Happens(60_000) ? MaritalStatus.Widowed : MaritalStatus.Married;
        draft.Add(Relationship.Parent, sex, status, calendar.BirthDay(ref chance, age));
    }

    private static void AddSibling(ref Chance chance, CutOffCalendar calendar, ref HouseholdDraft draft, int mainAge)
    {
        var age = Math.Max(mainAge - chance.Between(1, 16), 6);
        var sex = chance.Happens(45_000) ? Sex.Male : Sex.Female;
        draft.Add(Relationship.Sibling, sex, MaritalStatus.Single, calendar.BirthDay(ref chance, age));
    }
}
