using System.Buffers.Binary;
using System.Text;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;

namespace CitizenAccount.Service.SystemInfo;

/// <summary>Cuts the list of channels into pages. A token is bound to the caller and to the day: the channels of
/// another day may be others, so yesterday's token is refused rather than continued in the wrong place.</summary>
internal sealed class ChannelPages(KeyRing keys)
{
    private readonly SignedText _tokens = new(keys, "contact channel page");

    /// <summary>One page, and the token of the next; the token is empty on the last page.</summary>
    /// <exception cref="RefusalException">PAGE_TOKEN_INVALID.</exception>
    public (IReadOnlyList<ChannelEntry> Page, string Next) Cut(
        IReadOnlyList<ChannelEntry> channels, int size, string token, Caller caller, DateOnly day)
    {
        var context = Context(caller, day);
        var from = token.Length == 0 ? 0 : Open(token, context);
        ChannelEntry[] page = [.. channels.Skip(from).Take(size)];
        var next = from + page.Length;
        return (page, next < channels.Count ? Sign(next, context) : "");
    }

    private static byte[] Context(Caller caller, DateOnly day)
    {
        var subject = Encoding.UTF8.GetBytes(caller.Subject);
        var context = new byte[4 + subject.Length];
        BinaryPrimitives.WriteInt32LittleEndian(context, day.DayNumber);
        subject.CopyTo(context, 4);
        return context;
    }

    private int Open(string token, byte[] context) =>
        _tokens.TryOpen(token, context, out var content) && content.Length == 4
            ? BinaryPrimitives.ReadInt32LittleEndian(content)
            : throw Refusal.Of(ErrorReason.PageTokenInvalid).ToException();

    private string Sign(int from, byte[] context)
    {
        Span<byte> content = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(content, from);
        return _tokens.Sign(content, context);
    }
}
