using System.Buffers.Binary;
using System.Data.Common;
using CitizenAccount.Service.Platform.Storage;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>What one call leaves on record: a record, or a list of the households it touched.</summary>
internal readonly record struct AccessItem(AccessRecordRow? Record, AccessListRow? List);

/// <summary>Records and lists that are stored in one transaction.</summary>
internal sealed class AccessBatch
{
    // Others wait for their turn to write meanwhile: either takes some tens of milliseconds.
    private const int ItemsMax = 5_000;
    private const int HouseholdsMax = 20_000;
    private const int IdSize = BulkInsert.IdSize;

    // Every hot call leaves one: the change tracker would cost more than the call itself.
    private static readonly BulkTable<AccessRecordRow> RecordColumns = new("AccessRecords",
    [
        new("Id", row => row.Id.ToByteArray(bigEndian: true)),
        new("At", row => row.At),
        new("Actor", row => row.Actor),
        new("Roles", row => row.Roles),
        new("Call", row => row.Call),
        new("HouseholdId", row => row.HouseholdId?.ToBytes()),
        new("Purpose", row => (long)row.Purpose),
        new("Reference", row => row.Reference),
        new("LegalBasis", row => row.LegalBasis),
        new("Outcome", row => (long)row.Outcome),
    ]);

    private static readonly BulkTable<AccessListRow> ListColumns = new("AccessLists",
    [
        new("Id", row => row.Id.ToByteArray(bigEndian: true)),
        new("At", row => row.At),
        new("Actor", row => row.Actor),
        new("Roles", row => row.Roles),
        new("Call", row => row.Call),
        new("Purpose", row => (long)row.Purpose),
        new("Reference", row => row.Reference),
        new("LegalBasis", row => row.LegalBasis),
        new("Outcome", row => (long)row.Outcome),
        new("Households", row => row.Households),
    ]);

    private readonly List<AccessRecordRow> _records = [];
    private readonly List<AccessListRow> _lists = [];

    public int Count => _records.Count + _lists.Count;

    /// <summary>Households of the lists in it.</summary>
    public int Households { get; private set; }

    public bool IsFull => Count >= ItemsMax || Households >= HouseholdsMax;

    public void Add(AccessItem item)
    {
        if (item.Record is { } record)
        {
            _records.Add(record);
        }

        if (item.List is { } list)
        {
            _lists.Add(list);
            Households += list.HouseholdCount;
        }
    }

    public void Clear()
    {
        _records.Clear();
        _lists.Clear();
        Households = 0;
    }

    public void Write(BulkInsert bulk, DbTransaction transaction)
    {
        if (_records.Count > 0)
        {
            bulk.Write(transaction, RecordColumns, _records);
        }

        if (_lists.Count > 0)
        {
            bulk.Write(transaction, ListColumns, _lists);
            bulk.WriteIds(
                transaction, AccessListLinkTable.Name,
                [nameof(AccessListLinkRow.HouseholdId), nameof(AccessListLinkRow.AccessListId)], Links());
        }
    }

    // Those of all lists together by household, as the table keeps them: each page of its tree is written once.
    private byte[] Links()
    {
        var (households, lists) = (new UInt128[Households], new int[Households]);
        var count = 0;
        for (var list = 0; list < _lists.Count; list++)
        {
            var packed = _lists[list].Households.AsSpan();
            for (var at = 0; at < packed.Length; at += IdSize)
            {
                households[count] = BinaryPrimitives.ReadUInt128BigEndian(packed[at..]);
                lists[count++] = list;
            }
        }

        Array.Sort(households, lists);
        var links = new byte[count * 2 * IdSize];
        for (var at = 0; at < count; at++)
        {
            var link = links.AsSpan(at * 2 * IdSize);
            BinaryPrimitives.WriteUInt128BigEndian(link, households[at]);
            _lists[lists[at]].Id.TryWriteBytes(link[IdSize..], bigEndian: true, out _);
        }

        return links;
    }
}
