using System.Text.RegularExpressions;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Platform.Calls;
using Google.Rpc;
using Grpc.Core;
using Refusal = CitizenAccount.Service.Platform.Calls.Refusal;

namespace CitizenAccount.Service.Tests.Calls;

/// <summary>What people read when a call is refused. The rows are the values of the contract, so a new reason is tested
/// from the day it is added.</summary>
public sealed partial class RefusalTextsTests
{
    private const int LengthMax = 300;

    public static TheoryData<string> Reasons =>
        [.. Enum.GetNames<ErrorReason>().Except([nameof(ErrorReason.Unspecified)])];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Every_reason_has_plain_words_in_both_languages(string name)
    {
        var text = RefusalTexts.Of(Enum.Parse<ErrorReason>(name));
        Assert.InRange(text.Arabic.Length, 20, LengthMax);
        Assert.InRange(text.English.Length, 20, LengthMax);
        Assert.Matches(ArabicLetter(), text.Arabic);
        Assert.All(text.English, letter => Assert.InRange(letter, ' ', '~'));
        Assert.EndsWith(".", text.Arabic, StringComparison.Ordinal);
        Assert.EndsWith(".", text.English, StringComparison.Ordinal);
        Assert.DoesNotContain("  ", text.Arabic, StringComparison.Ordinal);
        Assert.DoesNotContain("  ", text.English, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Every_reason_says_what_happened_and_what_to_do_next(string name)
    {
        var text = RefusalTexts.Of(Enum.Parse<ErrorReason>(name));
        Assert.True(Sentences(text.Arabic) >= 2, text.Arabic);
        Assert.True(Sentences(text.English) >= 2, text.English);
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Digits_and_Latin_letters_in_Arabic_are_isolated(string name)
    {
        var arabic = RefusalTexts.Of(Enum.Parse<ErrorReason>(name)).Arabic;
        Assert.DoesNotMatch(LeftToRight(), Isolated().Replace(arabic, ""));
        Assert.Equal(arabic.Count(letter => letter == '\u2066'), arabic.Count(letter => letter == '\u2069'));
    }

    [Fact]
    public void No_two_reasons_say_the_same()
    {
        var texts = Enum.GetValues<ErrorReason>().Where(reason => reason != ErrorReason.Unspecified)
            .Select(RefusalTexts.Of).ToList();
        Assert.Equal(109, texts.Count);
        Assert.Equal(texts.Count, texts.Select(text => text.Arabic).Distinct().Count());
        Assert.Equal(texts.Count, texts.Select(text => text.English).Distinct().Count());
    }

    [Fact]
    public void A_refusal_without_a_reason_has_no_words() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RefusalTexts.Of(ErrorReason.Unspecified));

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Every_reason_has_a_status_and_goes_on_the_wire_with_its_words(string name)
    {
        var reason = Enum.Parse<ErrorReason>(name);
        var code = RefusalCatalogue.CodeOf(reason);
        Assert.True(Enum.IsDefined(code));
        Assert.DoesNotContain(code, new[] { StatusCode.OK, StatusCode.Unknown, StatusCode.Cancelled });

        var text = RefusalTexts.Of(reason);
        var details = Refusal.Of(reason).ToStatus(text).Details;
        var info = Assert.Single(details, detail => detail.Is(ErrorInfo.Descriptor)).Unpack<ErrorInfo>();
        Assert.Equal(name, ErrorReasonOf(info.Type).ToString());
        Assert.Equal(
            [("ar-SA", text.Arabic), ("en", text.English)],
            details.Where(detail => detail.Is(LocalizedMessage.Descriptor))
                .Select(detail => detail.Unpack<LocalizedMessage>())
                .Select(message => (message.Locale, message.Message)));
    }

    private static ErrorReason ErrorReasonOf(string wireName) =>
        (ErrorReason)ErrorReasonReflection.Descriptor.EnumTypes
            .Single(type => type.Name == nameof(ErrorReason))
            .FindValueByName("ERROR_REASON_" + wireName).Number;

    private static int Sentences(string text) => SentenceEnd().Count(text);

    [GeneratedRegex("[\u0621-\u064A]")]
    private static partial Regex ArabicLetter();

    [GeneratedRegex("[0-9A-Za-z]")]
    private static partial Regex LeftToRight();

    [GeneratedRegex("\u2066[^\u2066\u2069]+\u2069")]
    private static partial Regex Isolated();

    [GeneratedRegex(@"\.(\s|$)|[;:؛،,] ")]
    private static partial Regex SentenceEnd();
}
