using System.Buffers.Binary;
using System.Text;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;
using Contract = CitizenAccount.Contracts.Account.V1;

namespace CitizenAccount.Service.Applications;

/// <summary>Where a reader is in a household's events.</summary>
/// <param name="Household">The household.</param>
/// <param name="Reader">Who reads; a page token serves nobody else.</param>
/// <param name="Kinds">Only these kinds; empty is all.</param>
/// <param name="PageToken">Token of the page before; empty at the start.</param>
internal sealed record EventPlace(HouseholdId Household, string Reader, byte[] Kinds, string PageToken);

/// <summary>A page of events.</summary>
internal sealed record EventPage(IReadOnlyList<Contract.ApplicationEvent> Events, string NextPageToken);

/// <summary>Lists events page by page, newest first.</summary>
internal sealed class EventPages(ApplicationsStore store, ApplicationSeals seals, KeyRing keys)
{
    private const int KindsMax = 50;

    private readonly SignedText _pages = new(keys, "application event page");

    /// <summary>Reads a filter by kind.</summary>
    public static byte[] ReadKinds(IReadOnlyCollection<Contract.ApplicationEventKind> kinds, RequestCheck check)
    {
        check.That(
            kinds.Count <= KindsMax
            && kinds.All(kind => Enum.IsDefined(kind) && kind != Contract.ApplicationEventKind.Unspecified),
            "kinds", "اختر أنواعًا من القائمة.", "Choose kinds from the list.");
        return [.. kinds.Where(kind => Enum.IsDefined(kind)).Select(kind => (byte)kind).Distinct().Order()];
    }

    /// <summary>The number before which the page begins.</summary>
    /// <exception cref="RefusalException">PAGE_TOKEN_INVALID.</exception>
    public int Read(EventPlace place) =>
        place.PageToken.Length == 0 ? int.MaxValue
        : _pages.TryOpen(place.PageToken, ContextOf(place), out var content) && content.Length == 4
            ? BinaryPrimitives.ReadInt32LittleEndian(content)
            : throw Refusal.Of(ErrorReason.PageTokenInvalid).ToException();

    public async Task<EventPage> ListAsync(EventPlace place, int before, int size, CancellationToken stop)
    {
        // One more than wanted tells whether there is a next page.
        var rows = await store.ListEventsAsync(place.Household, place.Kinds, before, size + 1, stop);
        var page = rows.Take(size).Select(row => EventWire.ToWire(
            row,
            row.DetailSealed is { } content ? seals.OpenDetail(row.HouseholdId, row.Number, content) : null));
        return new EventPage([.. page], rows.Count > size ? Token(rows[size - 1].Number, place) : "");
    }

    private static byte[] ContextOf(EventPlace place) =>
    [
        .. place.Household.ToBytes(), (byte)place.Kinds.Length, .. place.Kinds,
        .. Encoding.UTF8.GetBytes(place.Reader),
    ];

    private string Token(int number, EventPlace place)
    {
        Span<byte> content = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(content, number);
        return _pages.Sign(content, ContextOf(place));
    }
}
