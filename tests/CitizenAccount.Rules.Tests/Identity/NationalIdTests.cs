using CitizenAccount.Rules.Identity;
using FsCheck;
using FsCheck.Fluent;

namespace CitizenAccount.Rules.Tests.Identity;

public sealed class NationalIdTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(2_000);

    [Theory]
    [InlineData("1000000008", NationalIdKind.Citizen)]
    [InlineData("1101798278", NationalIdKind.Citizen)]
    [InlineData("2000000006", NationalIdKind.Resident)]
    public void Published_numbers_are_accepted(string text, NationalIdKind kind)
    {
        var id = NationalId.Parse(text);
        Assert.Equal(text, id.Value);
        Assert.Equal(kind, id.Kind);
    }

    [Theory]
    [InlineData("1000000000")]
    [InlineData("1071724369")]
    public void Published_wrong_numbers_are_refused(string text) => AssertRefused(text, "NATIONAL_ID_CHECK_DIGIT");

    [Theory]
    [InlineData("١١٠١٧٩٨٢٧٨")]
    [InlineData("۱۱۰۱۷۹۸۲۷۸")]
    [InlineData(" 1101 798 278 ")]
    [InlineData("1101-798-278")]
    [InlineData("\u200F1101798278\u202C")]
    [InlineData("\u061C1101\u200B798278\uFEFF")]
    public void Arabic_digits_blanks_and_direction_marks_are_made_plain(string text) =>
        Assert.Equal(NationalId.Parse("1101798278"), NationalId.Parse(text));

    [Theory]
    [InlineData(null, "NATIONAL_ID_FORMAT")]
    [InlineData("", "NATIONAL_ID_FORMAT")]
    [InlineData("110179827", "NATIONAL_ID_FORMAT")]
    [InlineData("11017982780", "NATIONAL_ID_FORMAT")]
    [InlineData("11O1798278", "NATIONAL_ID_FORMAT")]
    [InlineData("१०००००००८0", "NATIONAL_ID_FORMAT")]
    [InlineData("3000000004", "NATIONAL_ID_FIRST_DIGIT")]
    [InlineData("0000000000", "NATIONAL_ID_FIRST_DIGIT")]
    public void What_is_no_number_is_refused_with_its_reason(string? text, string code) => AssertRefused(text, code);

    [Fact]
    public void Any_single_wrong_digit_is_refused()
    {
        foreach (var valid in new[] { "1000000008", "1101798278", "2000000006" })
        {
            for (var at = 0; at < valid.Length; at++)
            {
                for (var digit = '0'; digit <= '9'; digit++)
                {
                    var typed = valid[..at] + digit + valid[(at + 1)..];
                    Assert.Equal(typed == valid, NationalId.TryParse(typed, out _, out _));
                }
            }
        }
    }

    [Fact]
    public void Exactly_one_check_digit_fits_any_nine_digits() =>
        Prop.ForAll(Gen.Choose(100_000_000, 299_999_999).ToArbitrary(), nine =>
            Enumerable.Range(0, 10).Count(check => NationalId.TryParse($"{nine}{check}", out _, out _)) == 1)
            .Check(Many);

    [Fact]
    public void An_unset_number_has_no_value()
    {
        Assert.Throws<InvalidOperationException>(() => default(NationalId).Value);
        Assert.Equal("(unset)", default(NationalId).ToString());
    }

    private static void AssertRefused(string? text, string code)
    {
        Assert.False(NationalId.TryParse(text, out var value, out var problem));
        Assert.Equal(default, value);
        Assert.Equal(code, problem.Code);
    }
}
