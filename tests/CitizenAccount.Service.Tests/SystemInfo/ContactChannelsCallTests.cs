using CitizenAccount.Contracts.System.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.SystemInfo;

/// <summary>The contact channels over the wire, page by page.</summary>
public sealed class ContactChannelsCallTests(EmptyService running) : IClassFixture<EmptyService>
{
    [Fact]
    public async Task The_phone_comes_first_and_every_channel_names_its_sources()
    {
        var answer = await AskAsync(new ListContactChannelsRequest());
        Assert.Equal((ContactChannelKind.Phone, "19912"), (answer.Channels[0].Kind, answer.Channels[0].Address));
        Assert.Equal(answer.Channels.OrderBy(channel => channel.Kind), answer.Channels);
        Assert.Empty(answer.NextPageToken);
        Assert.All(answer.Channels, channel =>
        {
            Assert.NotEmpty(channel.Sources);
            Assert.NotEmpty(channel.Label.Ar);
            Assert.NotEmpty(channel.Label.En);
        });
    }

    [Fact]
    public async Task Pages_of_one_follow_one_another_to_the_same_list()
    {
        var whole = (await AskAsync(new ListContactChannelsRequest { PageSize = int.MaxValue })).Channels;
        var seen = new List<ContactChannel>();
        var request = new ListContactChannelsRequest { PageSize = 1 };
        do
        {
            var answer = await AskAsync(request);
            seen.Add(Assert.Single(answer.Channels));
            request.PageToken = answer.NextPageToken;
        }
        while (request.PageToken.Length > 0 && seen.Count <= whole.Count);

        Assert.Equal(whole, seen);
        Assert.True(seen.Count > 1);
    }

    [Fact]
    public async Task A_page_token_serves_only_the_caller_and_the_day_it_was_given_for()
    {
        var request = new ListContactChannelsRequest { PageSize = 1 };
        request.PageToken = (await AskAsync(request)).NextPageToken;
        await AskAsync(request);
        await AssertRefusedAsync(request, running.Service.As(Role.Agent));
        running.Service.Clock.Move(TimeSpan.FromDays(1));
        try
        {
            await AssertRefusedAsync(request, null);
        }
        finally
        {
            running.Service.Clock.MoveTo(RunningService.Start);
        }
    }

    private async Task AssertRefusedAsync(ListContactChannelsRequest request, Metadata? credentials)
    {
        var refused = await Refused.ByAsync(
            running.Service.System().ListContactChannelsAsync(request, Clients.By(credentials)));
        Assert.Equal((StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID"), (refused.Code, refused.Reason));
    }

    private async Task<ListContactChannelsResponse> AskAsync(ListContactChannelsRequest request) =>
        await running.Service.System().ListContactChannelsAsync(request, Clients.By());
}
