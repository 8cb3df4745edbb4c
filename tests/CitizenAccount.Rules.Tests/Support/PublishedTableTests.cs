using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Support;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Rules.Tests.Support;

// The table of full support, threshold and cut-off that was published for 1446H (source saudieservices-3923; the
// couple's row also mhtwyat-699676), number by number, in riyals.
public sealed class PublishedTableTests
{
    private static readonly SupportScale Scale = PolicyBook.Published.For(new YearMonth(2026, 11)).Support;

    [Theory]
    [InlineData(0, 0, 10, 720, 4_310, 6_857)]
    [InlineData(0, 1, 13, 936, 5_603, 8_914)]
    [InlineData(1, 0, 15, 1_080, 6_465, 10_285)]
    [InlineData(0, 2, 16, 1_152, 6_896, 10_971)]
    [InlineData(1, 1, 18, 1_296, 7_758, 12_342)]
    [InlineData(2, 0, 20, 1_440, 8_620, 13_713)]
    [InlineData(1, 3, 24, 1_728, 10_344, 16_456)]
    [InlineData(2, 3, 29, 2_088, 12_499, 19_884)]
    [InlineData(3, 2, 31, 2_088, 12_499, 20_000)]
    public void Every_printed_row_is_what_the_rule_gives(
        int adults, int minors, int weight, long full, long threshold, long cutOff)
    {
        var level = Scale.LevelFor(adults, minors);
        Assert.Equal(weight, Scale.WeightTenths(adults, minors));
        Assert.Equal((full * 100, threshold * 100, cutOff * 100), (level.Full, level.Threshold, level.CutOff));
    }

    // The one printed figure the press contradicts: for exactly the six-person family (weight 2.9) the table prints a
    // cut-off of 19,884 and the announcement of October 2023 says 20,000. The rule gives the printed one; the
    // announced one is the most that any household may have.
    [Fact]
    public void The_six_person_family_has_the_printed_cut_off_and_larger_ones_the_announced_maximum()
    {
        Assert.Equal(19_884_00, Scale.LevelFor(2, 3).CutOff);
        Assert.Equal(20_000_00, Scale.LevelFor(3, 3).CutOff);
        Assert.Equal(20_000_00, Scale.LevelFor(4, 0).CutOff);
        Assert.Equal(20_000_00, Scale.LevelFor(100, 100).CutOff);
    }

    [Fact]
    public void Only_a_household_larger_than_the_six_person_family_is_capped()
    {
        Assert.False(Scale.LevelFor(2, 3).Capped);
        Assert.False(Scale.LevelFor(0, 6).Capped);
        Assert.True(Scale.LevelFor(4, 0).Capped);
        Assert.True(Scale.LevelFor(2, 4).Capped);
        Assert.Equal(2_088_00, Scale.LevelFor(100, 100).Full);
        Assert.Equal(12_499_00, Scale.LevelFor(100, 100).Threshold);
    }
}
