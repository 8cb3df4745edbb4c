using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Rules.Tests.Decisions;

// Only eligible members enter number, ages and income (mnbr-67504). Who is not counted lowers the household's weight
// and takes the own income along; the household's eligibility stands on the others.
public sealed class CountedMembersTests
{
    [Theory]
    [InlineData(DecisionReason.MemberDeceased)]
    [InlineData(DecisionReason.MemberListedElsewhere)]
    [InlineData(DecisionReason.MemberNotVerified)]
    [InlineData(DecisionReason.MemberNationality)]
    [InlineData(DecisionReason.MemberInShelterOrPrison)]
    [InlineData(DecisionReason.MemberMarriedDaughter)]
    public void A_member_who_is_not_counted_adds_neither_weight_nor_income(DecisionReason reason)
    {
        var household = Sound.Head(adults: 1, minors: 1)
            .WithMember(1, member => Excluded(member, reason))
            .Earning(90_000_00, member: 1);
        var decision = household.Decide();
        Sound.AssertDue(936_00, decision, DecisionReason.FullSupport, reason);
        Assert.Equal((0, 1, 13, 0L), (decision.Adults, decision.Minors, decision.WeightTenths, decision.CountedIncome));
        Assert.True(decision.Counts(0));
        Assert.False(decision.Counts(1));
        Assert.True(decision.Counts(2));
    }

    [Fact]
    public void Every_reason_to_leave_a_member_out_is_named()
    {
        DecisionReason[] reasons =
        [
            DecisionReason.MemberDeceased, DecisionReason.MemberNationality,
            DecisionReason.MemberInShelterOrPrison, DecisionReason.MemberMarriedDaughter,
            DecisionReason.MemberNotVerified, DecisionReason.MemberListedElsewhere,
        ];
        var household = Sound.Head(adults: 6, minors: 1);
        for (var i = 0; i < reasons.Length; i++)
        {
            var reason = reasons[i];
            household = household.WithMember(i + 1, member => Excluded(member, reason));
        }

        Sound.AssertDue(936_00, household.Decide(), [DecisionReason.FullSupport, .. reasons]);
    }

    [Theory]
    [InlineData(NationalityStatus.Saudi, Relationship.Son, true)]
    [InlineData(NationalityStatus.ChildOfCitizenMother, Relationship.Son, true)]
    [InlineData(NationalityStatus.MobilityCard, Relationship.Parent, true)]
    [InlineData(NationalityStatus.NonSaudiSpouse, Relationship.Spouse, true)]
    [InlineData(NationalityStatus.NonSaudiSpouse, Relationship.Son, false)]
    [InlineData(NationalityStatus.Other, Relationship.Spouse, false)]
    public void The_excepted_nationalities_are_counted(
        NationalityStatus nationality, Relationship relationship, bool counted)
    {
        var household = Sound.Head(adults: 1, minors: 0).WithMember(
            1, member => member with { Nationality = nationality, Relationship = relationship });
        Assert.Equal(counted, household.Decide().Counts(1));
    }

    [Theory]
    [InlineData(Relationship.Daughter, MaritalStatus.Married, false)]
    [InlineData(Relationship.Daughter, MaritalStatus.Single, true)]
    [InlineData(Relationship.Daughter, MaritalStatus.Divorced, true)]
    [InlineData(Relationship.Daughter, MaritalStatus.Widowed, true)]
    [InlineData(Relationship.Spouse, MaritalStatus.Married, true)]
    [InlineData(Relationship.Son, MaritalStatus.Married, true)]
    public void A_daughter_is_counted_until_she_is_recorded_as_married(
        Relationship relationship, MaritalStatus status, bool counted)
    {
        var household = Sound.Head(adults: 1, minors: 0).WithMember(
            1, member => member with { Relationship = relationship, MaritalStatus = status });
        Assert.Equal(counted, household.Decide().Counts(1));
    }

    [Fact]
    public void A_justified_absence_leaves_nobody_out()
    {
        var household = Sound.Head(adults: 1, minors: 0).WithMember(
            1, member => member with { Marks = MemberMarks.AbsenceJustified });
        Assert.True(household.Decide().Counts(1));
    }

