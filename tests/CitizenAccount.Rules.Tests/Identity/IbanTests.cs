using System.Globalization;
using System.Numerics;
using CitizenAccount.Rules.Identity;
using FsCheck;
using FsCheck.Fluent;

namespace CitizenAccount.Rules.Tests.Identity;

public sealed class IbanTests
{
    private const string Example = "SA0380000000608010167519";

    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(2_000);

    // Valid numbers with letters in the account part, made by the standard's own rule.
    private static readonly Arbitrary<string> Valid =
        Gen.Elements("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".ToCharArray()).ArrayOf(18)
            .SelectMany(_ => Gen.Choose(0, 99), (account, bank) => WithCheckDigits($"{bank:D2}" + new string(account)))
            .ToArbitrary();

    [Fact]
    public void The_standards_own_example_is_accepted()
    {
        var iban = Iban.Parse(Example);
        Assert.Equal(Example, iban.Value);
        Assert.Equal("80", iban.BankCode);
        Assert.Equal("Al Rajhi Bank", iban.Bank?.Name.English);
        Assert.Equal("SA03 8000 0000 6080 1016 7519", iban.ToPrint());
        Assert.Equal("SA•• … 7519", iban.Masked());
    }

    [Theory]
    [InlineData("SA03 8000 0000 6080 1016 7519")]
    [InlineData("sa0380000000608010167519")]
    [InlineData(" SA03-8000-0000-6080-1016-7519 ")]
    [InlineData("SA٠٣٨٠٠٠٠٠٠٠٦٠٨٠١٠١٦٧٥١٩")]
    [InlineData("\u2066SA0380000000608010167519\u2069")]
    public void It_is_read_as_people_type_it(string text) => Assert.Equal(Iban.Parse(Example), Iban.Parse(text));

    [Theory]
    [InlineData(null, "IBAN_CHARACTERS")]
    [InlineData("", "IBAN_CHARACTERS")]
    [InlineData("SA03_8000000608010167519", "IBAN_CHARACTERS")]
    [InlineData("SAO380000000608010167519", "IBAN_CHARACTERS")]
    [InlineData("SA03X0000000608010167519", "IBAN_CHARACTERS")]
    [InlineData("AE070331234567890123456", "IBAN_COUNTRY")]
    [InlineData("0380000000608010167519", "IBAN_COUNTRY")]
    [InlineData("SA038000000060801016751", "IBAN_LENGTH")]
    [InlineData("SA03800000006080101675190", "IBAN_LENGTH")]
    [InlineData("SA0480000000608010167519", "IBAN_CHECK_DIGITS")]
    [InlineData("SA0380000000608010167591", "IBAN_CHECK_DIGITS")]
    public void What_is_no_saudi_number_is_refused_with_its_reason(string? text, string code)
    {
        Assert.False(Iban.TryParse(text, out var value, out var problem));
        Assert.Equal(default, value);
        Assert.Equal(code, problem.Code);
    }

    [Fact]
    public void Letters_in_the_account_part_are_lawful() =>
        Prop.ForAll(Valid, text => Iban.Parse(text).Value == text
            && Iban.Parse(Iban.Parse(text).ToPrint()).Value == text).Check(Many);

    [Fact]
    public void Any_single_wrong_digit_is_refused() =>
        Prop.ForAll(Valid, Gen.Choose(2, 23).ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), (text, at, shift) =>
        {
            if (!char.IsAsciiDigit(text[at]))
            {
                return true; // letters have a test of their own
            }

            var wrong = (char)('0' + (text[at] - '0' + shift) % 10);
            return !Iban.TryParse(text[..at] + wrong + text[(at + 1)..], out _, out _);
        }).Check(Many);

    [Fact]
    public void Any_single_wrong_letter_is_refused() =>
        Prop.ForAll(Valid, Gen.Choose(6, 23).ToArbitrary(), Gen.Choose(1, 25).ToArbitrary(), (text, at, shift) =>
        {
            if (!char.IsAsciiLetter(text[at]))
            {
                return true;
            }

            var wrong = (char)('A' + (text[at] - 'A' + shift) % 26);
            return !Iban.TryParse(text[..at] + wrong + text[(at + 1)..], out _, out _);
        }).Check(Many);

    [Fact]
    public void Two_neighbouring_digits_swapped_are_refused() =>
        Prop.ForAll(Gen.Choose(4, 22).ToArbitrary(), at =>
        {
            var swapped = Example[..at] + Example[at + 1] + Example[at] + Example[(at + 2)..];
            return Iban.TryParse(swapped, out _, out _) == (swapped == Example);
        }).Check(Many);

    [Fact]
    public void Check_digits_the_standard_never_makes_are_refused()
    {
        // 97 apart, these pass the sum alone: 98 is lawful, its twin 01 is not; likewise 97 and 00, 02 and 99.
        var twins = 0;
        for (var account = 0; account < 2_000; account++)
        {
            var lawful = WithCheckDigits($"80{account:D18}");
            var twin = lawful[2..4] switch { "98" => "01", "97" => "00", "02" => "99", _ => null };
            if (twin is not null)
            {
                twins++;
                Assert.True(Iban.TryParse(lawful, out _, out _));
                Assert.False(Iban.TryParse("SA" + twin + lawful[4..], out _, out _));
            }
        }

        Assert.True(twins > 30);
    }

    [Fact]
    public void An_unknown_bank_code_is_accepted_without_a_bank()
    {
        var iban = Iban.Parse(WithCheckDigits("00" + "000000000000000001"));
        Assert.Equal("00", iban.BankCode);
        Assert.Null(iban.Bank);
    }

    [Fact]
    public void Every_known_bank_has_two_names_a_source_and_a_code_of_two_digits()
    {
        Assert.Equal(22, Bank.Known.Count);
        Assert.All(Bank.Known, bank =>
        {
            Assert.Matches("^[0-9]{2}$", bank.Code);
            Assert.False(string.IsNullOrWhiteSpace(bank.Name.Arabic));
            Assert.False(string.IsNullOrWhiteSpace(bank.Name.English));
            Assert.False(string.IsNullOrWhiteSpace(bank.Source));
            Assert.Same(bank, Bank.Find(bank.Code));
        });
    }

    /// <summary>By the standard's other route: 98 less the remainder with zeros for check digits.</summary>
    private static string WithCheckDigits(string bankAndAccount)
    {
        var spelled = (bankAndAccount + "SA00").Select(c => char.IsAsciiDigit(c) ? $"{c}" : $"{c - 'A' + 10}");
        var rest = BigInteger.Parse(string.Concat(spelled), CultureInfo.InvariantCulture) % 97;
        return $"SA{98 - (int)rest:D2}{bankAndAccount}";
    }
}
