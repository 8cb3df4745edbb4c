using CitizenAccount.Rules.Households;

namespace CitizenAccount.Service.Demo;

/// <summary>Children of a household: how many a mother of some age has had, how far apart they were born, and who of
/// the grown ones is still a dependant.</summary>
internal static class Children
{
    private const int AgeMax = 30;
    private const int AdultAge = 18;
    private const int MotherAgeMin = 18;
    private const int DaysAYear = 365;

    // By the mother's age: how many children were born, in 100 mothers.
    private static readonly Weighted<int> Under25 = new((50, 1), (28, 2), (18, 0), (4, 3));
    private static readonly Weighted<int> Under30 = new((42, 2), (28, 3), (18, 1), (6, 4), (6, 0));
    private static readonly Weighted<int> Under37 = new((38, 3), (32, 4), (16, 2), (8, 5), (4, 1), (2, 0));
    private static readonly Weighted<int> Under45 = new((40, 4), (25, 5), (20, 3), (8, 6), (4, 2), (2, 7), (1, 1));
    private static readonly Weighted<int> Older = new((34, 5), (33, 4), (15, 6), (10, 3), (5, 7), (2, 2), (1, 8));

    private static readonly Quantiles AgesAtLastBirth = new(22, 26, 28, 30, 32, 33, 35, 36, 38, 40, 45);

    /// <summary>Adds the children of a mother (or of a father taken for one) who are still dependants.</summary>
    public static void Add(
        ref Chance chance, CutOffCalendar calendar, ref HouseholdDraft draft, int motherAge, int countMin,
        NationalityStatus nationality)
    {
        var born = Math.Max(BornTo(motherAge).Draw(ref chance), countMin);
        var sinceLastBirth = Math.Max(motherAge - AgesAtLastBirth.Draw(ref chance), 0);
        var ageDays = (sinceLastBirth * DaysAYear) + chance.Below(3 * DaysAYear);
        for (; born > 0; born--)
        {
            var age = ageDays / DaysAYear;
            if (age > AgeMax || motherAge - age < MotherAgeMin)
            {
                return;
            }

            if (age < AdultAge || chance.Happens(StillAtHome(age)))
            {
                AddOne(ref chance, ref draft, calendar.CutOffDay - ageDays, nationality);
            }

            ageDays += 400 + chance.Below(1100);
        }
    }

    /// <summary>Adds a son or a daughter.</summary>
    public static void AddOne(
        ref Chance chance, ref HouseholdDraft draft, int birthDay,
        NationalityStatus nationality = NationalityStatus.Saudi)
    {
        var son = chance.Happens(51_000);
        draft.Add(
            son ? Relationship.Son : Relationship.Daughter, son ? Sex.Male : Sex.Female, MaritalStatus.Single,
            birthDay, nationality);
    }

    /// <summary>Adds a grandchild or a fostered child.</summary>
    public static void AddWard(ref Chance chance, CutOffCalendar calendar, ref HouseholdDraft draft, int headAge)
    {
        var age = chance.Between(2, 17);
        var grandchild = headAge - age >= 2 * MotherAgeMin && chance.Happens(60_000);
        var sex = chance.Happens(51_000) ? Sex.Male : Sex.Female;
        draft.Add(
            grandchild ? Relationship.Grandchild : Relationship.SupportedDependant, sex, MaritalStatus.Single,
            calendar.BirthDay(ref chance, age));
    }

    private static Weighted<int> BornTo(int motherAge) => motherAge switch
    {
        < 25 => Under25,
        < 30 => Under30,
        < 37 => Under37,
        < 45 => Under45,
        _ => Older,
    };

    // Grown children marry, or work and apply for themselves: fewer with every year.
    private static int StillAtHome(int age) => 98_000 - ((age - AdultAge) * 2_500);
}
