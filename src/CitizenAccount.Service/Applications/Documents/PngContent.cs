using System.Buffers.Binary;

namespace CitizenAccount.Service.Applications.Documents;

/// <summary>Walks a PNG from its signature to its last byte, chunk by chunk: a header with a size first, image data, an
/// end, and nothing behind it.</summary>
internal static class PngContent
{
    // Length, type and checksum of a chunk.
    private const int FrameBytes = 12;
    private const int HeaderBytes = 13;

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public static string? ProblemOf(ReadOnlySpan<byte> content)
    {
        var rest = content[Signature.Length..];
        var (first, hasData) = (true, false);
        while (rest.Length >= FrameBytes)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            var type = rest[4..8];
            if (length > rest.Length - FrameBytes || type.IndexOfAnyExceptInRange((byte)'A', (byte)'z') >= 0)
            {
                return "damaged PNG";
            }

            if (first != type.SequenceEqual("IHDR"u8) || (first && !HasSize(rest[8..], length)))
            {
                return "damaged PNG";
            }

            hasData |= length > 0 && type.SequenceEqual("IDAT"u8);
            if (type.SequenceEqual("IEND"u8))
            {
                return !hasData || length > 0 ? "damaged PNG"
                    : rest.Length > FrameBytes ? "PNG with other data behind it"
                    : null;
            }

            rest = rest[(FrameBytes + (int)length)..];
            first = false;
        }

        return "damaged PNG";
    }

    private static bool HasSize(ReadOnlySpan<byte> header, uint length) =>
        length == HeaderBytes
        && BinaryPrimitives.ReadInt32BigEndian(header) > 0
        && BinaryPrimitives.ReadInt32BigEndian(header[4..]) > 0;
}
