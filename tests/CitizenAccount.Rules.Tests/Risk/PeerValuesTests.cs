using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Risk;
using FsCheck;
using FsCheck.Fluent;

namespace CitizenAccount.Rules.Tests.Risk;

/// <summary>Medians and deviations of many amounts in little memory.</summary>
public sealed class PeerValuesTests
{
    private static readonly Arbitrary<long[]> Amounts = Gen.Choose(0, 200_000).Select(riyals => riyals * 100L)
        .ArrayOf(60).ToArbitrary();

    [Fact]
    public void The_median_is_the_true_one_to_within_a_sixteenth_of_a_doubling() =>
        Prop.ForAll(Amounts, amounts =>
        {
            var values = Of(amounts);
            var median = amounts.Order().ElementAt((amounts.Length - 1) / 2);
            Assert.True(values.Median <= median && median <= (values.Median * 17 / 16) + 100, $"{values.Median} for {median}");
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void The_more_an_amount_is_the_further_up_it_stands() =>
        Prop.ForAll(Amounts, amounts =>
        {
            var values = Of(amounts);
            var distances = amounts.Order().Select(amount => values.DistanceOf(amount)!.Value).ToList();
            Assert.Equal(distances.Order(), distances);
            Assert.InRange(values.DistanceOf(values.Median)!.Value, 0, 0);
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void One_who_is_absurdly_rich_does_not_move_the_others()
    {
        long[] many = [.. Enumerable.Range(0, 101).Select(i => (5_000 + i) * 100L)];
        Assert.Equal(Of(many).Median, Of([.. many, long.MaxValue]).Median);
        Assert.True(Of([.. many, long.MaxValue]).DistanceOf(long.MaxValue) > 100);
    }

    [Fact]
    public void Too_few_are_no_peers()
    {
        Assert.Null(Of([.. Enumerable.Repeat(1_000_00L, PeerValues.Fewest - 1)]).DistanceOf(0));
        Assert.NotNull(Of([.. Enumerable.Repeat(1_000_00L, PeerValues.Fewest)]).DistanceOf(0));
    }

    [Fact]
    public void A_household_is_measured_by_its_region_where_enough_live_there_and_by_all_where_not()
    {
        var peers = new Peers();
        var (here, there) = (new PeerGroup(HouseholdKind.Head, 3, (byte)'R'), new PeerGroup(HouseholdKind.Head, 3, (byte)'J'));
        for (var i = 0; i < 40; i++)
        {
            peers.Add(here, 5_000_00, 0);
        }

        peers.Add(there, 9_000_00, 0);
        Assert.Equal((40, 41), (peers.Incomes(here).Count, peers.Incomes(there).Count));
        Assert.Null(peers.Incomes(new PeerGroup(HouseholdKind.Independent, 1, 0)).DistanceOf(0));
    }

    private static PeerValues Of(long[] amounts)
    {
        var values = new PeerValues();
        foreach (var amount in amounts)
        {
            values.Add(amount);
        }

        return values;
    }
}
