using System.Buffers.Binary;
using CitizenAccount.Service.Kernel;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Everything an answer of the lookup depends on. An entry under a key is true for ever.</summary>
/// <param name="Household">The household.</param>
/// <param name="Publication">Order of the newest publication.</param>
/// <param name="Print">Fingerprint of all published months.</param>
/// <param name="Stamp">The household's fingerprint of <see cref="RedecisionStamps"/>.</param>
/// <param name="Through">The newest replaced decision the answer may be made of.</param>
internal readonly record struct LookupKey(
    HouseholdId Household, int Publication, long Print, long Stamp, long Through)
{
    // Raised whenever the form of the key or of what is kept under it changes.
    private const byte Schema = 3;

    /// <summary>As the shared cache has it: each part behind its length, so that no two keys share their bytes.
    /// </summary>
    public byte[] ToBytes()
    {
        var bytes = new List<byte>(64);
        Add("elig"u8);
        Add([Schema]);
        Add(Household.ToBytes());
        Add(BitConverter.GetBytes(Publication));
        Add(BitConverter.GetBytes(Print));
        Add(BitConverter.GetBytes(Stamp));
        Add(BitConverter.GetBytes(Through));
        return [.. bytes];

        void Add(ReadOnlySpan<byte> part)
        {
            bytes.Add((byte)part.Length);
            bytes.AddRange(part);
        }
    }
}

/// <summary>An answer as caches keep it: numbers and codes, nothing that names a person.</summary>
/// <param name="Row">The decision; null where nothing published decided the household.</param>
/// <param name="Version">1, or more where it replaced another.</param>
/// <param name="ReplacedAt">When it did.</param>
internal sealed record KeptAnswer(DecisionRow? Row, int Version, DateTime? ReplacedAt)
{
    private const int Size = DecisionBytes.Size + 16;

    /// <summary>Nothing published decided it.</summary>
    public static readonly KeptAnswer None = new(null, 0, null);

    /// <summary>What was last written of it, in the memory of this process alone.</summary>
    public WrittenAnswer? Written { get; set; }

    /// <summary>The answer in the state it was got for.</summary>
    public PublishedDecision? In(PublishedState state) => Row is { } row
        ? new PublishedDecision(row, state.CycleOf(row.Month)) { ReplacedAt = ReplacedAt }
        : null;

    public byte[] Write()
    {
        if (Row is not { } row)
        {
            return [0];
        }

        var bytes = new byte[Size];
        DecisionBytes.Write(row, bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(DecisionBytes.Size), row.Month);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(DecisionBytes.Size + 4), Version);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(DecisionBytes.Size + 8), ReplacedAt?.Ticks ?? 0);
        return bytes;
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, HouseholdId household, out KeptAnswer answer)
    {
        answer = None;
        if (bytes.Length != Size)
        {
            return bytes.SequenceEqual<byte>([0]);
        }

        var replaced = BinaryPrimitives.ReadInt64LittleEndian(bytes[(DecisionBytes.Size + 8)..]);
        var month = BinaryPrimitives.ReadInt32LittleEndian(bytes[DecisionBytes.Size..]);
        answer = new KeptAnswer(
            DecisionBytes.Read(bytes, household, month),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[(DecisionBytes.Size + 4)..]),
            replaced == 0 ? null : new DateTime(replaced, DateTimeKind.Utc));
        return true;
    }
}
