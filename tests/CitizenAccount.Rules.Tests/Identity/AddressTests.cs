using CitizenAccount.Rules.Identity;

namespace CitizenAccount.Rules.Tests.Identity;

public sealed class AddressTests
{
    [Theory]
    [InlineData("RAAA2919")]
    [InlineData("raaa2919")]
    [InlineData("RAAA 2919")]
    [InlineData("RAAA٢٩١٩")]
    public void A_short_address_is_four_letters_and_four_digits(string text)
    {
        Assert.Equal("RAAA2919", ShortAddress.Parse(text).Value);
        Assert.Equal("RA•• ••19", ShortAddress.Parse(text).Masked());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("RAA2919")]
    [InlineData("RAAA29190")]
    [InlineData("2919RAAA")]
    [InlineData("RAÄA2919")]
    [InlineData("رااا2919")]
    public void What_is_no_short_address_is_refused_with_its_reason(string? text)
    {
        Assert.False(ShortAddress.TryParse(text, out var value, out var problem));
        Assert.Equal(default, value);
        Assert.Equal("SHORT_ADDRESS_FORMAT", problem.Code);
    }

    [Theory]
    [InlineData("8228|12643|2121")]
    [InlineData("8228 12643-2121")]
    [InlineData("٨٢٢٨، ١٢٦٤٣، ٢١٢١")]
    public void A_national_address_is_building_postal_code_and_additional_number(string text)
    {
        var address = NationalAddress.Parse(text);
        Assert.Equal(("8228", "12643", "2121"), (address.Building, address.PostalCode, address.Additional));
        Assert.Equal("8228|12643|2121", address.Value);
        Assert.Equal("•••• 12••• ••••", address.Masked());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("8228|12643")]
    [InlineData("8228|12643|2121|1")]
    [InlineData("12643|8228|2121")]
    [InlineData("822|12643|2121")]
    [InlineData("8228|1264X|2121")]
    public void What_is_no_national_address_is_refused_with_its_reason(string? text)
    {
        Assert.False(NationalAddress.TryParse(text, out var value, out var problem));
        Assert.Equal(default, value);
        Assert.Equal("NATIONAL_ADDRESS_FORMAT", problem.Code);
    }

    [Fact]
    public void The_three_numbers_may_come_apart()
    {
        Assert.True(NationalAddress.TryCreate("8228", " 12643 ", "٢١٢١", out var address, out _));
        Assert.Equal("8228|12643|2121", address.Value);
        Assert.False(NationalAddress.TryCreate("8228", null, "2121", out _, out var problem));
        Assert.Equal("NATIONAL_ADDRESS_FORMAT", problem.Code);
    }
}
