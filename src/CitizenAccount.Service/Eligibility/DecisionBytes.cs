using System.Buffers.Binary;
using CitizenAccount.Service.Kernel;

namespace CitizenAccount.Service.Eligibility;

/// <summary>A decision in bytes, for caches and for the hash over a cycle: numbers and codes, nothing that names a
/// person. The household and the month stand beside it.</summary>
internal static class DecisionBytes
{
    public const int Size = 42;

    public static byte[] Write(DecisionRow row)
    {
        var bytes = new byte[Size];
        Write(row, bytes);
        return bytes;
    }

    public static void Write(DecisionRow row, Span<byte> bytes)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes, row.FactsSequence);
        bytes[8] = row.Eligibility;
        bytes[9] = row.Entitlement;
        BinaryPrimitives.WriteInt64LittleEndian(bytes[10..], row.Reasons);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[18..], row.Amount);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[26..], row.CountedIncome);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[34..], row.WeightTenths);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[38..], row.CountedMembers);
    }

    public static DecisionRow Read(ReadOnlySpan<byte> bytes, HouseholdId household, int month) => new()
    {
        Month = month,
        HouseholdId = household,
        FactsSequence = BinaryPrimitives.ReadInt64LittleEndian(bytes),
        Eligibility = bytes[8],
        Entitlement = bytes[9],
        Reasons = BinaryPrimitives.ReadInt64LittleEndian(bytes[10..]),
        Amount = BinaryPrimitives.ReadInt64LittleEndian(bytes[18..]),
        CountedIncome = BinaryPrimitives.ReadInt64LittleEndian(bytes[26..]),
        WeightTenths = BinaryPrimitives.ReadInt32LittleEndian(bytes[34..]),
        CountedMembers = BinaryPrimitives.ReadInt32LittleEndian(bytes[38..]),
    };
}
