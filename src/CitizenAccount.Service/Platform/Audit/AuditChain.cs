using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CitizenAccount.Service.Platform.Audit;

/// <summary>How a link is reckoned: over the link before, the number and every column of the entry, each with its
/// length before it. The content goes in by its hash, so that it can be erased and the chain still be verified.
/// </summary>
internal static class AuditChain
{
    public static byte[] LinkOf(byte[] before, long number, AuditEntryRow row)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, before);
        Append(hash, number);
        Append(hash, row.Id.ToByteArray(bigEndian: true));
        Append(hash, row.At.Ticks);
        Append(hash, Encoding.UTF8.GetBytes(row.Actor));
        Append(hash, Encoding.UTF8.GetBytes(row.Roles));
        Append(hash, Encoding.UTF8.GetBytes(row.Call));
        Append(hash, Encoding.UTF8.GetBytes(row.CorrelationId));
        Append(hash, Encoding.UTF8.GetBytes(row.Subject));
        Append(hash, Encoding.UTF8.GetBytes(row.Key));
        Append(hash, row.HouseholdId?.ToBytes() ?? []);
        Append(hash, (long)row.Change);
        Append(hash, row.ContentHash);
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, byte[] bytes)
    {
        Append(hash, (long)bytes.Length);
        hash.AppendData(bytes);
    }
}
