using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Demo;
using Verdict = CitizenAccount.Rules.Decisions.Eligibility;

namespace CitizenAccount.Service.Tests.Demo;

public sealed class PopulationCasesTests
{
    private static readonly MonthRules Rules = new(PolicyBook.Published, PopulationSample.Month);

    private static readonly Decision[] Decisions =
        [.. PopulationSample.Households.Select(household => Deciding.Decide(household.Facts, Rules))];

    // No policy in force can give these: no minimum is paid since July 2022, and the limits of the five kinds of
    // assets are not published.
    private static readonly DecisionReason[] OutOfForce =
    [
        DecisionReason.RaisedToMinimum,
        DecisionReason.AssetsRealEstate,
        DecisionReason.AssetsVehicles,
        DecisionReason.AssetsCash,
        DecisionReason.AssetsPortfolios,
        DecisionReason.AssetsDomesticWorkers,
    ];

    public static TheoryData<YearMonth> CurrentMonths => [new(2026, 12), new(2026, 2)];

    [Theory]
    [MemberData(nameof(CurrentMonths))]
    public void Every_reason_that_the_policy_can_give_occurs(YearMonth month)
    {
        var rules = new MonthRules(PolicyBook.Published, month);
        var households = PopulationSample.Make(new Population(99, month), PopulationSample.Size);
        var found = households.Aggregate(
            ReasonSet.Empty, (all, household) => all.With(Deciding.Decide(household.Facts, rules).Reasons));
        Assert.Equal(Enum.GetValues<DecisionReason>().Except(OutOfForce), found.InOrder());
    }

    [Fact]
    public void The_reasons_left_out_are_those_without_a_rule_in_force()
    {
        var policy = Rules.Policy;
        Assert.Null(policy.Support.Rules.Minimum);
        Assert.Equal(
            new CapacityLimits(policy.Capacity.PerUnit, policy.Capacity.Max, null, null, null, null, null),
            policy.Capacity);
    }

    [Fact]
    public void Every_result_of_both_studies_occurs()
    {
        Assert.Equal(
            Enum.GetValues<Verdict>(), Decisions.Select(decision => decision.Eligibility).Distinct().Order());
        Assert.Equal(
            Enum.GetValues<Entitlement>(), Decisions.Select(decision => decision.Entitlement).Distinct().Order());
    }

    [Fact]
    public void Every_kind_of_household_member_income_and_proof_occurs()
    {
        var households = PopulationSample.Households;
        var members = households.SelectMany(household => household.Members).ToArray();
        AssertAll(households.Select(household => household.Header.Kind));
        AssertAll(households.Select(household => household.Header.MarriedWomanCase));
        AssertAll(households.Select(household => household.Header.HousingProof));
        AssertAll(members.Select(member => member.Relationship));
        AssertAll(members.Select(member => member.Nationality));
        AssertAll(members.Select(member => member.Sex));
        AssertAll(members.Select(member => member.MaritalStatus));
        AssertAll(households.SelectMany(household => household.Incomes).Select(income => income.Kind));
        Assert.Contains(members, member => (member.Marks & MemberMarks.AbsenceJustified) != 0);
    }

    [Fact]
    public void Every_way_a_lease_can_fail_to_prove_independence_occurs()
    {
        var leases = PopulationSample.Households
            .Where(household => household.Header.HousingProof == HousingProof.EjarLease)
            .Select(household => household.Header.Marks)
            .ToArray();
        Assert.Contains(leases, marks => (marks & HouseholdMarks.LeaseValid) == 0);
        Assert.Contains(leases, marks => (marks & HouseholdMarks.LeaseShared) != 0);
        Assert.Contains(leases, marks => (marks & HouseholdMarks.MeterInOwnName) == 0);
    }

    [Fact]
    public void A_bar_that_is_over_does_not_count()
    {
        var former = PopulationSample.Households.Zip(Decisions)
            .Where(pair => pair.First.Header.BarredThroughMonth is > 0 and < 202612)
            .ToArray();
        Assert.NotEmpty(former);
        Assert.All(former, pair => Assert.False(pair.Second.Reasons.Contains(DecisionReason.Barred)));
    }

    // A rate off by more than five standard deviations would be a rate that is not used.
    [Theory]
    [InlineData(DecisionReason.ApplicationIncomplete, PopulationRates.ApplicationIncomplete)]
    [InlineData(DecisionReason.Barred, PopulationRates.BarredNow)]
    [InlineData(DecisionReason.Nationality, PopulationRates.MainNationalityNotCovered)]
    [InlineData(DecisionReason.InShelterOrPrison, PopulationRates.MainInShelterOrPrison)]
    [InlineData(DecisionReason.MainBeneficiaryDeceased, PopulationRates.MainDeceased)]
    [InlineData(DecisionReason.MainBeneficiaryListedElsewhere, PopulationRates.MainCountedElsewhere)]
    [InlineData(DecisionReason.DataMismatch, PopulationRates.DataDisagree + PopulationRates.MainUnverified)]
    [InlineData(DecisionReason.Residence, PopulationRates.NotResident)]
    [InlineData(
        DecisionReason.CommercialRegistrationUndisclosed, PopulationRates.CommercialRegistrationUndisclosed)]
    [InlineData(DecisionReason.AssetsTotal, PopulationRates.Wealthy)]
    public void A_case_is_planted_about_as_often_as_the_table_of_rates_says(DecisionReason reason, int per100000)
    {
        var expected = PopulationSample.Size * per100000 / 100_000.0;
        var found = Decisions.Count(decision => decision.Reasons.Contains(reason));
        Assert.InRange(found, expected - (5 * Math.Sqrt(expected)), expected + (5 * Math.Sqrt(expected)));
    }

    private static void AssertAll<T>(IEnumerable<T> found)
        where T : struct, Enum =>
        Assert.Equal(Enum.GetValues<T>(), found.Distinct().Order());
}
