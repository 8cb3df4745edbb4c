using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Policies;

namespace CitizenAccount.Rules.Tests.Decisions;

public sealed class ExplanationTests
{
    // The tests, the sources, the first result; the calculation, the second result.
    private static readonly StepCode[] InOrder =
    [
        .. Enum.GetValues<StepCode>().Where(code => code <= StepCode.SourceDaysAbroad),
        StepCode.Eligibility,
        StepCode.Weight, StepCode.FullEntitlement, StepCode.Threshold, StepCode.CutOff, StepCode.Taper,
        StepCode.DaysAbroad,
        StepCode.Entitlement,
    ];

    public static TheoryData<DecisionReason> AllRefusals => [.. Breaking.Reasons];

    [Fact]
    public void An_eligible_head_sees_every_step_in_order_but_that_of_independence() =>
        Assert.Equal(
            InOrder.Where(code => code != StepCode.Independence),
            Sound.Head().Explain().Steps.Select(step => step.Code));

    [Fact]
    public void An_eligible_independent_sees_every_step_there_is_in_order()
    {
        Assert.Equal(InOrder, Sound.Independent().Explain().Steps.Select(step => step.Code));
        Assert.Equal(Enum.GetValues<StepCode>(), InOrder.Order());
    }

    [Fact]
    public void Whoever_is_not_eligible_sees_all_tests_and_no_decline_or_deduction() =>
        Assert.Equal(
            InOrder.Except([StepCode.Independence, StepCode.Taper, StepCode.DaysAbroad]),
            Breaking.Household(DecisionReason.DataMismatch).Explain().Steps.Select(step => step.Code));

    [Theory]
    [MemberData(nameof(AllRefusals))]
    public void The_failed_step_carries_the_reason_and_its_words(DecisionReason reason)
    {
        var explanation = Breaking.Household(reason).Explain(Breaking.Rules);
        var failed = Assert.Single(explanation.Steps.Where(IsTest), step => step.Outcome == StepOutcome.Failed);
        Assert.Equal([reason], failed.Reasons.InOrder());
        var assets = reason is >= DecisionReason.AssetsTotal and <= DecisionReason.AssetsDomesticWorkers;
        Assert.Equal(!assets, ReasonTexts.Of(reason).What == failed.Text);
    }

    [Theory]
    [InlineData(StepCode.Threshold)]
    [InlineData(StepCode.CutOff)]
    public void Income_that_nobody_answered_for_is_shown_as_awaited_and_never_as_zero(StepCode code)
    {
        foreach (var day in new[] { 0, Sound.CutOffDay - 61 })
        {
            var step = Step(Sound.Head().Answered(days => days with { Income = day }).Explain(), code);
            Assert.Equal((StepOutcome.Pending, StepValue.None), (step.Outcome, step.Found));
            Assert.Contains("waiting", step.Text.English, StringComparison.Ordinal);
            Assert.DoesNotContain("0.00 SAR against", step.Text.English, StringComparison.Ordinal);
        }

        Assert.Equal(StepOutcome.Info, Step(Sound.Head().Explain(), code).Outcome);
    }

    [Fact]
    public void A_test_on_a_missing_source_waits_and_says_so()
    {
        var explanation = Sound.Head()
            .Without(HouseholdMarks.DataAgree)
            .Answered(days => days with { CivilStatus = 0 })
            .Explain();
        var test = Step(explanation, StepCode.DataMatch);
        Assert.Equal((StepOutcome.Pending, StepValue.None, 0), (test.Outcome, test.Found, test.Reasons.Count));
        Assert.Contains("waiting", test.Text.English, StringComparison.Ordinal);
        var source = Step(explanation, StepCode.SourceCivilStatus);
        Assert.Equal(StepOutcome.Pending, source.Outcome);
        Assert.Null(source.AsOf);
        Assert.Equal([DecisionReason.WaitingForCivilStatus], source.Reasons.InOrder());
        Assert.Equal(Eligibility.Pending, explanation.Decision.Eligibility);
    }

    [Fact]
    public void Of_two_failures_in_one_step_the_one_that_rests_on_a_missing_source_is_left_out()
    {
        var explanation = Sound.Independent()
            .WithMain(main => main with { MaritalStatus = MaritalStatus.Married })
            .WithMembers(Sound.Minor)
            .Answered(days => days with { CivilStatus = 0 })
            .Explain();
        var step = Step(explanation, StepCode.Independence);
        Assert.Equal(StepOutcome.Failed, step.Outcome);
        Assert.Equal([DecisionReason.IndependentHasDependants], step.Reasons.InOrder());
        Assert.Equal(ReasonTexts.Of(DecisionReason.IndependentHasDependants).What, step.Text);
    }

    [Fact]
    public void The_age_and_the_day_of_a_source_are_shown()
    {
        var step = Step(
            Sound.Head().Answered(days => days with { Income = Sound.CutOffDay - 12 }).Explain(),
            StepCode.SourceIncome);
        Assert.Equal(new StepValue(StepUnit.Days, 12), step.Found);
        Assert.Equal(new StepValue(StepUnit.Days, 60), step.Limit);
        Assert.Equal(new DateOnly(2026, 10, 29), step.AsOf);
        Assert.Equal("Age of income data: 12 days against 60 days", step.Text.English);
        Assert.Equal("عمر بيانات الدخل: \u206612\u2069 يومًا من \u206660\u2069 يومًا", step.Text.Arabic);
    }

