using System.Buffers.Binary;

namespace CitizenAccount.Service.Kernel;

/// <summary>Names a household within the system; never derived from a person's identity. Ids are UUIDs of version 7,
/// so that new ones sort after old ones, and are stored as 16 big-endian bytes, which sort alike on both databases.
/// </summary>
internal readonly record struct HouseholdId(Guid Value) : IComparable<HouseholdId>
{
    /// <summary>The collection in resource names.</summary>
    public const string Collection = "households";

    /// <summary>The resource name, <c>households/{household}</c>.</summary>
    public string Name => $"{Collection}/{Value:D}";

    /// <summary>Reads a resource name; nothing may stand around the id.</summary>
    public static bool TryParseName(string? name, out HouseholdId id)
    {
        var found = ResourceName.TryParse(name, Collection, out var value);
        id = new HouseholdId(value);
        return found;
    }

    /// <summary>From the stored form.</summary>
    public static HouseholdId FromBytes(ReadOnlySpan<byte> bytes) => new(new Guid(bytes, bigEndian: true));

    /// <summary>The stored form.</summary>
    public byte[] ToBytes() => Value.ToByteArray(bigEndian: true);

    /// <summary>An id of version 7 for a made-up household: a time, and a number that orders the ids made then.
    /// </summary>
    public static HouseholdId Synthetic(DateTimeOffset made, ulong number)
    {
        Span<byte> bytes = stackalloc byte[16];
        var milliseconds = made.ToUnixTimeMilliseconds();
        BinaryPrimitives.WriteInt64BigEndian(bytes, milliseconds << 16);
        bytes[6] = (byte)(0x70 | (int)((number >> 56) & 0x0F));
        bytes[7] = (byte)(number >> 48);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], number & 0x0000_FFFF_FFFF_FFFF);
        bytes[8] = 0x80;
        return FromBytes(bytes);
    }

    public int CompareTo(HouseholdId other) => ToBytes().AsSpan().SequenceCompareTo(other.ToBytes());

    public override string ToString() => Name;
}
