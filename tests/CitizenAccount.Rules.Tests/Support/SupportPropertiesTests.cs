using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Support;
using CitizenAccount.Rules.Time;
using FsCheck;
using FsCheck.Fluent;

namespace CitizenAccount.Rules.Tests.Support;

// What must hold of the scale for every composition, income and month, not only for the printed ones.
public sealed class SupportPropertiesTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(2_000);
    private static readonly PolicyBook Book = PolicyBook.Published;

    private static readonly Gen<int> Count = Gen.Frequency(
        (6, Gen.Choose(0, 9)), (2, Gen.Choose(0, SupportScale.DependantsMax)), (1, Gen.Constant(100)));

    private static readonly Gen<YearMonth> Month =
        Gen.Choose(0, 300).Select(months => PolicyBook.FirstMonth.AddMonths(months));

    private static readonly Arbitrary<Composition> Compositions = (
        from adults in Count
        from minors in Count
        from month in Month
        select new Composition(adults, minors, month)).ToArbitrary();

    // Half of the incomes lie on the slope of the household, some on its edges, some anywhere.
    private static readonly Arbitrary<(Composition Household, long Income)> Cases = (
        from household in Compositions.Generator
        from place in Gen.Choose(0, 9)
        from step in Gen.Choose(0, 1_000_000_000)
        select (household, IncomeAt(household.Level, place, step))).ToArbitrary();

    [Fact]
    public void The_levels_are_the_exact_ones() =>
        Prop.ForAll(Compositions, household =>
        {
            var exact = new ExactSupport(Book, household.Month);
            Assert.Equal(exact.Level(household.Adults, household.Minors), household.Level);
            Assert.Equal(
                exact.Weight(household.Adults, household.Minors) * 10,
                household.Scale.WeightTenths(household.Adults, household.Minors));
        }).Check(Many);

    [Fact]
    public void The_amount_is_the_exact_one_rounded_half_up_to_the_halala() =>
        Prop.ForAll(Cases, given => Assert.Equal(
            new ExactSupport(Book, given.Household.Month).Amount(given.Household.Level, given.Income),
            given.Household.Amount(given.Income))).Check(Many);

    // On a line of 200 halalas over a slope of 400, every second halala of income is an exact half.
    [Fact]
    public void An_exact_half_goes_up()
    {
        var level = new SupportLevel(Full: 200, Threshold: 1_000, CutOff: 1_400, Capped: false);
        var scale = Book.For(new YearMonth(2026, 12)).Support;
        Assert.Equal(200, scale.AmountAt(level, 1_000));
        Assert.Equal(200, scale.AmountAt(level, 1_001)); // 199.5
        Assert.Equal(199, scale.AmountAt(level, 1_002));
        Assert.Equal(199, scale.AmountAt(level, 1_003)); // 198.5
        Assert.Equal(1, scale.AmountAt(level, 1_399)); // 0.5
        Assert.Equal(0, scale.AmountAt(level, 1_400));
    }

    [Fact]
    public void The_amount_lies_between_nothing_and_full_support() =>
        Prop.ForAll(Cases, given =>
            given.Household.Amount(given.Income) >= 0
            && given.Household.Amount(given.Income) <= given.Household.Level.Full).Check(Many);

    [Fact]
    public void Support_is_full_up_to_the_threshold_and_nothing_from_the_cut_off_on() =>
        Prop.ForAll(Cases, given =>
        {
            var (household, level) = (given.Household, given.Household.Level);
            Assert.True(level.Threshold < level.CutOff);
            Assert.Equal(level.Full, household.Amount(0));
            Assert.Equal(level.Full, household.Amount(level.Threshold));
            Assert.Equal(level.Full, household.Amount(Math.Min(given.Income, level.Threshold)));
            Assert.Equal(0, household.Amount(level.CutOff));
            Assert.Equal(0, household.Amount(Math.Max(given.Income, level.CutOff)));
        }).Check(Many);

    [Fact]
    public void More_income_never_brings_more_support() =>
        Prop.ForAll(Cases, Gen.Choose(1, 500_000).ToArbitrary(), (given, more) =>
            given.Income > long.MaxValue - more
            || given.Household.Amount(given.Income + more) <= given.Household.Amount(given.Income)).Check(Many);

    [Fact]
    public void A_member_more_never_lowers_full_support_threshold_cut_off_or_amount() =>
        Prop.ForAll(Cases, given =>
        {
            var (fewer, income) = (given.Household, given.Income);
            foreach (var more in fewer.WithOneMore())
            {
                Assert.True(fewer.Level.Full <= more.Level.Full);
                Assert.True(fewer.Level.Threshold <= more.Level.Threshold);
                Assert.True(fewer.Level.CutOff <= more.Level.CutOff);
                Assert.True(fewer.Amount(income) <= more.Amount(income));
            }
        }).Check(Many);

    [Fact]
    public void The_largest_household_and_the_largest_income_do_not_overflow()
    {
        foreach (var policy in Book.Policies)
        {
            var largest = new Composition(SupportScale.DependantsMax, SupportScale.DependantsMax, policy.From);
            Assert.Equal(0, largest.Amount(long.MaxValue));
            Assert.Equal(0, largest.Amount(largest.Level.CutOff));
            Assert.InRange(largest.Amount(largest.Level.CutOff - 1), 0, largest.Level.Full);
            Assert.InRange(largest.Amount(largest.Level.Threshold + 1), 1, largest.Level.Full);
        }
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    [InlineData(101, 0)]
    [InlineData(0, 101)]
    [InlineData(int.MaxValue, 0)]
    [InlineData(0, int.MinValue)]
    public void A_count_out_of_range_is_refused(int adults, int minors)
    {
        var scale = Book.For(new YearMonth(2026, 12)).Support;
        Assert.Throws<ArgumentOutOfRangeException>(() => scale.LevelFor(adults, minors));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Estimate.Of(Book, new YearMonth(2026, 12), adults, minors, 0));
    }

    [Fact]
    public void A_negative_income_is_refused()
    {
        var household = new Composition(0, 0, new YearMonth(2026, 12));
        Assert.Throws<ArgumentOutOfRangeException>(() => household.Amount(-1));
    }

    [Fact]
    public void The_calculator_answers_what_the_scale_gives() =>
        Prop.ForAll(Cases, given =>
        {
            var household = given.Household;
            var estimate = Estimate.Of(Book, household.Month, household.Adults, household.Minors, given.Income);
            Assert.Equal(household.Amount(given.Income), estimate.Amount);
            Assert.Equal(household.Level, estimate.Level);
            Assert.Equal(household.Scale.WeightTenths(household.Adults, household.Minors), estimate.WeightTenths);
            Assert.Same(Book.For(household.Month), estimate.Policy);
        }).Check(Many);

    [Fact]
    public void The_calculator_has_no_answer_before_the_programme() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Estimate.Of(Book, new YearMonth(2017, 11), 0, 0, 0));

    private static long IncomeAt(SupportLevel level, int place, int step) => place switch
    {
        0 => level.Threshold + 1,
        1 => level.CutOff - 1,
        2 => long.MaxValue - step,
        3 => step,
        4 => step % (level.Threshold + 1),
        _ => level.Threshold + (step % (level.CutOff - level.Threshold)),
    };

    private sealed record Composition(int Adults, int Minors, YearMonth Month)
    {
        public SupportScale Scale => Book.For(Month).Support;

        public SupportLevel Level => Scale.LevelFor(Adults, Minors);

        public long Amount(long income) => Scale.AmountAt(Level, income);

        public IEnumerable<Composition> WithOneMore() =>
            ((Composition[])[this with { Adults = Adults + 1 }, this with { Minors = Minors + 1 }])
            .Where(more => more.Adults <= SupportScale.DependantsMax && more.Minors <= SupportScale.DependantsMax);
    }
}
