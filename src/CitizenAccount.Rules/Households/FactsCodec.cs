using System.Buffers.Binary;

namespace CitizenAccount.Rules.Households;

/// <summary>The one canonical form of a household's facts in bytes: what a snapshot seals, what a decision's hash
/// names, and what a past decision is made again from. Little-endian, fixed widths, version first.</summary>
/// <remarks>The same facts always give the same bytes. A new field needs a new version; old versions stay readable
/// for ever, because decisions of past years must be re-performed from them.</remarks>
public static class FactsCodec
{
    /// <summary>The version written today.</summary>
    public const byte Version = 1;

    private const int HeaderSize = 66;
    private const int UnusedAt = 7;
    private const int MemberSize = 11;
    private const int IncomeSize = 10;

    /// <summary>Bytes these facts take.</summary>
    public static int SizeOf(in HouseholdFacts facts) =>
        HeaderSize + (MemberSize * facts.Members.Length) + (IncomeSize * facts.Incomes.Length);

    /// <summary>Writes the facts and returns how many bytes they took.</summary>
    /// <exception cref="ArgumentException">The target is too small, there are more members or incomes than
    /// <see cref="HouseholdFacts"/> allows, or a number among them means nothing.</exception>
    public static int Write(in HouseholdFacts facts, Span<byte> target)
    {
        if (facts.Members.Length is 0 or > HouseholdFacts.MembersMax
            || facts.Incomes.Length > HouseholdFacts.IncomesMax)
        {
            throw new ArgumentException("A household has 1 to 64 members and at most 512 incomes.", nameof(facts));
        }

        if (!FactsForm.IsSound(facts))
        {
            throw new ArgumentException("These facts hold a number that means nothing.", nameof(facts));
        }

        var size = SizeOf(facts);
        if (target.Length < size)
        {
            throw new ArgumentException($"The facts take {size} bytes.", nameof(target));
        }

        WriteHeader(facts, target);
        var at = target[HeaderSize..];
        foreach (ref readonly var member in facts.Members)
        {
            WriteMember(member, at);
            at = at[MemberSize..];
        }

        foreach (ref readonly var income in facts.Incomes)
        {
            at[0] = income.Member;
            at[1] = (byte)income.Kind;
            BinaryPrimitives.WriteInt64LittleEndian(at[2..], income.Monthly);
            at = at[IncomeSize..];
        }

        return size;
    }

    /// <summary>Reads facts into the buffer and returns a view over it, valid until the next read.</summary>
    /// <exception cref="InvalidDataException">The bytes are not facts of a known version.</exception>
    public static HouseholdFacts Read(ReadOnlySpan<byte> source, FactsBuffer buffer)
    {
        if (source.Length < HeaderSize || source[0] != Version || source[UnusedAt] != 0)
        {
            throw new InvalidDataException("These bytes are no household facts of a known version.");
        }

        int members = source[1];
        int incomes = BinaryPrimitives.ReadUInt16LittleEndian(source[2..]);
        if (members is 0 or > HouseholdFacts.MembersMax
            || incomes > HouseholdFacts.IncomesMax
            || source.Length != HeaderSize + (MemberSize * members) + (IncomeSize * incomes))
        {
            throw new InvalidDataException("The length of these household facts does not fit their counts.");
        }

        var at = source[HeaderSize..];
        for (var i = 0; i < members; i++)
        {
            buffer.Members[i] = ReadMember(at);
            at = at[MemberSize..];
        }

        for (var i = 0; i < incomes; i++)
        {
            buffer.Incomes[i] = new IncomeLine(
                at[0], (IncomeKind)at[1], BinaryPrimitives.ReadInt64LittleEndian(at[2..]));
            at = at[IncomeSize..];
        }

        var facts = new HouseholdFacts(
            ReadHeader(source), buffer.Members.AsSpan(0, members), buffer.Incomes.AsSpan(0, incomes));
        return FactsForm.IsSound(facts)
            ? facts
            : throw new InvalidDataException("These household facts hold a number that means nothing.");
    }

