using System.Buffers.Binary;
using System.Text;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;
using Grpc.Core;

namespace CitizenAccount.Service.Accounts;

/// <summary>ListAccessRecords: who looked at a person's data. A look is on record a moment after it was answered.
/// </summary>
internal sealed class AccessRecordCalls(
    AccountsStore accounts, AccessRecordList records, AccountTokens tokens, KeyRing keys, TimeProvider clock)
{
    private readonly SignedText _pages = new(keys, "access record page");

    public async Task<ListAccessRecordsResponse> ListAsync(ListAccessRecordsRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var name = check.ReadAccount(request.Parent, "parent");
        var from = request.FromDate is null ? null : check.ReadDate(request.FromDate, "from_date");
        var until = request.UntilDate is null ? null : check.ReadDate(request.UntilDate, "until_date");
        check.That(
            from is null || until is null || from <= until, "until_date",
            "اليوم الأخير لا يسبق اليوم الأول.", "The last day does not come before the first.");
        var size = Paging.ReadSize(request.PageSize, check);
        ReadTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        var account = await accounts.FindNamedAsync(name, request.Purpose, context);
        tokens.RequireSeen(request.Consistency, account);
        var bounds = (
            From: from is { } first ? Riyadh.StartOf(first).UtcDateTime : DateTime.UnixEpoch,
            Until: Riyadh.EndOf(until ?? Riyadh.DateOf(clock.GetUtcNow())).UtcDateTime);
        var place = ContextOf(account, context.Caller(), bounds.From, bounds.Until);
        var span = ReadPage(request.PageToken, place, bounds.From, bounds.Until);
        var page = await records.ListAsync(account, span, size, context.CancellationToken);
        var response = new ListAccessRecordsResponse
        {
            NextPageToken = page.Next is { } next ? PageOf(next, place) : "",
            Freshness = ReadTokens.FromDatabase(account.Version, clock.GetUtcNow()),
            ConsistencyToken = tokens.Issue(account),
        };
        response.Records.Add(page.Records);
        return response;
    }

    private AccessSpan ReadPage(string token, byte[] place, DateTime from, DateTime until)
    {
        if (token.Length == 0)
        {
            return new AccessSpan(from, until, null, 0);
        }

        if (!_pages.TryOpen(token, place, out var content) || content.Length != 12)
        {
            throw Refusal.Of(ErrorReason.PageTokenInvalid).ToException();
        }

        var hour = new DateTime(BinaryPrimitives.ReadInt64BigEndian(content), DateTimeKind.Utc);
        return new AccessSpan(from, until, hour, BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(8)));
    }

    private string PageOf((DateTime Hour, int Skip) next, byte[] place)
    {
        Span<byte> content = stackalloc byte[12];
        BinaryPrimitives.WriteInt64BigEndian(content, next.Hour.Ticks);
        BinaryPrimitives.WriteInt32BigEndian(content[8..], next.Skip);
        return _pages.Sign(content, place);
    }

    private static byte[] ContextOf(AccountRow account, Caller caller, DateTime from, DateTime until) =>
    [
        .. account.Id.ToBytes(), .. BitConverter.GetBytes(from.Ticks), .. BitConverter.GetBytes(until.Ticks),
        .. Encoding.UTF8.GetBytes(caller.Subject),
    ];
}
