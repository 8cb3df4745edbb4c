using System.Buffers.Binary;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>Ids of version 7 for records that are made with every call. <see cref="Guid.CreateVersion7()"/> asks the
/// operating system for chance each time; that of <see cref="Random.Shared"/> is enough here, because an id names a
/// record and opens nothing: it need not be hard to guess, only unlike every other.</summary>
internal static class RecordId
{
    private const ulong Version = 0x7000;
    private const ulong Variant = 0x8000_0000_0000_0000;
    private const ulong First = 0x0FFF;
    private const ulong Second = 0x3FFF_FFFF_FFFF_FFFF;

    /// <summary>A new id.</summary>
    public static Guid New(DateTimeOffset now)
    {
        Span<byte> chance = stackalloc byte[16];
        Random.Shared.NextBytes(chance);
        return Of(
            now.UtcDateTime, BinaryPrimitives.ReadUInt64BigEndian(chance) & First,
            BinaryPrimitives.ReadUInt64BigEndian(chance[8..]) & Second);
    }

    /// <summary>No id made at an instant or later sorts before this.</summary>
    public static Guid Lowest(DateTime at) => Of(at, 0, 0);

    /// <summary>No id made at an instant or earlier sorts behind this.</summary>
    public static Guid Highest(DateTime at) => Of(at, First, Second);

    private static Guid Of(DateTime at, ulong first, ulong second)
    {
        Span<byte> bytes = stackalloc byte[16];
        var milliseconds = (ulong)Math.Max(0, (at - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond);
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (milliseconds << 16) | Version | first);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Variant | second);
        return new Guid(bytes, bigEndian: true);
    }
}