    private static void WriteHeader(in HouseholdFacts facts, Span<byte> at)
    {
        var header = facts.Header;
        at[0] = Version;
        at[1] = (byte)facts.Members.Length;
        BinaryPrimitives.WriteUInt16LittleEndian(at[2..], (ushort)facts.Incomes.Length);
        at[4] = (byte)header.Kind;
        at[5] = (byte)header.MarriedWomanCase;
        at[6] = (byte)header.HousingProof;
        at[UnusedAt] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(at[8..], (ushort)header.Marks);
        BinaryPrimitives.WriteInt32LittleEndian(at[10..], header.BarredThroughMonth);
        BinaryPrimitives.WriteInt64LittleEndian(at[14..], header.RealEstate);
        BinaryPrimitives.WriteInt64LittleEndian(at[22..], header.Vehicles);
        BinaryPrimitives.WriteInt64LittleEndian(at[30..], header.Cash);
        BinaryPrimitives.WriteInt64LittleEndian(at[38..], header.Portfolios);
        BinaryPrimitives.WriteInt32LittleEndian(at[46..], header.DomesticWorkers);
        BinaryPrimitives.WriteInt32LittleEndian(at[50..], header.Sources.CivilStatus);
        BinaryPrimitives.WriteInt32LittleEndian(at[54..], header.Sources.Income);
        BinaryPrimitives.WriteInt32LittleEndian(at[58..], header.Sources.Assets);
        BinaryPrimitives.WriteInt32LittleEndian(at[62..], header.Sources.Residence);
    }

    private static HouseholdHeader ReadHeader(ReadOnlySpan<byte> at) => new()
    {
        Kind = (HouseholdKind)at[4],
        MarriedWomanCase = (MarriedWomanCase)at[5],
        HousingProof = (HousingProof)at[6],
        Marks = (HouseholdMarks)BinaryPrimitives.ReadUInt16LittleEndian(at[8..]),
        BarredThroughMonth = BinaryPrimitives.ReadInt32LittleEndian(at[10..]),
        RealEstate = BinaryPrimitives.ReadInt64LittleEndian(at[14..]),
        Vehicles = BinaryPrimitives.ReadInt64LittleEndian(at[22..]),
        Cash = BinaryPrimitives.ReadInt64LittleEndian(at[30..]),
        Portfolios = BinaryPrimitives.ReadInt64LittleEndian(at[38..]),
        DomesticWorkers = BinaryPrimitives.ReadInt32LittleEndian(at[46..]),
        Sources = new SourceDays(
            BinaryPrimitives.ReadInt32LittleEndian(at[50..]),
            BinaryPrimitives.ReadInt32LittleEndian(at[54..]),
            BinaryPrimitives.ReadInt32LittleEndian(at[58..]),
            BinaryPrimitives.ReadInt32LittleEndian(at[62..])),
    };

    private static void WriteMember(in MemberFacts member, Span<byte> at)
    {
        at[0] = (byte)member.Relationship;
        at[1] = (byte)member.Nationality;
        at[2] = (byte)member.Sex;
        at[3] = (byte)member.MaritalStatus;
        at[4] = (byte)member.Marks;
        BinaryPrimitives.WriteInt32LittleEndian(at[5..], member.BirthDay);
        BinaryPrimitives.WriteInt16LittleEndian(at[9..], member.DaysAbroad);
    }

    private static MemberFacts ReadMember(ReadOnlySpan<byte> at) => new()
    {
        Relationship = (Relationship)at[0],
        Nationality = (NationalityStatus)at[1],
        Sex = (Sex)at[2],
        MaritalStatus = (MaritalStatus)at[3],
        Marks = (MemberMarks)at[4],
        BirthDay = BinaryPrimitives.ReadInt32LittleEndian(at[5..]),
        DaysAbroad = BinaryPrimitives.ReadInt16LittleEndian(at[9..]),
    };
}

/// <summary>Memory a reader lends to <see cref="FactsCodec.Read"/>; one a thread, used again for every household.
/// </summary>
public sealed class FactsBuffer
{
    /// <summary>Room for the members of one household.</summary>
    internal MemberFacts[] Members { get; } = new MemberFacts[HouseholdFacts.MembersMax];

    /// <summary>Room for its incomes.</summary>
    internal IncomeLine[] Incomes { get; } = new IncomeLine[HouseholdFacts.IncomesMax];
}
