using CitizenAccount.Rules.Households;
using FsCheck;
using FsCheck.Fluent;

namespace CitizenAccount.Rules.Tests.Households;

/// <summary>Random households for properties.</summary>
internal static class AnyHousehold
{
    /// <summary>Day numbers around which sources answer: the data cut-off of December 2026.</summary>
    public static readonly int CutOffDay = new DateOnly(2026, 11, 10).DayNumber;

    private const HouseholdMarks SoundMarks = HouseholdMarks.ApplicationComplete | HouseholdMarks.DataAgree
        | HouseholdMarks.AllDependantsAdded | HouseholdMarks.ResidesInKingdom | HouseholdMarks.LeaseValid
        | HouseholdMarks.MeterInOwnName;

    private static readonly Gen<HouseholdMarks> Marks = Gen.Frequency(
        (5, Gen.Constant(SoundMarks)),
        (2, Gen.Choose(0, 7).Select(bit => SoundMarks ^ (HouseholdMarks)(1 << bit))),
        (1, Gen.Choose(0, 255).Select(bits => (HouseholdMarks)bits)));

    private static readonly Gen<MemberMarks> MemberMark = Gen.Frequency(
        (8, Gen.Constant(MemberMarks.None)),
        (2, Gen.Constant(MemberMarks.AbsenceJustified)),
        (1, Gen.Choose(0, 31).Select(bits => (MemberMarks)bits)));

    private static readonly Gen<SourceDays> FreshSources =
        Gen.Constant(new SourceDays(CutOffDay, CutOffDay - 60, CutOffDay - 180, CutOffDay - 1));

    // Never, at the edge of the allowed age, and any day of the calendar.
    private static readonly Gen<int> SourceDay = Gen.Frequency(
        (3, Gen.Constant(CutOffDay)),
        (2, Gen.Choose(0, 200).Select(age => CutOffDay - age)),
        (1, Gen.Constant(0)),
        (1, Gen.Choose(0, DateOnly.MaxValue.DayNumber)));

    private static readonly Gen<SourceDays> Sources = Gen.Frequency(
        (2, FreshSources),
        (1, from a in SourceDay
            from b in SourceDay
            from c in SourceDay
            from d in SourceDay
            select new SourceDays(a, b, c, d)));

    private static readonly Gen<int> BirthDay = Gen.Frequency(
        (6, Gen.Choose(CutOffDay - (70 * 365), CutOffDay)),
        (2, Gen.Choose(-40, 40).Select(days => new DateOnly(2008, 12, 1).DayNumber + days)),
        (1, Gen.Choose(0, DateOnly.MaxValue.DayNumber)));

    private static readonly Gen<short> DaysAbroad = Gen.Frequency(
        (4, Gen.Constant((short)0)),
        (3, Gen.Choose(85, 125).Select(days => (short)days)),
        (1, Gen.Choose(0, short.MaxValue).Select(days => (short)days)));

    /// <summary>Well-formed facts of any kind, amounts up to 10^12 halalas, 1 to 64 members, up to 512 incomes: some
    /// eligible, many not, some pending.</summary>
    public static Arbitrary<SampleHousehold> Any { get; } = Households(1_000_000_000_000).ToArbitrary();

    /// <summary>The same with amounts up to the largest number.</summary>
    public static Arbitrary<SampleHousehold> AnySize { get; } = Households(long.MaxValue).ToArbitrary();

    /// <summary>Households that pass every test, with dependants who may not be counted, days abroad and incomes that
    /// lie often on the slope.</summary>
    public static Arbitrary<SampleHousehold> Eligible { get; } = (
        from dependants in Gen.Frequency((4, Gen.Choose(0, 8)), (1, Gen.Choose(0, HouseholdFacts.MembersMax - 1)))
        from main in Member(Gen.Constant(Relationship.Main))
        from others in Dependant.ArrayOf(dependants)
        from incomeCount in Gen.Choose(0, 4)
        from incomes in Income(dependants + 1, Ordinary).ArrayOf(incomeCount)
        select new SampleHousehold(
            new HouseholdHeader
            {
                Kind = HouseholdKind.Head,

                // Who turns out to have no dependants has to be an independent with a proof.
                HousingProof = HousingProof.DevelopmentalHousing,
                Marks = SoundMarks,
                Sources = new SourceDays(CutOffDay, CutOffDay, CutOffDay, CutOffDay),
            },
            [
                main with
                {
                    Nationality = NationalityStatus.Saudi,
                    Sex = Sex.Male,
                    MaritalStatus = MaritalStatus.Divorced,
                    BirthDay = Math.Min(main.BirthDay, CutOffDay - (19 * 366)),
                    Marks = main.Marks & MemberMarks.AbsenceJustified,
                },
                .. others,
            ],
            incomes)).ToArbitrary();

