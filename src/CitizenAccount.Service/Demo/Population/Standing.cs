using CitizenAccount.Rules.Households;

namespace CitizenAccount.Service.Demo;

/// <summary>Plants the cases of <see cref="PopulationRates"/> that stand in the marks of members and household, and
/// draws days abroad and the days on which sources answered.</summary>
internal static class Standing
{
    private const int NewbornDays = 60;
    private const int LongAbsenceDays = 91;

    // Days abroad of a family in twelve months: a holiday or none.
    private static readonly Quantiles HolidayDays =
        new(0, 0, 0, 0, 0, 0, 0, 0, 3, 4, 5, 7, 8, 10, 12, 14, 17, 21, 27, 38, 84);

    private static readonly Quantiles LongAbsences =
        new(LongAbsenceDays, 95, 102, 110, 118, 127, 140, 165, 210, 270, 350);

    /// <summary>Changes the members and answers with the marks of the household.</summary>
    public static HouseholdMarks Draw(ref Chance chance, CutOffCalendar calendar, ref HouseholdDraft draft)
    {
        var familyAbroad = chance.Happens(PopulationRates.FamilyAbroad);
        var holiday = HolidayDays.Draw(ref chance);
        var members = draft.Members;
        for (var i = 0; i < members.Length; i++)
        {
            ref var member = ref members[i];
            if (i > 0)
            {
                member = WithDependantCase(ref chance, calendar, member);
            }

            member = familyAbroad
                ? member with { DaysAbroad = (short)Math.Min(chance.Between(200, 350), DaysAlive(calendar, member)) }
                : WithDaysAbroad(ref chance, calendar, member, holiday);
        }

        PlantMain(ref chance, ref draft);
        return Marks(ref chance, draft.Kind);
    }

    /// <summary>The days on which sources answered, a few of them missing or far too old.</summary>
    public static SourceDays Sources(ref Chance chance, CutOffCalendar calendar) => new(
        SourceDay(ref chance, calendar, 25, PopulationRates.CivilStatusMissing, PopulationRates.CivilStatusOld),
        SourceDay(ref chance, calendar, 25, PopulationRates.IncomeMissing, PopulationRates.IncomeOld),
        SourceDay(ref chance, calendar, 120, PopulationRates.AssetsMissing, PopulationRates.AssetsOld),
        SourceDay(ref chance, calendar, 25, PopulationRates.ResidenceMissing, PopulationRates.ResidenceOld));

    /// <summary>Last month of a bar as year x 100 + month; 0 is none.</summary>
    public static int BarredThroughMonth(ref Chance chance, CutOffCalendar calendar)
    {
        var now = chance.Happens(PopulationRates.BarredNow);
        if (!now && !chance.Happens(PopulationRates.BarredFormerly))
        {
            return 0;
        }

        var last = calendar.Month.AddMonths(now ? chance.Below(24) : -chance.Between(1, 24));
        return (last.Year * 100) + last.Month;
    }

    private static int SourceDay(ref Chance chance, CutOffCalendar calendar, int freshDays, int missing, int old) =>
        chance.Happens(missing) ? 0
        : chance.Happens(old) ? calendar.CutOffDay - chance.Between(200, 400)
        : calendar.CutOffDay - chance.Below(freshDays);

    private static MemberFacts WithDependantCase(ref Chance chance, CutOffCalendar calendar, in MemberFacts member)
    {
        var unverified = DaysAlive(calendar, member) < NewbornDays
            ? PopulationRates.NewbornUnverified
            : PopulationRates.DependantUnverified;
        var marks = member.Marks;
        marks |= chance.Happens(PopulationRates.DependantDeceased) ? MemberMarks.Deceased : 0;
        marks |= chance.Happens(PopulationRates.DependantCountedElsewhere) ? MemberMarks.CountedElsewhere : 0;
        marks |= chance.Happens(unverified) ? MemberMarks.Unverified : 0;
        marks |= chance.Happens(PopulationRates.DependantInShelterOrPrison) ? MemberMarks.InShelterOrPrison : 0;
        var married = member.Relationship == Relationship.Daughter
            && calendar.AgeOn(member.BirthDay) >= 19
            && chance.Happens(PopulationRates.DaughterMarried);
        return member with
        {
            Marks = marks,
            MaritalStatus = married ? MaritalStatus.Married : member.MaritalStatus,
            Nationality = chance.Happens(PopulationRates.DependantNationalityNotCovered)
                ? NationalityStatus.Other
                : member.Nationality,
        };
    }

