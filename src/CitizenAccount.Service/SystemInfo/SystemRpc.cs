using CitizenAccount.Contracts.System.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;
using Grpc.Core;

namespace CitizenAccount.Service.SystemInfo;

/// <summary>What the service is and how people reach the programme, at the wire. Open to all.</summary>
internal sealed class SystemRpc(
    ServiceIdentity identity, ReceiptKeys receipts, ContactChannels channels, ChannelPages pages, TimeProvider clock)
    : SystemService.SystemServiceBase
{
    public override Task<GetSystemInfoResponse> GetSystemInfo(GetSystemInfoRequest request, ServerCallContext context)
    {
        var asked = SystemRequest.Parse(request);
        return Task.FromResult(new GetSystemInfoResponse { Info = identity.Describe(asked.Client, receipts) });
    }

    public override Task<ListContactChannelsResponse> ListContactChannels(
        ListContactChannelsRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var size = Paging.ReadSize(request.PageSize, check);
        check.ThrowIfBad();
        var today = Riyadh.DateOf(clock.GetUtcNow());
        var (page, next) = pages.Cut(channels.On(today), size, request.PageToken, context.Caller(), today);
        return Task.FromResult(new ListContactChannelsResponse
        {
            Channels = { page.Select(entry => entry.ToWire()) },
            NextPageToken = next,
        });
    }
}
