using System.Text.Json;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Support;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Rules.Tests.Policies;

/// <summary>Proposed values: from which month they hold, until when, and that nothing before them changes.</summary>
public sealed class PolicyProposalTests
{
    private const string Key = "support.full.head_or_independent";

    private static readonly YearMonth From = new(2026, 12);

    [Fact]
    public void Months_before_a_proposal_keep_their_policy_to_the_last_byte()
    {
        var proposed = PolicyBook.Published.With([Of(900, From, null)]);
        for (var month = PolicyBook.FirstMonth; month < From; month = month.AddMonths(1))
        {
            Assert.Equal(PolicyBook.Published.For(month).ContentHash, proposed.For(month).ContentHash);
        }

        Assert.NotEqual(PolicyBook.Published.For(From).ContentHash, proposed.For(From).ContentHash);
        Assert.Equal(900_00, proposed.For(From).Support.Rules.HeadFull);
        Assert.Equal(900_00, proposed.For(From.AddMonths(24)).Support.Rules.HeadFull);
        Assert.True(proposed.For(From).IsProvisional);
    }

    [Fact]
    public void A_proposal_with_an_end_gives_way_to_what_was_there()
    {
        var proposed = PolicyBook.Published.With([Of(900, From, From.AddMonths(2))]);
        Assert.Equal(900_00, proposed.For(From.AddMonths(2)).Support.Rules.HeadFull);
        Assert.Equal(
            PolicyBook.Published.For(From.AddMonths(3)).ContentHash, proposed.For(From.AddMonths(3)).ContentHash);
    }

    [Fact]
    public void A_later_change_ends_an_earlier_one_and_every_month_has_exactly_one_value()
    {
        var proposed = PolicyBook.Published.With([Of(700, From.AddMonths(3), null), Of(900, From, null)]);
        Assert.Equal(900_00, proposed.For(From.AddMonths(2)).Support.Rules.HeadFull);
        Assert.Equal(700_00, proposed.For(From.AddMonths(3)).Support.Rules.HeadFull);
        for (var month = PolicyBook.FirstMonth; month < From.AddMonths(30); month = month.AddMonths(1))
        {
            Assert.All(proposed.Parameters, parameter => Assert.Single(parameter.Periods, one => one.Covers(month)));
        }
    }

    [Fact]
    public void Two_values_for_one_month_are_found_and_named()
    {
        Assert.Null(PolicyProposal.FirstOverlap([Of(1, From, null), Of(2, From.AddMonths(1), null)]));
        Assert.Equal(From, PolicyProposal.FirstOverlap([Of(1, From, null), Of(2, From, null)]));
        Assert.Equal(
            From.AddMonths(2),
            PolicyProposal.FirstOverlap([Of(2, From.AddMonths(2), null), Of(1, From, From.AddMonths(2))]));
    }

    [Fact]
    public void A_value_of_no_use_names_its_parameter()
    {
        var failure = Assert.Throws<PolicyFileException>(() => PolicyBook.Published.With([Of(-1, From, null)]));
        Assert.Equal(Key, failure.Parameter);
    }

    [Theory]
    [InlineData(1_000_00, 10_000_00, null, 0)]
    [InlineData(1_000_00, 10_000_00, 50_00L, 1)]
    [InlineData(20_000_00, 10_000_00, null, 1)]
    public void Cliffs_are_where_a_little_more_income_loses_more_than_it_brings(
        long full, long cutOff, long? minimum, int cliffs)
    {
        var scale = ScaleOf(full, 5_000_00, cutOff, minimum);
        var found = IncomeCliffs.Of(scale, 0, 0);
        Assert.Equal(cliffs, found.Count);
        var level = scale.LevelFor(0, 0);
        Assert.All(found, cliff => Assert.True(
            scale.AmountAt(level, cliff.Income - 1) - scale.AmountAt(level, cliff.Income + 100) > 101));
    }

    [Fact]
    public void A_threshold_at_the_cut_off_loses_everything_with_the_next_halala()
    {
        var cliff = Assert.Single(IncomeCliffs.Of(ScaleOf(1_000_00, 5_000_00, 5_000_00, null), 0, 0));
        Assert.Equal(new IncomeCliff(5_000_01, 1_000_00), cliff);
    }

    private static ProposedValue Of(decimal value, YearMonth from, YearMonth? until) =>
        new(Key, JsonSerializer.SerializeToElement(value), from, until, "");

    private static SupportScale ScaleOf(long full, long threshold, long cutOff, long? minimum) => new(
        PolicyBook.Published.For(From).Support.Rules with
        {
            HeadFull = full,
            FullCap = null,
            ThresholdPerUnit = threshold,
            ThresholdCap = null,
            CutOffPerUnit = cutOff,
            CutOffMax = null,
            Minimum = minimum,
        });
}
