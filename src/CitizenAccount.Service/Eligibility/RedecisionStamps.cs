using System.Buffers.Binary;
using CitizenAccount.Service.Kernel;

namespace CitizenAccount.Service.Eligibility;

/// <summary>A replaced decision, as caches need to know of it.</summary>
internal readonly record struct Replaced(long Sequence, HouseholdId Household, DateTime DecidedAt);

/// <summary>What a household's answers hang on besides the publication.</summary>
/// <param name="Print">A fingerprint of what was replaced.</param>
/// <param name="Through">The newest replaced decision in it: an answer of this stamp is made of no later one.</param>
internal sealed record RedecisionStamp(long Print, long Through)
{
    /// <summary>Nothing was replaced.</summary>
    public static readonly RedecisionStamp None = new(0, 0);
}

/// <summary>A stamp for each household that changes whenever one of its decisions is replaced, so that what a cache
/// holds under the old stamp is never found again. Households share 65,536 of them: that bounds the memory, and a
/// replaced decision makes some fifty of three million households be read anew. Every replica comes to the same
/// stamps, because each is made of the replaced decisions alone.</summary>
internal sealed class RedecisionStamps
{
    private readonly RedecisionStamp?[] _stamps = new RedecisionStamp?[ushort.MaxValue + 1];
    private readonly Lock _taking = new();

    private long _through;

    /// <summary>The newest replaced decision taken in.</summary>
    public long Through => Interlocked.Read(ref _through);

    public RedecisionStamp Of(HouseholdId household) =>
        Volatile.Read(ref _stamps[PlaceOf(household)]) ?? RedecisionStamp.None;

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
                    Volatile.Write(ref stamp, new RedecisionStamp(Mix(stamp?.Print ?? 0, one), one.Sequence));
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
