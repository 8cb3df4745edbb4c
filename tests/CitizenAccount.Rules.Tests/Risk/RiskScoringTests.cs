using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Risk;
using CitizenAccount.Rules.Tests.Decisions;
using CitizenAccount.Rules.Tests.Households;
using FsCheck;
using FsCheck.Fluent;

namespace CitizenAccount.Rules.Tests.Risk;

/// <summary>What makes a household worth a look, and what does not.</summary>
public sealed class RiskScoringTests
{
    private static readonly SharedBy Alone = new(1, 0);

    [Fact]
    public void An_income_that_fell_before_the_cut_off_is_a_signal_by_how_far_it_fell()
    {
        Assert.Empty(Changed(Earning(5_000), Earning(4_100)));
        Assert.Empty(Changed(Earning(9_000), Earning(6_500)));
        Assert.Equal(new(RiskKind.IncomeFell, 20, 8_500_00, 5_700_00), Assert.Single(Changed(Earning(8_500), Earning(5_700))));
        Assert.Equal(35, Assert.Single(Changed(Earning(8_000), Earning(4_000))).Points);
        Assert.Equal(55, Assert.Single(Changed(Earning(30_000), Earning(4_000))).Points);
    }

    [Fact]
    public void A_change_that_brought_no_more_support_is_no_signal()
    {
        // Full support before and after.
        Assert.Empty(Changed(Earning(4_000), Earning(1_000)));
        Assert.Empty(Changed(Earning(4_000), Earning(9_000)));
    }

    [Fact]
    public void Members_who_were_added_are_a_signal_and_a_newborn_is_none()
    {
        var born = Sound.Minor with { BirthDay = Sound.CutOffDay - 20 };
        Assert.Empty(Changed(Sound.Head(), Sound.Head() with { Members = [.. Sound.Head().Members, born] }));
        Assert.Equal(
            new(RiskKind.MembersAdded, 20, 2, 3), Assert.Single(Changed(Sound.Head(), Sound.Head(minors: 2))));
        Assert.Equal(50, Assert.Single(Changed(Sound.Head(), Sound.Head(minors: 4))).Points);
        var wife = Sound.Person(Relationship.Spouse, 30, MaritalStatus.Married, Sex.Female);
        Assert.Equal(5, Assert.Single(
            Changed(Sound.Head(), Sound.Head() with { Members = [.. Sound.Head().Members, wife] })).Points);
    }

    [Fact]
    public void A_proof_of_living_apart_that_came_before_the_cut_off_is_a_signal()
    {
        var before = Sound.Independent().With(header => header with { HousingProof = HousingProof.None });
        Assert.Equal(RiskKind.IndependenceNew, Assert.Single(Changed(before, Sound.Independent())).Kind);
    }

