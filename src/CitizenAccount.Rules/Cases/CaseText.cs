using System.Globalization;
using System.Text;

namespace CitizenAccount.Rules.Cases;

/// <summary>What people write on a case, checked before it is kept: nothing in it may hide or turn around what a case
/// worker reads.</summary>
public static class CaseText
{
    /// <summary>Whether text may be kept: of so many characters, without control characters but line breaks and tabs,
    /// without direction overrides, and without broken characters.</summary>
    public static bool IsSound(string text, int least, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= most && text.Trim().Length >= least && !HidesSomething(text);
    }

    /// <summary>The text without what people do not mean: blanks, marks and digits of one kind. Two texts that say the
    /// same in other spaces or forms of digits are the same matter.</summary>
    public static string MatterOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var kept = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormKD))
        {
            var category = char.GetUnicodeCategory(letter);
            if (category == UnicodeCategory.DecimalDigitNumber)
            {
                kept.Append(CharUnicodeInfo.GetDecimalDigitValue(letter));
            }
            else if (char.IsLetter(letter) && letter != 'ـ')
            {
                kept.Append(char.ToLowerInvariant(letter));
            }
        }

        return kept.ToString();
    }

    private static bool HidesSomething(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (char.IsSurrogate(letter))
            {
                if (at + 1 >= text.Length || !char.IsSurrogatePair(letter, text[at + 1]))
                {
                    return true;
                }

                at++;
            }
            else if ((char.IsControl(letter) && letter is not ('\n' or '\r' or '\t'))
                || letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')
                    or '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF')
            {
                return true;
            }
        }

        return false;
    }
}
