using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Support;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Rules.Tests.Support;

public sealed class SupportThroughTimeTests
{
    private const long Riyal = 100;

    [Theory]
    [InlineData(2017, 12, 417_00, 208_50, 125_10)]
    [InlineData(2022, 6, 417_00, 208_50, 125_10)]
    [InlineData(2022, 7, 720_00, 360_00, 216_00)]
    [InlineData(2026, 12, 720_00, 360_00, 216_00)]
    [InlineData(2027, 1, 720_00, 360_00, 216_00)]
    public void Full_amounts_change_with_the_supplement_of_July_2022(
        int year, int month, long head, long adult, long minor)
    {
        var rules = ScaleOf(year, month).Rules;
        Assert.Equal((head, adult, minor), (rules.HeadFull, rules.AdultFull, rules.MinorFull));
    }

    [Theory]
    [InlineData(2017, 12, 300_00L)]
    [InlineData(2022, 6, 300_00L)]
    [InlineData(2022, 7, null)]
    [InlineData(2026, 12, null)]
    public void The_minimum_of_300_is_in_force_before_July_2022_only(int year, int month, long? minimum) =>
        Assert.Equal(minimum, ScaleOf(year, month).Rules.Minimum);

    [Theory]
    [InlineData(4_310_00, 417_00)]
    [InlineData(4_310_01, 417_00)] // 416.998..., rounded half up to the halala
    [InlineData(5_000_00, 305_78)] // 417 x 1,897 / 2,587 = 305.778...
    [InlineData(5_035_85, 300_00)] // 299.999...
    [InlineData(5_036_00, 300_00)] // 299.97... would be paid without the minimum
    [InlineData(6_896_97, 300_00)] // 0.48 of a halala: something is due, however little
    [InlineData(6_896_99, 300_00)]
    [InlineData(6_897_00, 0)]
    public void Before_July_2022_whoever_is_due_anything_gets_at_least_the_minimum(long income, long amount)
    {
        var scale = ScaleOf(2022, 6);
        Assert.Equal(amount, scale.AmountAt(scale.LevelFor(0, 0), income));
    }

    [Theory]
    [InlineData(2023, 9, false, 4_176_00, 24_998_00, 40_000_00)]
    [InlineData(2023, 10, true, 2_088_00, 12_499_00, 20_000_00)]
    public void Caps_hold_from_October_2023_on(
        int year, int month, bool capped, long full, long threshold, long cutOff)
    {
        // A head with six dependants 18 and over and six under 18: weight 5.8, twice the six-person family.
        var level = ScaleOf(year, month).LevelFor(6, 6);
        Assert.Equal(new SupportLevel(full, threshold, cutOff, capped), level);
    }

    [Theory]
    [InlineData(2023, 9, 6_897)]
    [InlineData(2023, 10, 6_857)]
    public void The_cut_off_of_a_single_person_moved_in_October_2023(int year, int month, long riyals) =>
        Assert.Equal(riyals * Riyal, ScaleOf(year, month).LevelFor(0, 0).CutOff);

    [Fact]
    public void The_shape_and_rounding_in_force_are_the_assumed_ones_in_every_month() =>
        Assert.All(PolicyBook.Published.Policies, policy =>
        {
            Assert.Equal(TaperShape.StraightLine, policy.Support.Rules.Taper);
            Assert.Equal(AmountRounding.HalalaHalfUp, policy.Support.Rules.Rounding);
        });

    private static SupportScale ScaleOf(int year, int month) =>
        PolicyBook.Published.For(new YearMonth(year, month)).Support;
}
