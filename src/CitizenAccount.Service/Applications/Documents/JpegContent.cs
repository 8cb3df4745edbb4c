using System.Buffers.Binary;

namespace CitizenAccount.Service.Applications.Documents;

/// <summary>Walks a JPEG from its start mark to its end mark, segment by segment. Behind the end only further whole
/// images may stand, as phones write a preview there, and zeros.</summary>
internal static class JpegContent
{
    private const byte Mark = 0xFF;
    private const byte Start = 0xD8;
    private const byte End = 0xD9;
    private const byte Scan = 0xDA;

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public static string? ProblemOf(ReadOnlySpan<byte> content)
    {
        while (true)
        {
            var length = LengthOf(content);
            if (length < 0)
            {
                return "damaged JPEG";
            }

            content = content[length..];
            if (content.IndexOfAnyExcept((byte)0) < 0)
            {
                return null;
            }

            if (!content.StartsWith((ReadOnlySpan<byte>)[Mark, Start, Mark]))
            {
                return "JPEG with other data behind it";
            }
        }
    }

    // Bytes from the start mark to the end mark, both included; -1 when the walk does not get there.
    private static int LengthOf(ReadOnlySpan<byte> content)
    {
        var at = 2;
        var (sized, scanned) = (false, false);
        while (at + 1 < content.Length && content[at] == Mark)
        {
            var mark = content[at + 1];
            if (mark == Mark)
            {
                // A filling byte before the mark.
                at++;
                continue;
            }

            if (mark == End)
            {
                return sized && scanned ? at + 2 : -1;
            }

            var length = SegmentLength(content, at, mark);
            if (length < 0)
            {
                return -1;
            }

            sized |= IsFrame(mark) && HasSize(content.Slice(at + 4, length - 2));
            at += 2 + length;
            if (mark == Scan)
            {
                scanned = true;
                at = EndOfScan(content, at);
            }
        }

        return -1;
    }

    // The length counts its own two bytes; -1 where a segment cannot be.
    private static int SegmentLength(ReadOnlySpan<byte> content, int at, byte mark)
    {
        if (mark is 0x00 or 0x01 or (>= 0xD0 and <= 0xD8) || at + 4 > content.Length)
        {
            return -1;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(content[(at + 2)..]);
        return length >= 2 && at + 2 + length <= content.Length ? length : -1;
    }

    private static bool IsFrame(byte mark) => mark is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    // Precision, lines, columns, components. Lines may be told later; columns not.
    private static bool HasSize(ReadOnlySpan<byte> frame) =>
        frame.Length >= 6 && BinaryPrimitives.ReadUInt16BigEndian(frame[3..]) > 0 && frame[5] > 0;

    // In the coded data a mark is followed by zero, or is one of the eight restarts.
    private static int EndOfScan(ReadOnlySpan<byte> content, int at)
    {
        while (at + 1 < content.Length)
        {
            var next = content[at..].IndexOf(Mark);
            if (next < 0 || at + next + 1 >= content.Length)
            {
                return content.Length;
            }

            at += next;
            if (content[at + 1] is not (0x00 or (>= 0xD0 and <= 0xD7)))
            {
                return at;
            }

            at += 2;
        }

        return content.Length;
    }
}