    [Fact]
    public void A_limit_that_is_not_published_is_shown_as_not_applied()
    {
        var step = Step(Sound.Head().With(header => header with { Cash = 5_00 }).Explain(), StepCode.CapacityCash);
        Assert.Equal(
            (StepOutcome.NotApplied, StepValue.Halalas(5_00), StepValue.None), (step.Outcome, step.Found, step.Limit));
        Assert.Contains("no limit is published", step.Text.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Assets_are_shown_as_not_applied_before_their_test_began()
    {
        var rules = Sound.RulesOf(2024, 11);
        var day = rules.CutOffDate.DayNumber;
        var explanation = Sound.Head().Answered(_ => new SourceDays(day, day, 0, day)).Explain(rules);
        Assert.Equal(StepOutcome.NotApplied, Step(explanation, StepCode.CapacityTotal).Outcome);
        Assert.Equal(StepOutcome.NotApplied, Step(explanation, StepCode.SourceAssets).Outcome);
    }

    [Fact]
    public void The_calculation_is_shown_with_its_numbers()
    {
        var explanation = Sound.Head(adults: 1, minors: 2).Earning(11_000_00).Abroad(1, 100).Explain();
        Assert.Equal(
            [
                "Household weight 2.1: main beneficiary, 1 dependants 18 and over, 2 under 18; 0 not counted",
                "Full entitlement: 1,512.00 SAR",
                "Counted income against the threshold: 11,000.00 SAR against 9,051.00 SAR",
                "Counted income against the cut-off: 11,000.00 SAR against 14,399.00 SAR",
                "Support declines in a straight line: 1,512.00 SAR x (14,399.00 SAR - 11,000.00 SAR) / "
                + "(14,399.00 SAR - 9,051.00 SAR) = 960.97 SAR",
                "76.27 SAR taken off for days abroad above 90 days, at each person's daily share",
                "Amount due: 884.70 SAR",
            ],
            explanation.Steps.SkipWhile(step => step.Code != StepCode.Weight).Select(step => step.Text.English));
        Assert.Equal(StepOutcome.Deducted, Step(explanation, StepCode.Taper).Outcome);
        Assert.Equal(StepOutcome.Deducted, Step(explanation, StepCode.DaysAbroad).Outcome);
    }

    [Fact]
    public void Every_member_has_a_line_of_what_it_contributed()
    {
        var members = Sound.Head(adults: 1, minors: 1)
            .WithMember(2, member => member with { Marks = MemberMarks.Unverified })
            .Earning(5_00)
            .Earning(7_00, member: 1)
            .Earning(9_00, member: 2)
            .Earning(11_00, member: 1, kind: IncomeKind.Alimony)
            .Abroad(1, 100)
            .Abroad(2, 200)
            .Explain().Members;
        Assert.Equal(
            [
                new MemberShare(0, Relationship.Main, null, 10, 720_00, 5_00, 0, 0, 0),
                new MemberShare(1, Relationship.Parent, null, 5, 360_00, 7_00, 100, 10, 120_00),
                new MemberShare(2, Relationship.Son, DecisionReason.MemberNotVerified, 0, 0, 0, 200, 0, 0),
            ],
            members);
    }

    [Fact]
    public void Parts_that_do_not_come_out_even_still_sum_exactly_to_the_deduction()
    {
        // Three members of weight 1.6 with a day each: 0.9604 riyals by the head's weight and so on, none even.
        var explanation = Sound.Head(adults: 0, minors: 2).Earning(8_000_07)
            .Abroad(0, 91).Abroad(1, 91).Abroad(2, 91)
            .Explain();
        Assert.All(explanation.Members, member => Assert.True(member.DaysAbroadDeduction > 0));
        Assert.Equal(
            explanation.Decision.DaysAbroadDeduction, explanation.Members.Sum(member => member.DaysAbroadDeduction));
    }

    [Fact]
    public void Every_parameter_a_step_names_stands_in_the_policy()
    {
        var keys = PolicyBook.Published.Parameters.Select(parameter => parameter.Key).ToHashSet(StringComparer.Ordinal);
        var named = Sound.Independent().Explain().Steps.SelectMany(step => step.Parameters).ToList();
        Assert.NotEmpty(named);
        Assert.All(named, key => Assert.Contains(key, keys));
    }

    [Fact]
    public void Both_results_are_steps_too()
    {
        AssertResults(Sound.Head().Explain(), StepOutcome.Passed, StepOutcome.Info, StepValue.Halalas(936_00));
        AssertResults(
            Sound.Head().Earning(90_000_00).Explain(), StepOutcome.Passed, StepOutcome.Info, StepValue.Halalas(0L));
        AssertResults(
            Breaking.Household(DecisionReason.DataMismatch).Explain(),
            StepOutcome.Failed, StepOutcome.Info, StepValue.Halalas(0L));
        AssertResults(
            Sound.Head().Answered(_ => default).Explain(), StepOutcome.Pending, StepOutcome.Pending, StepValue.None);
    }

    internal static bool IsTest(DecisionStep step) => step.Code is not (StepCode.Eligibility or StepCode.Entitlement);

    private static void AssertResults(
        Explanation explanation, StepOutcome eligibility, StepOutcome entitlement, StepValue amount)
    {
        Assert.Equal(eligibility, Step(explanation, StepCode.Eligibility).Outcome);
        Assert.Equal(entitlement, Step(explanation, StepCode.Entitlement).Outcome);
        Assert.Equal(amount, Step(explanation, StepCode.Entitlement).Found);
    }

    private static DecisionStep Step(Explanation explanation, StepCode code) =>
        explanation.Steps.Single(step => step.Code == code);
}
