using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CitizenAccount.Service.Kernel;

namespace CitizenAccount.Service.Payments.Ledger;

/// <summary>Something to be booked: halalas that leave one account of a household for another.</summary>
internal readonly record struct Booking(
    EntryKind Kind, int Month, HouseholdId Household, Book Source, Book Target, long Amount)
{
    public int? Batch { get; init; }

    public int? Instruction { get; init; }

    public long? Corrects { get; init; }

    public string Reference { get; init; } = "";
}

/// <summary>Turns bookings into entries that hold each other by their hashes.</summary>
internal static class JournalChain
{
    private const int FixedSize = 32 + 8 + 8 + 1 + 4 + 16 + 1 + 1 + 8 + 4 + 4 + 8;

    /// <summary>The hash before the first entry.</summary>
    public static byte[] Beginning => new byte[32];

    /// <summary>Entries for bookings, after an entry.</summary>
    /// <exception cref="ArgumentException">A booking moves nothing, or moves it nowhere.</exception>
    public static JournalEntryRow[] Extend(
        long sequence, byte[] hash, DateTimeOffset now, IReadOnlyList<Booking> bookings)
    {
        var entries = new JournalEntryRow[bookings.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = EntryOf(checked(sequence + i + 1), hash, now.UtcTicks, bookings[i]);
            hash = entries[i].Hash;
        }

        return entries;
    }

    /// <summary>What the hash of an entry must be.</summary>
    public static void HashOf(JournalEntryRow entry, Span<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[FixedSize + 640];
        entry.PreviousHash.CopyTo(bytes);
        var rest = bytes[32..];
        BinaryPrimitives.WriteInt64BigEndian(rest, entry.Sequence);
        BinaryPrimitives.WriteInt64BigEndian(rest[8..], entry.RecordedTicks);
        rest[16] = (byte)entry.Kind;
        BinaryPrimitives.WriteInt32BigEndian(rest[17..], entry.Month);
        entry.HouseholdId.Value.TryWriteBytes(rest[21..], bigEndian: true, out _);
        rest[37] = (byte)entry.Source;
        rest[38] = (byte)entry.Target;
        BinaryPrimitives.WriteInt64BigEndian(rest[39..], entry.Amount);
        BinaryPrimitives.WriteInt32BigEndian(rest[47..], entry.Batch ?? 0);
        BinaryPrimitives.WriteInt32BigEndian(rest[51..], entry.Instruction ?? 0);
        BinaryPrimitives.WriteInt64BigEndian(rest[55..], entry.Corrects ?? 0);
        var length = FixedSize + Encoding.UTF8.GetBytes(entry.Reference, bytes[FixedSize..]);
        SHA256.HashData(bytes[..length], hash);
    }

    private static JournalEntryRow EntryOf(long sequence, byte[] previous, long ticks, Booking booking)
    {
        if (booking.Amount <= 0 || booking.Source == booking.Target)
        {
            throw new ArgumentException($"A {booking.Kind} would move nothing from {booking.Source}.");
        }

        var entry = new JournalEntryRow
        {
            Sequence = sequence,
            RecordedTicks = ticks,
            Kind = booking.Kind,
            Month = booking.Month,
            HouseholdId = booking.Household,
            Source = booking.Source,
            Target = booking.Target,
            Amount = booking.Amount,
            Batch = booking.Batch,
            Instruction = booking.Instruction,
            Corrects = booking.Corrects,
            Reference = booking.Reference ?? "",
            PreviousHash = previous,
            Hash = new byte[32],
        };
        HashOf(entry, entry.Hash);
        return entry;
    }
}
