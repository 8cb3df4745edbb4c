namespace CitizenAccount.Rules.Tests.Decisions;

/// <summary>What must hold of every text a citizen reads.</summary>
internal static class BilingualText
{
    /// <summary>Arabic with Arabic letters whose runs of digits and Latin letters are isolated left to right; English
    /// without any Arabic letter or isolate.</summary>
    public static void AssertReadable(LocalizedText text)
    {
        Assert.Contains(text.Arabic, IsArabic);
        Assert.True(IsolatesDigits(text.Arabic), $"Digits or Latin letters stand unisolated in: {text.Arabic}");
        Assert.Contains(text.English, char.IsAsciiLetter);
        Assert.DoesNotContain(text.English, IsArabic);
        Assert.DoesNotContain(text.English, letter => letter is >= '\u2066' and <= '\u2069');
        Assert.All([text.Arabic, text.English], said => Assert.Equal(said.Trim(), said));
    }

    /// <summary>Whether every digit and Latin letter stands directly in a left-to-right isolate, and every isolate
    /// that is opened is closed.</summary>
    public static bool IsolatesDigits(string text)
    {
        var open = new Stack<char>();
        foreach (var letter in text)
        {
            switch (letter)
            {
                case '\u2066' or '\u2067' or '\u2068':
                    open.Push(letter);
                    break;
                case '\u2069' when !open.TryPop(out _):
                    return false;
                case not '\u2069' when char.IsAsciiLetterOrDigit(letter):
                    if (!open.TryPeek(out var innermost) || innermost != '\u2066')
                    {
                        return false;
                    }

                    break;
            }
        }

        return open.Count == 0;
    }

    private static bool IsArabic(char letter) => letter is >= '\u0600' and <= '\u06FF';
}
