using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Tests.Households;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Rules.Tests.Decisions;

/// <summary>Households that pass every test, from which a test takes one thing away.</summary>
internal static class Sound
{
    /// <summary>December 2026: every parameter announced, cut-off on 10 November 2026, ages on 1 December.</summary>
    public static readonly MonthRules Rules = RulesOf(2026, 12);

    public static readonly int CutOffDay = new DateOnly(2026, 11, 10).DayNumber;

    public static MonthRules RulesOf(int year, int month) => new(PolicyBook.Published, new YearMonth(year, month));

    /// <summary>The rules of December 2026 with something of the policy changed.</summary>
    public static MonthRules RulesWith(Func<Policy, Policy> change) => new(change(Rules.Policy), Rules.Month);

    /// <summary>A married man of 45 with dependants of 30 and of 8, full support, nothing to object to.</summary>
    public static SampleHousehold Head(int adults = 0, int minors = 1) => new(
        new HouseholdHeader
        {
            Kind = HouseholdKind.Head,
            Marks = HouseholdMarks.ApplicationComplete | HouseholdMarks.DataAgree | HouseholdMarks.AllDependantsAdded
                | HouseholdMarks.ResidesInKingdom,
            Sources = new SourceDays(CutOffDay, CutOffDay, CutOffDay, CutOffDay),
        },
        [
            Person(Relationship.Main, 45, MaritalStatus.Married),
            .. Enumerable.Repeat(Adult, adults),
            .. Enumerable.Repeat(Minor, minors),
        ],
        []);

    /// <summary>An unmarried man of 25 living apart in a flat of his own lease.</summary>
    public static SampleHousehold Independent()
    {
        var household = Head(adults: 0, minors: 0)
            .With(HouseholdMarks.LeaseValid | HouseholdMarks.MeterInOwnName)
            .With(header => header with { Kind = HouseholdKind.Independent, HousingProof = HousingProof.EjarLease });
        return household with { Members = [Person(Relationship.Main, 25)] };
    }

    public static MemberFacts Adult => Person(Relationship.Parent, 70, MaritalStatus.Widowed);

    public static MemberFacts Minor => Person(Relationship.Son, 8);

    public static MemberFacts Person(
        Relationship relationship, int age, MaritalStatus status = MaritalStatus.Single, Sex sex = Sex.Male) =>
        new()
        {
            Relationship = relationship,
            Nationality = NationalityStatus.Saudi,
            Sex = sex,
            MaritalStatus = status,
            BirthDay = new DateOnly(2026 - age, 3, 1).DayNumber,
        };

    public static Decision Decide(this SampleHousehold household, MonthRules? rules = null) =>
        Deciding.Decide(household.Facts, rules ?? Rules);

    public static Explanation Explain(this SampleHousehold household, MonthRules? rules = null) =>
        Explaining.Explain(household.Facts, rules ?? Rules);

    public static DecisionReason[] ReasonsOf(Decision decision) => [.. decision.Reasons.InOrder()];

    /// <summary>Not eligible for these reasons and no other, with nothing due.</summary>
    public static void AssertRefused(Decision decision, params DecisionReason[] reasons)
    {
        Assert.Equal(reasons, ReasonsOf(decision));
        Assert.Equal(Eligibility.NotEligible, decision.Eligibility);
        Assert.Equal(Entitlement.NoneNotEligible, decision.Entitlement);
        AssertNothingDue(decision);
    }

    /// <summary>Waiting for these reasons and no other, with nothing said of an amount.</summary>
    public static void AssertPending(Decision decision, params DecisionReason[] reasons)
    {
        Assert.Equal(reasons, ReasonsOf(decision));
        Assert.Equal(Eligibility.Pending, decision.Eligibility);
        Assert.Equal(Entitlement.Pending, decision.Entitlement);
        AssertNothingDue(decision);
    }

    /// <summary>Eligible with this amount, halalas, for these reasons and no other.</summary>
    public static void AssertDue(long amount, Decision decision, params DecisionReason[] reasons)
    {
        Assert.Equal(reasons, ReasonsOf(decision));
        Assert.Equal(Eligibility.Eligible, decision.Eligibility);
        Assert.Equal(Entitlement.Due, decision.Entitlement);
        Assert.Equal(amount, decision.Amount);
    }

    private static void AssertNothingDue(Decision decision) =>
        Assert.Equal((0L, 0L, 0L), (decision.Amount, decision.BeforeDeduction, decision.DaysAbroadDeduction));
}
