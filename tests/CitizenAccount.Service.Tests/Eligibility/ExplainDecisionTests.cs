using System.Security.Cryptography;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using DecisionReason = CitizenAccount.Contracts.Eligibility.V1.DecisionReason;
using DecisionStep = CitizenAccount.Contracts.Eligibility.V1.DecisionStep;

namespace CitizenAccount.Service.Tests.Eligibility;

/// <summary>Decisions laid open over the wire: complete, in order, and summing exactly.</summary>
public sealed class ExplainDecisionTests(DecidedService decided) : IClassFixture<DecidedService>
{
    private static readonly DecisionStepCode[] Results = [DecisionStepCode.Eligibility, DecisionStepCode.Entitlement];

    [Fact]
    public async Task Every_household_is_explained_as_the_rules_explain_it()
    {
        var keys = await KeysAsync();
        for (var index = 0; index < DecidedService.Households; index++)
        {
            var told = await ExplainAsync(index);
            var expected = Explaining.Explain(DecidedService.People[index].Facts, DecidedService.Rules);
            AssertSteps(expected, told);
            Assert.All(told.Steps.SelectMany(step => step.ParameterKeys), key => Assert.Contains(key, keys));
            AssertAges(DecidedService.People[index], told);
            GetEligibilityTests.AssertReasons(expected.Decision, [.. told.Decision.Reasons]);
            if (expected.Decision.Eligibility == Rules.Decisions.Eligibility.Eligible)
            {
                AssertAmounts(expected, told.Amounts);
            }
            else
            {
                // Nobody is shown a calculation whose numbers were never used, least of all an income not yet known.
                Assert.Null(told.Amounts);
            }
        }
    }

    [Fact]
    public async Task The_last_step_is_the_result_and_the_first_result_comes_before_the_calculation()
    {
        foreach (var entitlement in Enum.GetValues<Entitlement>()
            .Where(value => value != Entitlement.NoneAfterDeduction))
        {
            var index = Enumerable.Range(0, DecidedService.Households)
                .First(index => DecidedService.DecisionOn(index).Entitlement == entitlement);
            var told = await ExplainAsync(index);
            Assert.Equal(DecisionStepCode.Entitlement, told.Steps[^1].Code);
            var codes = told.Steps.Select(step => step.Code).ToList();
            Assert.Equal(codes.Count, codes.Distinct().Count());
            Assert.Single(codes, DecisionStepCode.Eligibility);
            Assert.True(codes.IndexOf(DecisionStepCode.Eligibility) < codes.IndexOf(DecisionStepCode.Weight));
        }
    }