    [Fact]
    public void Assets_that_went_away_are_a_signal_when_they_had_stood_in_the_way()
    {
        var rich = Sound.Head().With(header => header with { RealEstate = 9_000_000_00 });
        Assert.Equal(
            new(RiskKind.AssetsFell, 45, 9_000_000_00, 0), Assert.Single(Changed(rich, Sound.Head())));
        var landed = Sound.Head().With(header => header with { RealEstate = 400_000_00 });
        Assert.Empty(Changed(landed, Sound.Head()));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 20)]
    [InlineData(3, 45)]
    [InlineData(12, 60)]
    public void An_account_is_a_signal_by_how_many_households_share_it(int households, int points) =>
        Assert.Equal(points, RiskScoring.ScoreOf(Found(Sound.Head(), new(households, 0), Alone)));

    [Fact]
    public void Families_of_one_building_are_neighbours_and_independents_at_one_address_are_a_signal()
    {
        Assert.Empty(Found(Sound.Head(), Alone, new(5, 0)));
        Assert.Equal(20, Assert.Single(Found(Sound.Head(), Alone, new(6, 0))).Points);
        Assert.Equal(15, Assert.Single(Found(Sound.Independent(), Alone, new(2, 1))).Points);
        Assert.Equal(35, Assert.Single(Found(Sound.Independent(), Alone, new(4, 3))).Points);
        Assert.Equal(45, Assert.Single(Found(Sound.Independent(), Alone, new(900, 900))).Points);
    }

    [Fact]
    public void A_household_far_from_its_peers_is_a_signal_and_one_among_them_is_none()
    {
        Assert.Empty(AmongPeers(Earning(6_000)));
        Assert.Equal(RiskKind.IncomeFarBelowPeers, Assert.Single(AmongPeers(Sound.Head())).Kind);
        var showy = Sound.Head().With(header => header with { Vehicles = 300_000_00, DomesticWorkers = 2 });
        Assert.Equal(
            [(RiskKind.IncomeFarBelowPeers, 15), (RiskKind.AssetsAgainstIncome, 55)],
            AmongPeers(showy).Select(signal => (signal.Kind, signal.Points)));

        // Assets of one who earns as much as others say nothing.
        Assert.Empty(AmongPeers(Earning(6_000).With(header => header with { Vehicles = 300_000_00 })));
    }

    [Fact]
    public void Nobody_without_support_has_signals() => Assert.Empty(Found(Earning(40_000), new(9, 0), new(99, 9)));

    [Fact]
    public void Any_two_versions_of_a_household_give_a_score_of_0_to_100_and_words_for_each_signal() =>
        Prop.ForAll(AnyHousehold.Eligible, AnyHousehold.Any, (now, before) =>
        {
            var signals = Changed(before, now, new(7, 5), new(9, 9));
            Assert.InRange(RiskScoring.ScoreOf(signals), 0, RiskScoring.ScoreMax);
            Assert.InRange(signals.Length, 0, RiskScoring.SignalsMax);
            Assert.Equal(signals.Length, signals.Select(signal => signal.Kind).Distinct().Count());
            Assert.All(signals, signal => Assert.InRange(signal.Points, 1, RiskScoring.ScoreMax));
            Assert.All(signals, signal => BilingualText.AssertReadable(RiskTexts.Of(signal)));
            Assert.Equal(now.Decide().Amount > 0, signals.Any(signal => signal.Kind == RiskKind.SharedAccount));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void A_household_that_did_not_change_has_no_signal_of_a_change() =>
        Prop.ForAll(AnyHousehold.Eligible, household => Changed(household, household).Length == 0)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    // A number of signals in words that a random household seldom meets.
    [Fact]
    public void Every_kind_has_words() => Assert.All(
        Enum.GetValues<RiskKind>(), kind => BilingualText.AssertReadable(RiskTexts.Of(new(kind, 1, 4_000_00, 3))));

    [Fact]
    public void Kinds_keep_their_numbers() => FrozenNumbers.AssertAre<RiskKind>(
        "IncomeFell=1", "MembersAdded=2", "IndependenceNew=3", "AssetsFell=4", "SharedAccount=5", "SharedAddress=6",
        "IncomeFarBelowPeers=7", "AssetsAgainstIncome=8");

    private static SampleHousehold Earning(int riyals) =>
        Sound.Head() with { Incomes = [new IncomeLine(0, IncomeKind.Salary, riyals * 100L)] };

    private static RiskSignal[] Changed(SampleHousehold before, SampleHousehold now, SharedBy? account = null, SharedBy? address = null)
    {
        var room = new RiskSignal[RiskScoring.SignalsMax];
        var context = new RiskContext(account ?? Alone, address ?? Alone, new PeerValues(), new PeerValues());
        return room[..RiskScoring.Find(now.Facts, now.Decide(), before.Facts, before.Decide(), context, room)];
    }

    private static RiskSignal[] Found(SampleHousehold household, SharedBy account, SharedBy address) =>
        Found(household, new RiskContext(account, address, new PeerValues(), new PeerValues()));

    private static RiskSignal[] AmongPeers(SampleHousehold household)
    {
        var (incomes, assets) = (new PeerValues(), new PeerValues());
        for (var i = 0; i < 100; i++)
        {
            incomes.Add((5_000 + (20 * i)) * 100L);
            assets.Add((20_000 + (100 * i)) * 100L);
        }

        return Found(household, new RiskContext(Alone, Alone, incomes, assets));
    }

    private static RiskSignal[] Found(SampleHousehold household, RiskContext context)
    {
        var room = new RiskSignal[RiskScoring.SignalsMax];
        return room[..RiskScoring.Find(household.Facts, household.Decide(), context, room)];
    }
}
