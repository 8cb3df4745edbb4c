using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Tests.Households;
using FsCheck;
using FsCheck.Fluent;

namespace CitizenAccount.Rules.Tests.Decisions;

// Why less than last month: parts that sum exactly, and each named by what changed.
public sealed class DifferenceTests
{
    private static readonly Arbitrary<MonthRules> Months = Gen.Choose(60, 130)
        .Select(months => new MonthRules(PolicyBook.Published, PolicyBook.FirstMonth.AddMonths(months)))
        .ToArbitrary();

    [Fact]
    public void The_parts_of_any_two_months_sum_exactly_and_none_is_zero() =>
        Prop.ForAll(
            AnyHousehold.Any, AnyHousehold.Eligible, Months, (before, after, month) =>
            {
                foreach (var (from, to) in new[] { (before, after), (after, before), (before, before), (after, after) })
                {
                    AssertSums(from, month, to, Breaking.Rules);
                    AssertSums(from, Breaking.Rules, to, month);
                    AssertSums(from, Breaking.Rules, to, Breaking.Rules);
                }
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Two_eligible_months_are_never_told_apart_by_eligibility() =>
        Prop.ForAll(AnyHousehold.Eligible, AnyHousehold.Eligible, (before, after) =>
            Between(before, Breaking.Rules, after, Breaking.Rules)
                .All(part => part.Cause != DifferenceCause.Eligibility)).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void The_same_month_differs_by_nothing() =>
        Assert.Empty(Between(Sound.Head(1, 2), Sound.Rules, Sound.Head(1, 2), Sound.Rules));

    [Fact]
    public void A_newborn_adds_its_share() => AssertParts(
        Between(Sound.Head(1), Sound.Rules, Sound.Head(1, 2), Sound.Rules), (DifferenceCause.Members, 216_00));

    [Fact]
    public void A_rise_of_income_takes_off_what_the_line_says()
    {
        var parts = Between(WithSalary(9_000_00), Sound.Rules, WithSalary(11_000_00), Sound.Rules);
        var part = Assert.Single(parts);
        Assert.Equal(DifferenceCause.Income, part.Cause);
        Assert.Equal(
            WithSalary(11_000_00).Decide().Amount - WithSalary(9_000_00).Decide().Amount, part.Amount);
        Assert.Contains("from 9,000.00 SAR to 11,000.00 SAR", part.Text.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_turns_eighteen_counts_more_from_the_month_policy_says()
    {
        var child = Sound.Minor with { BirthDay = new DateOnly(2008, 12, 15).DayNumber };
        var household = Sound.Head(0, 0).WithMembers(child)
            .Answered(_ => new SourceDays(Sound.CutOffDay, Sound.CutOffDay, Sound.CutOffDay, Sound.CutOffDay));
        AssertParts(
            Between(household, Sound.Rules, household, Sound.RulesOf(2027, 1)), (DifferenceCause.Age, 144_00));
    }

    [Fact]
    public void Days_abroad_are_a_part_of_their_own()
    {
        var away = Sound.Head(1, 2).WithMain(main => main with { DaysAbroad = 100 });
        var part = Assert.Single(Between(Sound.Head(1, 2), Sound.Rules, away, Sound.Rules));
        Assert.Equal((DifferenceCause.DaysAbroad, -away.Decide().DaysAbroadDeduction), (part.Cause, part.Amount));
    }

    [Fact]
    public void A_stop_is_one_part_whatever_else_changed()
    {
        var stopped = Sound.Head(0, 3).Without(HouseholdMarks.DataAgree);
        AssertParts(
            Between(Sound.Head(1, 2), Sound.Rules, stopped, Sound.Rules),
            (DifferenceCause.Eligibility, -Sound.Head(1, 2).Decide().Amount));
    }

    [Fact]
    public void Several_causes_come_in_the_order_of_the_calculation()
    {
        var parts = Between(Sound.Head(1), Sound.Rules, Sound.Head(1, 2) with
        {
            Incomes = [new IncomeLine(0, IncomeKind.Salary, 9_900_00)],
        }, Sound.Rules);
        Assert.Equal([DifferenceCause.Members, DifferenceCause.Income], parts.Select(part => part.Cause));
    }

    [Fact]
    public void Every_part_has_words_in_both_languages() =>
        Prop.ForAll(AnyHousehold.Eligible, AnyHousehold.Eligible, Months, (before, after, month) =>
            Assert.All(Between(before, month, after, Breaking.Rules), part =>
            {
                Assert.Contains(part.Text.Arabic, letter => letter is >= '\u0621' and <= '\u064A');
                Assert.NotEmpty(part.Text.English);
            })).Check(Config.QuickThrowOnFailure);

    private static SampleHousehold WithSalary(long halalas) =>
        Sound.Head(1, 2) with { Incomes = [new IncomeLine(0, IncomeKind.Salary, halalas)] };

    private static IReadOnlyList<DifferencePart> Between(
        SampleHousehold before, MonthRules rulesBefore, SampleHousehold after, MonthRules rulesAfter) =>
        Differing.Between(before.Facts, rulesBefore, after.Facts, rulesAfter);

    private static void AssertParts(
        IReadOnlyList<DifferencePart> parts, params (DifferenceCause Cause, long Amount)[] expected) =>
        Assert.Equal(expected, parts.Select(part => (part.Cause, part.Amount)));

    private static void AssertSums(
        SampleHousehold before, MonthRules rulesBefore, SampleHousehold after, MonthRules rulesAfter)
    {
        var parts = Between(before, rulesBefore, after, rulesAfter);
        Assert.Equal(
            after.Decide(rulesAfter).Amount - before.Decide(rulesBefore).Amount, parts.Sum(part => part.Amount));
        Assert.DoesNotContain(parts, part => part.Amount == 0);
    }
}
