using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace CitizenAccount.Rules.Tests;

public sealed class MoneyTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(2_000);

    // Small enough that no sum or product of a few of them leaves the range of long.
    private static readonly Arbitrary<int> Amounts = ArbMap.Default.ArbFor<int>();

    [Fact]
    public void A_riyal_is_a_hundred_halalas()
    {
        Assert.Equal(147_200, Money.FromRiyals(1_472).Halalas);
        Assert.Equal(Money.Zero, default);
        Assert.True(Money.Zero.IsZero);
        Assert.True(new Money(1).IsPositive);
        Assert.True(new Money(-1).IsNegative);
    }

    [Theory]
    [InlineData(147_200, "1,472.00 SAR")]
    [InlineData(0, "0.00 SAR")]
    [InlineData(5, "0.05 SAR")]
    [InlineData(-5, "-0.05 SAR")]
    [InlineData(-123_456_789, "-1,234,567.89 SAR")]
    [InlineData(long.MaxValue, "92,233,720,368,547,758.07 SAR")]
    [InlineData(long.MinValue, "-92,233,720,368,547,758.08 SAR")]
    public void It_reads_the_same_in_every_culture(long halalas, string text)
    {
        var before = CultureInfo.CurrentCulture;
        foreach (var culture in new[] { "ar-SA", "de-DE", "en-US", "fa-IR" })
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            try
            {
                Assert.Equal(text, new Money(halalas).ToString());
                Assert.Equal(new Money(halalas), Money.Parse(text));
            }
            finally
            {
                CultureInfo.CurrentCulture = before;
            }
        }
    }

    [Fact]
    public void Arabic_text_isolates_the_number_so_that_the_sentence_cannot_reorder_it()
    {
        Assert.Equal("\u2067\u20661,472.00\u2069 ريال\u2069", Money.FromRiyals(1_472).ToArabic());
        Assert.Equal("\u2067\u2066-0.50\u2069 ريال\u2069", new Money(-50).ToArabic());
        Assert.Equal(new Money(-50), Money.Parse(new Money(-50).ToArabic()));
    }

    [Theory]
    [InlineData("1472", 147_200)]
    [InlineData("1472.5", 147_250)]
    [InlineData("1,472.05", 147_205)]
    [InlineData(" 720 SAR ", 72_000)]
    [InlineData("720 ريال", 72_000)]
    [InlineData("١٬٤٧٢٫٥٠", 147_250)]
    [InlineData("-0", 0)]
    public void Amounts_are_read_as_people_write_them(string text, long halalas) =>
        Assert.Equal(new Money(halalas), Money.Parse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("SAR")]
    [InlineData("1.234")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1,47.00")]
    [InlineData("14,7200")]
    [InlineData(",100")]
    [InlineData("1e3")]
    [InlineData("12 34")]
    [InlineData("--1")]
    public void What_is_no_amount_is_refused_with_a_reason(string? text)
    {
        Assert.False(Money.TryParse(text, out var value, out var problem));
        Assert.Equal(default, value);
        Assert.Equal("MONEY_FORMAT", problem.Code);
    }

    [Fact]
    public void An_amount_too_large_to_record_says_so()
    {
        Assert.False(Money.TryParse("92233720368547758.08", out _, out var problem));
        Assert.Equal("MONEY_TOO_LARGE", problem.Code);
        Assert.Throws<FormatException>(() => Money.Parse("92233720368547758.08"));
    }

    [Fact]
    public void Nothing_wraps_around()
    {
        var most = new Money(long.MaxValue);
        var least = new Money(long.MinValue);
        Assert.Throws<OverflowException>(() => most + new Money(1));
        Assert.Throws<OverflowException>(() => least - new Money(1));
        Assert.Throws<OverflowException>(() => -least);
        Assert.Throws<OverflowException>(() => most * 2);
        Assert.Throws<OverflowException>(() => Money.FromRiyals(long.MaxValue));
        Assert.Throws<OverflowException>(() => most.MultiplyDivideRounded(2, 1));
        Assert.Throws<OverflowException>(() => least.MultiplyDivideRounded(-1, 1));
        Assert.Equal(most, most.MultiplyDivideRounded(long.MaxValue, long.MaxValue));
    }

    [Theory]
    [InlineData(100, 1, 3, 33)]
    [InlineData(200, 1, 3, 67)]
    [InlineData(1, 1, 2, 1)]
    [InlineData(-1, 1, 2, -1)]
    [InlineData(3, 1, 2, 2)]
    [InlineData(72_000, 5, 10, 36_000)]
    [InlineData(72_000, 2_088, 7_501, 20_042)]
    [InlineData(1, 49, 100, 0)]
    [InlineData(100, -1, 3, -33)]
    [InlineData(long.MaxValue, 1, 2, 4_611_686_018_427_387_904)]
    public void A_share_is_rounded_once_with_the_half_going_up(
        long halalas, long numerator, long denominator, long share) =>
        Assert.Equal(new Money(share), new Money(halalas).MultiplyDivideRounded(numerator, denominator));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_denominator_must_be_more_than_zero(long denominator) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Money(1).MultiplyDivideRounded(1, denominator));

    [Fact]
    public void Amounts_are_ordered()
    {
        Money[] amounts = [new(3), new(-1), Money.Zero];
        Array.Sort(amounts);
        Assert.Equal([new(-1), Money.Zero, new(3)], amounts);
        Assert.Equal(new Money(-1), Money.Min(new(3), new(-1)));
        Assert.Equal(new Money(3), Money.Max(new(3), new(-1)));
        Assert.True(new Money(1) < new Money(2) && new Money(2) > new Money(1));
        Assert.True(new Money(2) <= new Money(2) && new Money(2) >= new Money(2));
        Assert.Equal(1, new Money(0).CompareTo(null));
        Assert.Throws<ArgumentException>(() => new Money(0).CompareTo("0"));
    }

    [Fact]
    public void The_sum_of_the_parts_is_the_whole() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), parts =>
            Money.Sum(parts.Select(part => new Money(part))).Halalas == parts.Sum(part => (long)part)).Check(Many);

    [Fact]
    public void Multiplying_distributes_over_adding() =>
        Prop.ForAll(Amounts, Amounts, Amounts, (a, b, times) =>
        {
            var (left, right) = (new Money(a), new Money(b));
            return (left + right) * times == left * times + right * times && left - right == -(right - left);
        }).Check(Many);

    [Fact]
    public void A_share_is_within_half_a_halala_and_mirrors_for_negative_amounts() =>
        Prop.ForAll(Amounts, Amounts, ArbMap.Default.ArbFor<PositiveInt>(), (a, numerator, denominator) =>
        {
            var share = new Money(a).MultiplyDivideRounded(numerator, denominator.Get);
            var error = Int128.Abs((Int128)share.Halalas * denominator.Get - (Int128)a * numerator);
            return error * 2 <= denominator.Get
                && new Money(-(long)a).MultiplyDivideRounded(numerator, denominator.Get) == -share;
        }).Check(Many);

    [Fact]
    public void What_is_printed_is_read_back() =>
        Prop.ForAll(ArbMap.Default.ArbFor<long>(), halalas =>
            Money.Parse(new Money(halalas).ToString()).Halalas == halalas).Check(Many);
}