    // Ages are taken on the first day of the benefit month: 18 years completed on that day count as 18 or over.
    [Theory]
    [InlineData(2008, 11, 30, true)]
    [InlineData(2008, 12, 1, true)] // 18 on the very day
    [InlineData(2008, 12, 2, false)] // 18 the day after
    public void A_dependant_is_18_on_the_18th_birthday_and_not_the_day_before(int year, int month, int day, bool adult)
    {
        var decision = Sound.Head(adults: 0, minors: 1)
            .WithMember(1, member => member with { BirthDay = new DateOnly(year, month, day).DayNumber })
            .Decide();
        Assert.Equal(new DateOnly(2026, 12, 1), Sound.Rules.AgeDate);
        Assert.Equal(adult ? (1, 0) : (0, 1), (decision.Adults, decision.Minors));
        Sound.AssertDue(adult ? 1_080_00 : 936_00, decision, DecisionReason.FullSupport);
    }

    [Theory]
    [InlineData(2008, 12, 1, true)]
    [InlineData(2008, 12, 2, false)]
    public void An_independent_is_18_on_the_18th_birthday_and_not_the_day_before(int year, int month, int day, bool old)
    {
        var household = Sound.Independent()
            .WithMain(main => main with { BirthDay = new DateOnly(year, month, day).DayNumber });
        Assert.Equal(!old, household.Decide().Reasons.Contains(DecisionReason.IndependentUnderAge));
    }

    [Fact]
    public void A_head_weighs_as_a_head_whatever_the_age()
    {
        var young = Sound.Head().WithMain(main => main with { BirthDay = new DateOnly(2010, 1, 1).DayNumber });
        Assert.Equal(13, young.Decide().WeightTenths);
    }

    // The table of latest birthdays must agree with the count of completed years on every day around it, in both
    // calendars, also where the age date is a day some years do not have.
    [Theory]
    [InlineData(AgeBasis.Gregorian, 1)]
    [InlineData(AgeBasis.Gregorian, 28)]
    [InlineData(AgeBasis.Hijri, 1)]
    [InlineData(AgeBasis.Hijri, 20)]
    public void The_latest_birthday_agrees_with_the_count_of_completed_years(AgeBasis basis, int referenceDay)
    {
        var policy = Sound.Rules.Policy with { AgeBasis = basis, AgeReferenceDay = referenceDay };
        foreach (var month in new YearMonth(2018, 1).Through(new YearMonth(2031, 12)))
        {
            var rules = new MonthRules(policy, month);
            Assert.Equal(month.Day(referenceDay), rules.AgeDate);
            for (var day = rules.AdultBornBy - 3; day <= rules.AdultBornBy + 3; day++)
            {
                var years = Age.YearsCompleted(DateOnly.FromDayNumber(day), rules.AgeDate, basis);
                Assert.Equal(years >= 18, day <= rules.AdultBornBy);
            }
        }
    }

    [Fact]
    public void Only_the_kinds_of_income_the_policy_counts_are_counted()
    {
        foreach (var kind in Enum.GetValues<IncomeKind>())
        {
            var decision = Sound.Head().Earning(100_00, kind: kind).Decide();
            Assert.Equal(Sound.Rules.Policy.Counts(kind) ? 100_00 : 0, decision.CountedIncome);
        }

        IncomeKind[] uncounted =
        [
            IncomeKind.SocialSecurity, IncomeKind.Alimony, IncomeKind.RehabilitationAid, IncomeKind.ImamStipend,
        ];
        Assert.Equal(uncounted, Enum.GetValues<IncomeKind>().Where(kind => !Sound.Rules.Policy.Counts(kind)));
    }

    [Fact]
    public void Incomes_of_all_counted_members_are_added_up()
    {
        var household = Sound.Head(adults: 1, minors: 1)
            .Earning(1_000_01)
            .Earning(20_00, kind: IncomeKind.Hafiz)
            .Earning(300_00, member: 1, kind: IncomeKind.Pension)
            .Earning(4_00, member: 2, kind: IncomeKind.StudentStipend)
            .Earning(50_000_00, member: 1, kind: IncomeKind.Alimony);
        Assert.Equal(1_324_01, household.Decide().CountedIncome);
    }

    internal static MemberFacts Excluded(MemberFacts member, DecisionReason reason) => reason switch
    {
        DecisionReason.MemberDeceased => member with { Marks = MemberMarks.Deceased },
        DecisionReason.MemberListedElsewhere => member with { Marks = MemberMarks.CountedElsewhere },
        DecisionReason.MemberNotVerified => member with { Marks = MemberMarks.Unverified },
        DecisionReason.MemberNationality => member with { Nationality = NationalityStatus.Other },
        DecisionReason.MemberInShelterOrPrison => member with { Marks = MemberMarks.InShelterOrPrison },
        DecisionReason.MemberMarriedDaughter => member with
        {
            Relationship = Relationship.Daughter,
            Sex = Sex.Female,
            MaritalStatus = MaritalStatus.Married,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "This leaves no member out."),
    };
}