    [Fact]
    public async Task The_explanation_names_the_policy_the_snapshot_and_the_facts_it_rests_on()
    {
        var told = await ExplainAsync(4);
        var policy = await decided.Service.Eligibility().GetPolicyAsync(
            new GetPolicyRequest { BenefitMonth = new YearMonth { Year = 2026, Month = 12 } }, Clients.By());
        Assert.Equal((policy.Policy.Version, policy.Policy.ContentSha256), (told.PolicyVersion, told.PolicySha256));
        Assert.Equal(told.PolicyVersion, told.Decision.PolicyVersion);
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(DecidedService.StoredFacts(DecidedService.People[4]))),
            told.FactsSha256);
        Assert.Matches("^[0-9a-f]{64}$", told.SnapshotSha256);
        Assert.Equal(told.SnapshotSha256, (await ExplainAsync(5)).SnapshotSha256);
    }

    [Fact]
    public async Task Every_step_is_a_sentence_in_both_languages()
    {
        for (var index = 0; index < 50; index++)
        {
            Assert.All((await ExplainAsync(index)).Steps, step =>
            {
                Assert.Contains(step.Explanation.Ar, letter => letter is >= '\u0621' and <= '\u064A');
                Assert.DoesNotContain(step.Explanation.En, letter => letter is >= '\u0600' and <= '\u06FF');
                Assert.NotEmpty(step.Explanation.En);
                Assert.Equal(step.Found is null, step.FoundText is null);
                Assert.Equal(step.Limit is null, step.LimitText is null);
                Assert.NotEqual(FactSource.Unspecified, step.Source);
            });
        }
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(int.MaxValue, false)]
    public async Task The_first_version_and_the_latest_are_the_same_and_there_is_no_other(int version, bool found)
    {
        var household = RunningService.HouseholdAt(4);
        var call = decided.Service.Eligibility().ExplainDecisionAsync(
            new ExplainDecisionRequest { Name = $"{household.Name}/decisions/2026-12", Version = version },
            Clients.By(decided.Service.AsCitizen(household)));
        if (found)
        {
            Assert.Equal(WithoutReceipt(await ExplainAsync(4)), WithoutReceipt((await call).Explanation));
        }
        else
        {
            await AssertNotFoundAsync(call);
        }
    }

    [Theory]
    [InlineData("2026-11")]
    [InlineData("2027-01")]
    [InlineData("2017-12")]
    public Task A_month_that_was_not_decided_has_no_explanation(string month)
    {
        var household = RunningService.HouseholdAt(4);
        return AssertNotFoundAsync(decided.Service.Eligibility().ExplainDecisionAsync(
            new ExplainDecisionRequest { Name = $"{household.Name}/decisions/{month}" },
            Clients.By(decided.Service.AsCitizen(household))));
    }

    [Fact]
    public async Task The_answer_says_how_fresh_it_is()
    {
        var household = RunningService.HouseholdAt(4);
        var answer = await decided.Service.Eligibility().ExplainDecisionAsync(
            new ExplainDecisionRequest { Name = $"{household.Name}/decisions/2026-12" },
            Clients.By(decided.Service.AsCitizen(household)));
        Assert.Equal((1, FreshnessSource.Database), (answer.Freshness.Revision, answer.Freshness.Source));
        Assert.NotEmpty(answer.ConsistencyToken);
    }

    // A signature is another one each time; DecisionReceiptTests hold it against the answer.
    private static DecisionExplanation WithoutReceipt(DecisionExplanation told)
    {
        told.Receipt = null;
        return told;
    }

    // The names of codes and outcomes are the same on both sides.
    private static void AssertSteps(Explanation expected, DecisionExplanation told)
    {
        Assert.Equal(
            expected.Steps.Select(step => (step.Code.ToString(), step.Outcome.ToString(),
                step.Text.English, step.Text.Arabic)),
            told.Steps.Select(step => (step.Code.ToString(), step.Outcome.ToString(),
                step.Explanation.En, step.Explanation.Ar)));
        Assert.Equal(
            expected.Steps.Select(step => NumberOf(step.Found)), told.Steps.Select(step => NumberOf(step.Found)));
        Assert.Equal(
            expected.Steps.Select(step => NumberOf(step.Limit)), told.Steps.Select(step => NumberOf(step.Limit)));
        Assert.Equal(
            expected.Steps.SelectMany(step => step.Reasons.InOrder())
                .Select(reason => reason.ToString()).Distinct().Order(),
            told.Steps.SelectMany(step => step.Reasons).Select(reason => reason.ToString()).Distinct().Order());

        // Every reason of the decision is given by a step, and by no step is one given that the decision lacks.
        Assert.Equal(
            told.Decision.Reasons.Select(reason => reason.Code).Order(),
            told.Steps.Where(step => !Results.Contains(step.Code)).SelectMany(step => step.Reasons).Distinct().Order());
    }

    private static void AssertAmounts(Explanation expected, AmountBreakdown told)
    {
        var decision = expected.Decision;
        Assert.Equal(decision.WeightTenths, told.WeightTenths);
        Assert.Equal(told.WeightTenths, told.WeightParts.Sum(part => part.WeightTenths));
        Assert.Equal(told.FullBeforeCap.Halalas, told.WeightParts.Sum(part => part.FullShare.Halalas));
        Assert.Equal(told.FullEntitlement.Halalas, Math.Min(told.FullBeforeCap.Halalas, told.Cap.Halalas));
        Assert.Equal(
            told.CountedIncome.Halalas,
            told.Incomes.Where(income => income.Counted).Sum(income => income.Amount.Halalas));
        Assert.Equal(decision.CountedIncome, told.CountedIncome.Halalas);
        Assert.Equal(told.AfterTaper.Halalas, told.FullEntitlement.Halalas - told.TaperReduction.Halalas);
        Assert.Equal(told.Deductions.Halalas, told.DaysAbroad.Sum(days => days.Deduction.Halalas));
        Assert.Equal(told.Entitlement.Halalas, told.AfterTaper.Halalas - told.Deductions.Halalas);
        Assert.Equal(decision.Amount, told.Entitlement.Halalas);
        Assert.Equal(
            (decision.Level.Threshold, decision.Level.CutOff), (told.Threshold.Halalas, told.CutOffIncome.Halalas));
        Assert.Equal(expected.Members.Count, told.WeightParts.Count);
        Assert.All(told.WeightParts, part => Assert.Equal(part.Counted, part.Reason == DecisionReason.Unspecified));
        Assert.All(told.WeightParts, part => Assert.Equal(part.Counted, part.WeightTenths > 0));
        Assert.All(
            told.DaysAbroad, days => Assert.True(days.DaysAllowed == 90 && days.DaysDeducted <= days.DaysAbroad - 90));
        Assert.All(
            told.Incomes, income => Assert.Equal(new YearMonth { Year = 2026, Month = 11 }, income.EvidenceMonth));
    }

    private static void AssertAges(Service.Demo.SyntheticHousehold household, DecisionExplanation told)
    {
        var days = household.Header.Sources;
        Assert.All(told.Steps, step => Assert.Equal(DayOf(step, days), step.AsOfDate));
    }

    // The day a source answered for stands beside every value taken from it; a weight is worked out and has none.
    private static Date? DayOf(DecisionStep step, SourceDays days)
    {
        var number = step.Source switch
        {
            _ when step.Code == DecisionStepCode.Weight => 0,
            FactSource.CivilRecords => days.CivilStatus,
            FactSource.IncomeRecords => days.Income,
            FactSource.AssetRecords => days.Assets,
            FactSource.BorderRecords => days.Residence,
            _ => 0,
        };
        if (number == 0)
        {
            return null;
        }

        var day = DateOnly.FromDayNumber(number);
        return new Date { Year = day.Year, Month = day.Month, Day = day.Day };
    }

    private static long? NumberOf(StepValue value) => value.Unit == StepUnit.None ? null : value.Number;

    private static long? NumberOf(Value? value) => value?.KindCase switch
    {
        Value.KindOneofCase.Money => value.Money.Halalas,
        Value.KindOneofCase.Integer => value.Integer,
        Value.KindOneofCase.Decimal => value.Decimal.Unscaled,
        Value.KindOneofCase.Flag => value.Flag ? 1 : 0,
        _ => null,
    };

    private static async Task AssertNotFoundAsync(AsyncUnaryCall<ExplainDecisionResponse> call)
    {
        var refused = await Refused.ByAsync(call);
        Assert.Equal((StatusCode.NotFound, "DECISION_NOT_FOUND"), (refused.Code, refused.Reason));
    }

    private async Task<HashSet<string>> KeysAsync()
    {
        var answer = await decided.Service.Eligibility().GetPolicyAsync(
            new GetPolicyRequest { BenefitMonth = new YearMonth { Year = 2026, Month = 12 } }, Clients.By());
        return [.. answer.Policy.Parameters.Select(parameter => parameter.Key)];
    }

    private async Task<DecisionExplanation> ExplainAsync(int index)
    {
        var answer = await decided.Service.Eligibility().ExplainDecisionAsync(
            new ExplainDecisionRequest
            {
                Name = $"{RunningService.HouseholdAt(index).Name}/decisions/2026-12",
                Purpose = Clients.Asked,
            },
            Clients.By(decided.Service.As(Role.CaseWorker)));
        return answer.Explanation;
    }
}
