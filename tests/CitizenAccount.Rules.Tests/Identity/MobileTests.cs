using CitizenAccount.Rules.Identity;

namespace CitizenAccount.Rules.Tests.Identity;

public sealed class MobileTests
{
    [Theory]
    [InlineData("0501234567")]
    [InlineData("501234567")]
    [InlineData("966501234567")]
    [InlineData("+966501234567")]
    [InlineData("00966501234567")]
    [InlineData("+966 50 123 4567")]
    [InlineData("050-123-4567")]
    [InlineData("٠٥٠١٢٣٤٥٦٧")]
    [InlineData("۰۵۰۱۲۳۴۵۶۷")]
    public void Every_way_of_writing_it_is_one_number(string text) =>
        Assert.Equal("+966501234567", Mobile.Parse(text).Value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("0112345678")]
    [InlineData("05012345678")]
    [InlineData("050123456")]
    [InlineData("+971501234567")]
    [InlineData("+9660501234567")]
    [InlineData("05O1234567")]
    [InlineData("19912")]
    public void What_is_no_saudi_mobile_is_refused_with_its_reason(string? text)
    {
        Assert.False(Mobile.TryParse(text, out var value, out var problem));
        Assert.Equal(default, value);
        Assert.Equal("MOBILE_FORMAT", problem.Code);
    }

    [Fact]
    public void It_is_shown_masked() => Assert.Equal("+966 5•• ••• •67", Mobile.Parse("0501234567").Masked());
}
