using System.Buffers;

namespace CitizenAccount.Service.Applications.Documents;

/// <summary>Looks at a PDF from outside: one header at its first byte, its end mark at its end, and no active content
/// named in clear. Names inside compressed objects are not seen: best effort, beside the scanner.</summary>
internal static class PdfContent
{
    private const int EndSearched = 1_024;
    private const int NameMax = 32;

    private static readonly SearchValues<byte> Blanks = SearchValues.Create("\r\n\t\f\0 "u8);

    private static readonly HashSet<string> Active = new(StringComparer.Ordinal)
    {
        "JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia",
    };

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public static string? ProblemOf(ReadOnlySpan<byte> content) =>
        !HasVersion(content) ? "PDF without version"
        : !HasEnd(content) ? "PDF without end"
        : content[5..].IndexOf("%PDF-"u8) >= 0 ? "PDF with a second header"
        : NamesActiveContent(content) ? "PDF with active content"
        : null;

    // "%PDF-1.7": a digit, a point, a digit.
    private static bool HasVersion(ReadOnlySpan<byte> content) =>
        content.Length >= 8
        && char.IsAsciiDigit((char)content[5]) && content[6] == '.' && char.IsAsciiDigit((char)content[7]);

    // Readers take up to a kilobyte behind the end mark for padding; here it may only be blanks.
    private static bool HasEnd(ReadOnlySpan<byte> content)
    {
        var tail = content[Math.Max(0, content.Length - EndSearched)..];
        var end = tail.LastIndexOf("%%EOF"u8);
        return end >= 0 && tail[(end + 5)..].IndexOfAnyExcept(Blanks) < 0;
    }

    private static bool NamesActiveContent(ReadOnlySpan<byte> content)
    {
        for (var slash = content.IndexOf((byte)'/'); slash >= 0;)
        {
            content = content[(slash + 1)..];
            if (Active.Contains(NameAt(content)))
            {
                return true;
            }

            slash = content.IndexOf((byte)'/');
        }

        return false;
    }

    // A name ends at a blank or delimiter; "#41" in it stands for a letter.
    private static string NameAt(ReadOnlySpan<byte> content)
    {
        Span<char> name = stackalloc char[NameMax];
        var length = 0;
        for (var at = 0; at < content.Length && length < NameMax; at++)
        {
            var letter = content[at];
            if (letter == '#' && at + 2 < content.Length
                && char.IsAsciiHexDigit((char)content[at + 1]) && char.IsAsciiHexDigit((char)content[at + 2]))
            {
                letter = (byte)((ValueOf(content[at + 1]) << 4) | ValueOf(content[at + 2]));
                at += 2;
            }
            else if (!char.IsAsciiLetterOrDigit((char)letter))
            {
                break;
            }

            name[length++] = (char)letter;
        }

        return new string(name[..length]);
    }

    private static int ValueOf(byte digit) =>
        char.IsAsciiDigit((char)digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
