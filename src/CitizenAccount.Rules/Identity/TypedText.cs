using System.Diagnostics.CodeAnalysis;

namespace CitizenAccount.Rules.Identity;

/// <summary>
/// Text as people type or paste it, made plain before it is examined: Arabic-Indic and Persian digits become 0-9,
/// invisible direction marks and the blanks around the text go away. Nothing else is guessed.
/// </summary>
internal static class TypedText
{
    /// <summary>No value of this library is longer, even with blanks; longer text is refused unread.</summary>
    public const int LengthMax = 64;

    public static bool TryPlain(string? text, [NotNullWhen(true)] out string? plain)
    {
        plain = null;
        if (text is null || text.Length > LengthMax)
        {
            return false;
        }

        Span<char> kept = stackalloc char[LengthMax];
        var length = 0;
        foreach (var typed in text)
        {
            if (!IsDirectionMark(typed))
            {
                kept[length++] = PlainDigit(typed);
            }
        }

        plain = kept[..length].Trim().ToString();
        return plain.Length > 0;
    }

    /// <summary>As <see cref="TryPlain"/>, and without the blanks and hyphens people put between groups.</summary>
    public static bool TryCompact(string? text, [NotNullWhen(true)] out string? compact)
    {
        compact = null;
        if (!TryPlain(text, out var plain))
        {
            return false;
        }

        compact = string.Concat(plain.Where(c => !char.IsWhiteSpace(c) && c != '-'));
        return compact.Length > 0;
    }

    public static bool IsDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    private static char PlainDigit(char typed) => typed switch
    {
        >= '\u0660' and <= '\u0669' => (char)('0' + (typed - '\u0660')), // Arabic-Indic, as on Arabic keyboards
        >= '\u06F0' and <= '\u06F9' => (char)('0' + (typed - '\u06F0')), // Persian forms of the same digits
        _ => typed,
    };

    private static bool IsDirectionMark(char typed) => typed is
        '\u061C' or '\u200B' or '\u200E' or '\u200F' or '\uFEFF'
        or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
