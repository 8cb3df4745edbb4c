using CitizenAccount.Rules.Identity;

namespace CitizenAccount.Rules.Tests.Identity;

/// <summary>What is written to a log by mistake must not tell who it is about.</summary>
public sealed class PrivacyTests
{
    public static TheoryData<object, string> Values => new()
    {
        { NationalId.Parse("1101798278"), "1101798278" },
        { Iban.Parse("SA0380000000608010167519"), "SA0380000000608010167519" },
        { Mobile.Parse("0501234567"), "+966501234567" },
        { ShortAddress.Parse("RAAA2919"), "RAAA2919" },
        { NationalAddress.Parse("8228|12643|2121"), "8228|12643|2121" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Text_shows_at_most_four_characters_in_a_row_of_a_personal_value(object value, string secret)
    {
        foreach (var text in new[] { value.ToString()!, $"{value}", new { value }.ToString()! })
        {
            Assert.Contains('•', text);
            for (var at = 0; at + 5 <= secret.Length; at++)
            {
                Assert.DoesNotContain(secret.Substring(at, 5), text, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("1101798279")]
    [InlineData("SA0380000000608010167510")]
    [InlineData("050123456X")]
    public void A_refusal_does_not_repeat_what_was_typed(string typed)
    {
        Problem[] problems =
        [
            NationalId.TryParse(typed, out _, out var id) ? default : id,
            Iban.TryParse(typed, out _, out var iban) ? default : iban,
            Mobile.TryParse(typed, out _, out var mobile) ? default : mobile,
        ];

        Assert.All(problems, problem => Assert.DoesNotContain(typed, problem.ToString(), StringComparison.Ordinal));
        var thrown = Assert.Throws<FormatException>(() => NationalId.Parse(typed));
        Assert.DoesNotContain(typed, thrown.ToString(), StringComparison.Ordinal);
    }
}
