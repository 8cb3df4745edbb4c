using CitizenAccount.Rules.Decisions;

namespace CitizenAccount.Rules.Tests.Decisions;

public sealed class ReasonTextTests
{
    public static TheoryData<DecisionReason> AllReasons => [.. Enum.GetValues<DecisionReason>()];

    [Theory]
    [MemberData(nameof(AllReasons))]
    public void Every_reason_says_in_both_languages_what_it_is_and_what_to_do_next(DecisionReason reason)
    {
        var text = ReasonTexts.Of(reason);
        BilingualText.AssertReadable(text.What);
        BilingualText.AssertReadable(text.NextStep);
        Assert.All(
            [text.What.Arabic, text.What.English, text.NextStep.Arabic, text.NextStep.English],
            said => Assert.EndsWith(".", said, StringComparison.Ordinal));
    }

    [Fact]
    public void No_two_reasons_say_the_same()
    {
        var texts = Enum.GetValues<DecisionReason>().Select(reason => ReasonTexts.Of(reason).What).ToList();
        Assert.Equal(texts.Count, texts.Select(text => text.Arabic).Distinct().Count());
        Assert.Equal(texts.Count, texts.Select(text => text.English).Distinct().Count());
    }

    [Theory]
    [InlineData("نص", true)]
    [InlineData("خلال \u206690\u2069 يومًا", true)]
    [InlineData("\u2067\u20661,472.00\u2069 ريال\u2069", true)]
    [InlineData("خلال 90 يومًا", false)]
    [InlineData("\u2067المبلغ 90\u2069", false)] // isolated, but right to left
    [InlineData("خلال \u206690 يومًا", false)] // never closed
    [InlineData("خلال \u206690\u2069\u2069 يومًا", false)] // closed twice
    [InlineData("عقد Ejar", false)]
    public void The_check_of_isolated_digits_tells_right_from_wrong(string text, bool isolated) =>
        Assert.Equal(isolated, BilingualText.IsolatesDigits(text));
}
