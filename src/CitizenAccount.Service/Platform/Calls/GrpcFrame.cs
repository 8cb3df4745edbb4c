using System.Buffers;
using System.Buffers.Binary;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>What stands before each message of gRPC: one byte that says whether it is compressed, and its size.
/// </summary>
internal static class GrpcFrame
{
    public const int HeadSize = 1 + sizeof(uint);

    public static void WriteHead(Span<byte> room, int size)
    {
        room[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(room[1..], size);
    }

    /// <summary>The message, where a request is one and nothing else, and not compressed.</summary>
    public static bool TryReadOne(ReadOnlySequence<byte> request, out ReadOnlySequence<byte> message)
    {
        message = default;
        if (request.Length < HeadSize)
        {
            return false;
        }

        Span<byte> head = stackalloc byte[HeadSize];
        request.Slice(0, HeadSize).CopyTo(head);
        message = request.Slice(HeadSize);
        return head[0] == 0 && BinaryPrimitives.ReadUInt32BigEndian(head[1..]) == message.Length;
    }
}

/// <summary>The header in which a client says how long it waits: a number of at most eight digits, and a unit.
/// </summary>
internal static class GrpcTimeout
{
    private const int DigitsMax = 8;

    /// <summary>Reads it; false where there is none that is well formed.</summary>
    public static bool TryRead(string? header, out TimeSpan left)
    {
        left = default;
        if (header is not { Length: >= 2 and <= DigitsMax + 1 })
        {
            return false;
        }

        var number = 0L;
        foreach (var digit in header.AsSpan(0, header.Length - 1))
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        left = TimeSpan.FromTicks(number * TicksOf(header[^1]));
        return left > TimeSpan.Zero;
    }

    // Less than ten microseconds is no time to wait and is read as none.
    private static long TicksOf(char unit) => unit switch
    {
        'H' => TimeSpan.TicksPerHour,
        'M' => TimeSpan.TicksPerMinute,
        'S' => TimeSpan.TicksPerSecond,
        'm' => TimeSpan.TicksPerMillisecond,
        'u' => TimeSpan.TicksPerMicrosecond,
        _ => 0,
    };
}