    private static MemberFacts WithDaysAbroad(
        ref Chance chance, CutOffCalendar calendar, in MemberFacts member, int holiday)
    {
        var age = calendar.AgeOn(member.BirthDay);
        var rate = age is >= 18 and <= 25 ? PopulationRates.LongAbsenceOfYoungAdult : PopulationRates.LongAbsence;
        if (age >= 18 && chance.Happens(rate))
        {
            var justified = chance.Happens(PopulationRates.LongAbsenceJustified);
            return member with
            {
                DaysAbroad = (short)LongAbsences.Draw(ref chance),
                Marks = member.Marks | (justified ? MemberMarks.AbsenceJustified : 0),
            };
        }

        // Nobody was abroad longer than alive.
        var most = Math.Min(LongAbsenceDays - 1, DaysAlive(calendar, member));
        var days = holiday == 0 ? 0 : Math.Clamp(holiday + chance.Between(-3, 3), 0, most);
        return days == 0 ? member : member with { DaysAbroad = (short)days };
    }

    private static int DaysAlive(CutOffCalendar calendar, in MemberFacts member) =>
        calendar.CutOffDay - member.BirthDay;

    private static void PlantMain(ref Chance chance, ref HouseholdDraft draft)
    {
        ref var main = ref draft.Members[0];
        var marks = main.Marks;
        marks |= chance.Happens(PopulationRates.MainInShelterOrPrison) ? MemberMarks.InShelterOrPrison : 0;
        marks |= chance.Happens(PopulationRates.MainDeceased) ? MemberMarks.Deceased : 0;
        marks |= chance.Happens(PopulationRates.MainCountedElsewhere) ? MemberMarks.CountedElsewhere : 0;
        marks |= chance.Happens(PopulationRates.MainUnverified) ? MemberMarks.Unverified : 0;
        var nationality = chance.Happens(PopulationRates.MainNationalityNotCovered) ? NationalityStatus.Other
            : chance.Happens(PopulationRates.MainHoldsMobilityCard) ? NationalityStatus.MobilityCard
            : main.Nationality;
        main = main with { Marks = marks, Nationality = nationality };
        if (nationality == NationalityStatus.MobilityCard)
        {
            foreach (ref var member in draft.Members)
            {
                member = member.Nationality == NationalityStatus.Saudi
                    ? member with { Nationality = NationalityStatus.MobilityCard }
                    : member;
            }
        }
    }

    private static HouseholdMarks Marks(ref Chance chance, HouseholdKind kind)
    {
        var marks = HouseholdMarks.ApplicationComplete | HouseholdMarks.DataAgree | HouseholdMarks.AllDependantsAdded
            | HouseholdMarks.ResidesInKingdom;
        marks &= ~(chance.Happens(PopulationRates.ApplicationIncomplete) ? HouseholdMarks.ApplicationComplete : 0);
        marks &= ~(chance.Happens(PopulationRates.DataDisagree) ? HouseholdMarks.DataAgree : 0);
        marks &= ~(chance.Happens(PopulationRates.NotResident) ? HouseholdMarks.ResidesInKingdom : 0);
        marks |= chance.Happens(PopulationRates.CommercialRegistrationUndisclosed)
            ? HouseholdMarks.CommercialRegistrationUndisclosed
            : 0;
        return kind == HouseholdKind.Head && chance.Happens(PopulationRates.DependantsMissing)
            ? marks & ~HouseholdMarks.AllDependantsAdded
            : marks;
    }
}
