using System.Buffers.Binary;
using CitizenAccount.Service.Kernel;

namespace CitizenAccount.Service.Eligibility;

/// <summary>A replaced decision, as caches need to know of it.</summary>
internal readonly record struct Replaced(long Sequence, HouseholdId Household, DateTime DecidedAt);

/// <summary>A number for each household that changes whenever one of its decisions is replaced, so that what a cache
/// holds under the old number is never found again. Households share 65,536 numbers: that bounds the memory, and a
/// replaced decision makes some fifty of three million households be read anew. Every replica comes to the same
/// numbers, because each is made of the replaced decisions alone.</summary>
internal sealed class RedecisionStamps
{
    private readonly long[] _stamps = new long[ushort.MaxValue + 1];
    private readonly Lock _taking = new();

    private long _through;

    /// <summary>The newest replaced decision taken in.</summary>
    public long Through => Interlocked.Read(ref _through);

    public long Of(HouseholdId household) => Volatile.Read(ref _stamps[PlaceOf(household)]);

    /// <summary>Takes in what was replaced, in order; what was taken in before is passed over.</summary>
    public void Take(IReadOnlyList<Replaced> page)
    {
        lock (_taking)
        {
            foreach (var one in page)
            {
                if (one.Sequence > _through)
                {
                    ref var stamp = ref _stamps[PlaceOf(one.Household)];
                    Volatile.Write(ref stamp, Mix(stamp, one));
                    Interlocked.Exchange(ref _through, one.Sequence);
                }
            }
        }
    }

    // The instant goes in too: where a backup was restored, sequence numbers come again.
    private static long Mix(long stamp, Replaced one)
    {
        Span<byte> input = stackalloc byte[24];
        BinaryPrimitives.WriteInt64LittleEndian(input, stamp);
        BinaryPrimitives.WriteInt64LittleEndian(input[8..], one.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(input[16..], one.DecidedAt.Ticks);
        Span<byte> hash = stackalloc byte[32];
        System.Security.Cryptography.SHA256.HashData(input, hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }

    // The tail of an id is its random part.
    private static int PlaceOf(HouseholdId household) =>
        BinaryPrimitives.ReadUInt16BigEndian(household.ToBytes().AsSpan(14));
}
