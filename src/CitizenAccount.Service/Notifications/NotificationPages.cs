using System.Text;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;

namespace CitizenAccount.Service.Notifications;

/// <summary>Where a reader is in a list.</summary>
/// <param name="Filter">The list.</param>
/// <param name="Reader">Who reads; a page token serves nobody else.</param>
/// <param name="PageToken">Token of the page before; empty at the start.</param>
internal sealed record NotificationPlace(ListFilter Filter, string Reader, string PageToken);

/// <summary>Pages of an account's list.</summary>
internal sealed class NotificationPages(NotificationStore store, KeyRing keys)
{
    private const int IdSize = 16;

    private readonly SignedText _pages = new(keys, "notification page");

    /// <summary>A page, and the token of the next one; empty on the last.</summary>
    /// <exception cref="RefusalException">PAGE_TOKEN_INVALID.</exception>
    public async Task<(IReadOnlyList<ListedMessage> Page, string NextPageToken)> GetAsync(
        NotificationPlace place, int size, CancellationToken stop)
    {
        var context = ContextOf(place);
        Guid? before = place.PageToken.Length == 0 ? null
            : _pages.TryOpen(place.PageToken, context, out var content) && content.Length == IdSize
                ? new Guid(content, bigEndian: true)
                : throw Refusal.Of(ErrorReason.PageTokenInvalid).ToException();

        // One more than wanted tells whether there is a next page.
        var found = await store.ListAsync(place.Filter, before, size + 1, stop);
        return found.Count <= size
            ? (found, "")
            : ([.. found.Take(size)], _pages.Sign(found[size - 1].Message.Id.ToByteArray(bigEndian: true), context));
    }

    private static byte[] ContextOf(NotificationPlace place) =>
    [
        .. place.Filter.Account.ToBytes(),
        place.Filter.UnreadOnly ? (byte)1 : (byte)0,
        .. place.Filter.Kinds.Order().SelectMany(kind => BitConverter.GetBytes((short)kind)),
        .. Encoding.UTF8.GetBytes(place.Reader),
    ];
}
