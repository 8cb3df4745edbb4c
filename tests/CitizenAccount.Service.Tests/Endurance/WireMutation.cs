using System.Buffers.Binary;
using System.Text;

namespace CitizenAccount.Service.Tests.Endurance;

/// <summary>Spoils messages on the wire: it knows their structure and no more, so it makes what no library would send.
/// The same generator makes the same spoilt message.</summary>
internal sealed class WireMutation(Random random, IReadOnlyList<string> known)
{
    private const int HugeMax = 200_000;

    private static readonly ulong[] Extremes =
    [
        0, 1, 2, 0x7F, 0x80, 0xFF, int.MaxValue, 0x8000_0000, uint.MaxValue, long.MaxValue, 0x8000_0000_0000_0000, ulong.MaxValue,
        unchecked((ulong)-1_000_000_000L), 100_000_001, 999_999_999_999,
    ];

    private static readonly string[] Hostile =
    [
        "", " ", "\0", "\u202E\u0627\u062E\u062A\u0628\u0627\u0631", "\u2066\u2069\u200F", "\u202A\u202B\u202C", "\uFEFF", "\uFFFF",
        "%s%n%x", "{0}{1}", "' OR 1=1 --", "\"; DROP TABLE \"Accounts\"; --", "../../../etc/passwd", "<script>alert(1)</script>",
        "\r\nSet-Cookie: a=b", "\u0661\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668", "10123456\u200B78",
        "\U0001F468\u200D\U0001F469\u200D\U0001F467", "e" + new string('\u0301', 500), "-0", "1e308", "NaN", "0x7fffffff",
        "households/", "households/00000000-0000-0000-0000-000000000000", "cycles/0000-00", "cycles/9999-12", "cycles/2026-13",
        "tickets/999999999999", "paymentBatches/2147483648", "paymentBatches/-1",
    ];

