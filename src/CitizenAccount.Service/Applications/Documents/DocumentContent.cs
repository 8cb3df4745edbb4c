using CitizenAccount.Contracts.Account.V1;

namespace CitizenAccount.Service.Applications.Documents;

/// <summary>What a content was found to be.</summary>
/// <param name="Format">Its format; unspecified when it is not taken.</param>
/// <param name="Found">What it is instead, in a word or two that name no byte of it.</param>
internal readonly record struct ContentFinding(DocumentFormat Format, string Found);

/// <summary>Says what a content is by looking at it, whatever its name says: the first bytes, and whether it is built
/// as its format is to its last byte. A content that could be taken for something else as well is not taken. This
/// narrows what can be smuggled in; it proves nothing harmless, which is what the scanner is for.</summary>
internal static class DocumentContent
{
    /// <summary>The formats taken, in words.</summary>
    public const string Allowed = "PDF, JPEG, PNG";

    // As far as a browser looks when it guesses.
    private const int SniffedBytes = 1_024;

    public static ContentFinding Examine(ReadOnlySpan<byte> content)
    {
        var (format, problem) = content.StartsWith("%PDF-"u8) ? (DocumentFormat.Pdf, PdfContent.ProblemOf(content))
            : content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])
                ? (DocumentFormat.Jpeg, JpegContent.ProblemOf(content))
            : content.StartsWith(PngContent.Signature) ? (DocumentFormat.Png, PngContent.ProblemOf(content))
            : (DocumentFormat.Unspecified, ForeignContent.NameOf(content));
        problem ??= Disguised(content, format);
        return problem is null
            ? new ContentFinding(format, "")
            : new ContentFinding(DocumentFormat.Unspecified, problem);
    }

    // Two formats in one file: whoever opens it decides which one it is.
    private static string? Disguised(ReadOnlySpan<byte> content, DocumentFormat format)
    {
        var name = format.ToString().ToUpperInvariant();
        var start = content[..Math.Min(SniffedBytes, content.Length)];
        return ForeignContent.IsMarkup(start) ? $"{name} with HTML"
            : format != DocumentFormat.Pdf && start.IndexOf("%PDF-"u8) >= 0 ? $"{name} with PDF"
            : ForeignContent.EndsAsZip(content) ? $"{name} with ZIP archive"
            : null;
    }
}
