using System.Buffers.Binary;
using System.Text;

namespace CitizenAccount.Service.Tests.Applications.Documents;

/// <summary>Documents as tests upload them: small and sound, of any size wanted, each different by its marker.</summary>
internal static class Papers
{
    public const int Megabyte = 1_024 * 1_024;

    /// <summary>A PDF of one empty page.</summary>
    /// <param name="marker">What makes it different; stands in it in clear.</param>
    /// <param name="size">Exact size, bytes; 0 takes what it needs.</param>
    /// <param name="objects">More objects, as they stand in the file.</param>
    public static byte[] Pdf(string marker, int size = 0, string objects = "")
    {
        var start = $"%PDF-1.4\n% {marker}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            + "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
            + $"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\n{objects}";
        const string End = "trailer<</Root 1 0 R/Size 4>>\nstartxref\n0\n%%EOF\n";
        var fill = Math.Max(0, size - Encoding.Latin1.GetByteCount(start) - End.Length);
        return Encoding.Latin1.GetBytes(start + (fill == 0 ? "" : "%" + new string('.', Math.Max(0, fill - 2)) + "\n") + End);
    }

    /// <summary>A grey JPEG of one dot.</summary>
    public static byte[] Jpeg(string marker, int size = 0)
    {
        byte[] start = [0xFF, 0xD8, .. Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]), .. Segment(0xFE, Encoding.UTF8.GetBytes(marker))];
        byte[] end =
        [
            .. Segment(0xC0, [8, 0, 1, 0, 1, 1, 1, 0x11, 0]), .. Segment(0xDA, [1, 1, 0, 0, 63, 0]),
            0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56, 0xFF, 0xD9,
        ];
        using var image = new MemoryStream();
        image.Write(start);
        for (var fill = size - start.Length - end.Length; fill > 0;)
        {
            // A comment takes 4 to 65,537 bytes; the last two are shared so that none is left over.
            var next = fill <= 65_537 ? fill : Math.Min(65_537, fill - 4);
            image.Write(Segment(0xFE, new byte[next - 4]));
            fill -= next;
        }

        image.Write(end);
        return image.ToArray();
    }

    /// <summary>A PNG of one dot.</summary>
    public static byte[] Png(string marker, int size = 0)
    {
        byte[] start =
        [
            0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]),
            .. Chunk("tEXt", Encoding.UTF8.GetBytes($"Comment\0{marker}")),
        ];
        byte[] end = [.. Chunk("IDAT", [0x78, 0x9C, 0x62, 0x60, 0, 0, 0, 2, 0, 1]), .. Chunk("IEND", [])];
        var fill = size - start.Length - end.Length;
        return fill <= 0 ? [.. start, .. end] : [.. start, .. Chunk("prVt", new byte[fill - 12]), .. end];
    }

    private static byte[] Segment(byte mark, byte[] body) =>
        [0xFF, mark, (byte)((body.Length + 2) >> 8), (byte)((body.Length + 2) & 0xFF), .. body];

    private static byte[] Chunk(string type, byte[] body)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. body];
        var chunk = new byte[named.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, body.Length);
        named.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Checksum(named));
        return chunk;
    }

    private static uint Checksum(byte[] bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB8_8320u;
            }
        }

        return ~sum;
    }
}