    private static readonly byte[][] NotUtf8 =
        [[0xC3, 0x28], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFF], [0xC0, 0xAF], [0xE2, 0x82]];

    /// <summary>One message, spoilt a few times.</summary>
    public byte[] Spoil(byte[] message)
    {
        for (var times = 1 + random.Next(3); times > 0; times--)
        {
            message = random.Next(10) switch
            {
                0 => Flip(message),
                1 => message[..random.Next(message.Length + 1)],
                2 => Insert(message, Noise(1 + random.Next(12))),
                3 => Cut(message),
                _ => Rewrite(message, depth: 0),
            };
        }

        return message;
    }

    /// <summary>A message as a frame, whose head lies now and then.</summary>
    public byte[] Frame(byte[] message)
    {
        var frame = new byte[5 + message.Length];
        message.CopyTo(frame, 5);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Length);
        switch (random.Next(60))
        {
            case 0:
                frame[0] = (byte)(1 + random.Next(255));
                break;
            case 1:
                BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)random.NextInt64(uint.MaxValue));
                break;
            case 2:
                BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)Math.Max(0, message.Length - 1 - random.Next(4)));
                break;
            case 3:
                return frame[..random.Next(frame.Length)];
        }

        return frame;
    }

    private byte[] Rewrite(byte[] message, int depth)
    {
        if (!TrySplit(message, out var fields) || fields.Count == 0)
        {
            return Insert(message, Noise(1 + random.Next(8)));
        }

        var at = random.Next(fields.Count);
        var (number, kind, content) = fields[at];
        switch (random.Next(9))
        {
            case 0:
                var other = random.Next(fields.Count);
                (fields[at], fields[other]) = (fields[other] with { Number = number }, fields[at] with { Number = fields[other].Number });
                break;
            case 1:
                fields.RemoveAt(at);
                break;
            case 2:
                fields.AddRange(Enumerable.Repeat(fields[at], Many(content.Length)));
                break;
            case 3:
                fields[at] = new(1 + random.Next(40), kind, content);
                break;
            case 4:
                fields.Insert(at, new(1 + random.Next(30), 0, Varint(Extremes[random.Next(Extremes.Length)])));
                break;
            case 5:
                fields.Insert(at, new(1 + random.Next(30), 2, Nested(20 + random.Next(200))));
                break;
            default:
                fields[at] = new(number, kind, Content(kind, content, depth));
                break;
        }

        return Join(fields);
    }

    private byte[] Content(int kind, byte[] content, int depth) => kind switch
    {
        0 => Varint(Extremes[random.Next(Extremes.Length)]),
        2 when depth < 4 && random.Next(2) == 0 && TrySplit(content, out var inner) && inner.Count > 0 => Rewrite(content, depth + 1),
        2 => random.Next(6) switch
        {
            0 => NotUtf8[random.Next(NotUtf8.Length)],
            1 => Encoding.UTF8.GetBytes(new string(random.Next(2) == 0 ? 'a' : '\u0627', random.Next(HugeMax / 4))),
            2 => Noise(random.Next(100)),
            3 => Encoding.UTF8.GetBytes(known[random.Next(known.Count)]),
            4 => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(content) + Hostile[random.Next(Hostile.Length)]),
            _ => Encoding.UTF8.GetBytes(Hostile[random.Next(Hostile.Length)]),
        },
        _ => Noise(content.Length),
    };

    // Some lists are very long, as far as a message may be.
    private int Many(int each) => random.Next(4) == 0 ? HugeMax / Math.Max(4, each) : 1 + random.Next(60);

    private static byte[] Nested(int depth)
    {
        byte[] inner = [];
        for (var level = 0; level < depth; level++)
        {
            inner = [0x0A, .. Varint((ulong)inner.Length), .. inner];
        }

        return inner;
    }

    private byte[] Noise(int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private byte[] Flip(byte[] message)
    {
        var flipped = (byte[])message.Clone();
        for (var flips = 1 + random.Next(8); flips > 0 && flipped.Length > 0; flips--)
        {
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        }

        return flipped;
    }

    private byte[] Insert(byte[] message, byte[] noise)
    {
        var at = random.Next(message.Length + 1);
        return [.. message[..at], .. noise, .. message[at..]];
    }

    private byte[] Cut(byte[] message)
    {
        var from = random.Next(message.Length + 1);
        return [.. message[..from], .. message[(from + random.Next(message.Length - from + 1))..]];
    }

    private static byte[] Join(List<Field> fields)
    {
        using var bytes = new MemoryStream();
        foreach (var (number, kind, content) in fields)
        {
            bytes.Write(Varint(((ulong)number << 3) | (uint)kind));
            if (kind == 2)
            {
                bytes.Write(Varint((ulong)content.Length));
            }

            bytes.Write(content);
        }

        return bytes.ToArray();
    }

    private static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)((value & 0x7F) | 0x80));
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }

    private static bool TrySplit(byte[] message, out List<Field> fields)
    {
        fields = [];
        for (var at = 0; at < message.Length;)
        {
            if (!TryVarint(message, ref at, out var tag) || tag >> 3 is 0 or > 536_870_911)
            {
                return false;
            }

            var (from, kind) = (at, (int)(tag & 7));
            ulong length = kind switch { 1 => 8, 5 => 4, _ => 0 };
            if (kind == 0 && !TryVarint(message, ref at, out _))
            {
                return false;
            }

            if (kind == 2)
            {
                if (!TryVarint(message, ref at, out length))
                {
                    return false;
                }

                from = at;
            }

            if (kind is 3 or 4 or > 5 || length > (ulong)(message.Length - at))
            {
                return false;
            }

            at += (int)length;
            fields.Add(new((int)(tag >> 3), kind, message[from..at]));
        }

        return true;
    }

    private static bool TryVarint(byte[] message, ref int at, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && at < message.Length; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return true;
            }
        }

        return false;
    }

    private sealed record Field(int Number, int Kind, byte[] Content);
}
