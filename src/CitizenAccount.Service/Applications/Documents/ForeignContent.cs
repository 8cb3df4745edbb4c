using System.Buffers.Binary;
using System.Text;

namespace CitizenAccount.Service.Applications.Documents;

/// <summary>Names what is not taken, so that a person learns what was sent instead.</summary>
internal static class ForeignContent
{
    private const int ZipEndBytes = 22;
    private const int ZipCommentMax = ushort.MaxValue;

    /// <summary>What a content is by its first bytes; "unknown" when they say nothing.</summary>
    public static string NameOf(ReadOnlySpan<byte> content)
    {
        var start = content[..Math.Min(1_024, content.Length)];
        return start.StartsWith("PK"u8) ? "ZIP archive"
            : start.StartsWith("MZ"u8) ? "Windows program"
            : start.StartsWith("\u007FELF"u8) ? "Linux program"
            : start.StartsWith("#!"u8) ? "script"
            : start.StartsWith("GIF8"u8) ? "GIF"
            : start.StartsWith("II*\0"u8) || start.StartsWith("MM\0*"u8) ? "TIFF"
            : start.StartsWith("BM"u8) ? "BMP"
            : start.StartsWith("RIFF"u8) ? "WebP or media"
            : start.StartsWith("{\\rtf"u8) ? "RTF"
            : start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]) ? "Office document"
            : start.Length > 8 && start[4..8].SequenceEqual("ftyp"u8) ? "HEIC or media"
            : NameOfText(start);
    }

    /// <summary>Whether a browser could take it for a page.</summary>
    public static bool IsMarkup(ReadOnlySpan<byte> start)
    {
        var text = Encoding.Latin1.GetString(start);
        return text.Contains("<html", StringComparison.OrdinalIgnoreCase)
            || text.Contains("<script", StringComparison.OrdinalIgnoreCase)
            || text.Contains("<!doctype html", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether the end is that of a ZIP archive, which is read from its end whatever stands before it: its
    /// closing record, of a single disk, with a comment that the file has room for.</summary>
    public static bool EndsAsZip(ReadOnlySpan<byte> content)
    {
        var tail = content[Math.Max(0, content.Length - ZipEndBytes - ZipCommentMax)..];
        for (var at = tail.IndexOf("PK\u0005\u0006"u8); at >= 0;)
        {
            var record = tail[at..];
            if (record.Length >= ZipEndBytes
                && BinaryPrimitives.ReadUInt32LittleEndian(record[4..]) == 0
                && ZipEndBytes + BinaryPrimitives.ReadUInt16LittleEndian(record[20..]) <= record.Length)
            {
                return true;
            }

            var next = tail[(at + 1)..].IndexOf("PK\u0005\u0006"u8);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return false;
    }

    private static string NameOfText(ReadOnlySpan<byte> start)
    {
        var text = Encoding.Latin1.GetString(start);
        return text.Contains("%PDF-", StringComparison.Ordinal) ? "PDF behind other data"
            : text.Contains("<svg", StringComparison.OrdinalIgnoreCase) ? "SVG"
            : IsMarkup(start) ? "HTML"
            : text.TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\r', '\n', '\t').StartsWith('<') ? "XML"
            : text.All(letter => letter is >= ' ' and <= '~' or '\r' or '\n' or '\t') ? "text"
            : "unknown";
    }
}
