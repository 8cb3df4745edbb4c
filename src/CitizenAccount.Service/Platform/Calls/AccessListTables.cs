using System.Buffers.Binary;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Audit;
using CitizenAccount.Service.Platform.Holdings;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>One look at the data of many households: what a record says, once for all of them. Only added, never
/// changed. <see cref="AccessLooks"/> reads it as a record for each.</summary>
[NotAudited("a record itself, only added")]
internal sealed class AccessListRow
{
    private const int IdSize = BulkInsert.IdSize;

    /// <summary>Made by <see cref="RecordId"/> of the instant below: lists of a span of time are found by it.</summary>
    public required Guid Id { get; init; }

    public required DateTime At { get; init; }

    public required string Actor { get; init; }

    public required string Roles { get; init; }

    public required string Call { get; init; }

    public required int Purpose { get; init; }

    public required string Reference { get; init; }

    public required string LegalBasis { get; init; }

    /// <summary>The gRPC status; denied tries are on record too.</summary>
    public required int Outcome { get; init; }

    /// <summary>The households, as their stored ids one after the other, ascending. Links are kept by household: this
    /// is how those of a list are found.</summary>
    public required byte[] Households { get; init; }

    public int HouseholdCount => Households.Length / IdSize;

    /// <summary>The stored form of households; one that is named twice is one look.</summary>
    public static byte[] Pack(IReadOnlyList<HouseholdId> households)
    {
        Span<byte> id = stackalloc byte[IdSize];
        var numbers = new UInt128[households.Count];
        for (var at = 0; at < numbers.Length; at++)
        {
            households[at].Value.TryWriteBytes(id, bigEndian: true, out _);
            numbers[at] = BinaryPrimitives.ReadUInt128BigEndian(id);
        }

        Array.Sort(numbers);
        var (packed, count) = (new byte[numbers.Length * IdSize], 0);
        for (var at = 0; at < numbers.Length; at++)
        {
            if (at == 0 || numbers[at] != numbers[at - 1])
            {
                BinaryPrimitives.WriteUInt128BigEndian(packed.AsSpan(count++ * IdSize), numbers[at]);
            }
        }

        return count == numbers.Length ? packed : packed[..(count * IdSize)];
    }

    /// <summary>The households of a stored form.</summary>
    public static HouseholdId[] Unpack(byte[] households) =>
        [.. households.Chunk(IdSize).Select(id => HouseholdId.FromBytes(id))];
}

internal sealed class AccessListTable : IEntityTypeConfiguration<AccessListRow>
{
    public void Configure(EntityTypeBuilder<AccessListRow> builder)
    {
        builder.ToTable("AccessLists");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Actor).HasMaxLength(100);
        builder.Property(row => row.Roles).HasMaxLength(200);
        builder.Property(row => row.Call).HasMaxLength(200);
        builder.Property(row => row.Reference).HasMaxLength(100);
        builder.Property(row => row.LegalBasis).HasMaxLength(200);
        builder.Ignore(row => row.HouseholdCount);
        builder.HasIndex(row => row.At);
    }
}

/// <summary>That a household is in a list. The only row that a look at many leaves for each: so it is two ids and no
/// more, in one tree that is its key.</summary>
[NotAudited("a record itself, only added")]
[NothingHeld("the list it leads to is held")]
internal sealed class AccessListLinkRow
{
    public required HouseholdId HouseholdId { get; init; }

    public required Guid AccessListId { get; init; }
}

// Without a foreign key: a link is written with its list and goes with it, and the check would cost as much as the row.
internal sealed class AccessListLinkTable : IEntityTypeConfiguration<AccessListLinkRow>
{
    public const string Name = "AccessListHouseholds";

    public void Configure(EntityTypeBuilder<AccessListLinkRow> builder)
    {
        builder.ToTable(Name);
        builder.HasKey(row => new { row.HouseholdId, row.AccessListId });
    }
}