    private static Gen<long> Ordinary => Gen.Choose(0, 1_000_000).Select(amount => (long)amount);

    private static Gen<MemberFacts> Dependant => Member(Gen.Choose(2, 8).Select(number => (Relationship)number));

    private static Gen<SampleHousehold> Households(long amountMax) =>
        from header in Header(amountMax)
        from members in Gen.Frequency(
            (3, Gen.Constant(1)), (5, Gen.Choose(1, 8)), (1, Gen.Constant(64)), (1, Gen.Choose(1, 64)))
        from main in Member(Gen.Constant(Relationship.Main))
        from others in Dependant.ArrayOf(members - 1)
        from incomeCount in Gen.Frequency((9, Gen.Choose(0, 6)), (1, Gen.Choose(0, HouseholdFacts.IncomesMax)))
        from incomes in Income(members, Amount(amountMax)).ArrayOf(incomeCount)
        select new SampleHousehold(header, [main, .. others], incomes);

    private static Gen<HouseholdHeader> Header(long amountMax) =>
        from kind in Gen.Elements(HouseholdKind.Head, HouseholdKind.Independent)
        from marriedWoman in Gen.Elements(Enum.GetValues<MarriedWomanCase>())
        from proof in Gen.Elements(Enum.GetValues<HousingProof>())
        from marks in Marks
        from bar in Gen.Frequency((8, Gen.Constant(0)), (1, Gen.Elements(202611, 202612, 202701, int.MaxValue)))
        from assets in Assets(amountMax).ArrayOf(4)
        from workers in Gen.Elements(0, 1, 5, int.MaxValue)
        from sources in Sources
        select new HouseholdHeader
        {
            Kind = kind,
            MarriedWomanCase = marriedWoman,
            HousingProof = proof,
            Marks = marks,
            BarredThroughMonth = bar,
            RealEstate = assets[0],
            Vehicles = assets[1],
            Cash = assets[2],
            Portfolios = assets[3],
            DomesticWorkers = workers,
            Sources = sources,
        };

    private static Gen<MemberFacts> Member(Gen<Relationship> relationships) =>
        from relationship in relationships
        from nationality in Gen.Frequency(
            (8, Gen.Constant(NationalityStatus.Saudi)), (1, Gen.Elements(Enum.GetValues<NationalityStatus>())))
        from sex in Gen.Elements(Sex.Male, Sex.Female)
        from status in Gen.Elements(Enum.GetValues<MaritalStatus>())
        from birthDay in BirthDay
        from daysAbroad in DaysAbroad
        from marks in MemberMark
        select new MemberFacts
        {
            Relationship = relationship,
            Nationality = nationality,
            Sex = sex,
            MaritalStatus = status,
            BirthDay = birthDay,
            DaysAbroad = daysAbroad,
            Marks = marks,
        };

    private static Gen<IncomeLine> Income(int members, Gen<long> amounts) =>
        from member in Gen.Choose(0, members - 1)
        from kind in Gen.Elements(Enum.GetValues<IncomeKind>())
        from amount in amounts
        select new IncomeLine((byte)member, kind, amount);

    private static Gen<long> Assets(long amountMax) =>
        Gen.Frequency((8, Gen.Choose(0, 10_000_000).Select(amount => (long)amount)), (1, Amount(amountMax)));

    private static Gen<long> Amount(long amountMax) => Gen.Frequency(
        (6, Ordinary),
        (1, Gen.Choose(0, int.MaxValue).Select(part => amountMax / int.MaxValue * part)),
        (1, Gen.Constant(amountMax)));
}
