using CitizenAccount.Service.Demo.Stories;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Tests.Stories;

/// <summary>A running service in which the twelve stories of the demo have been told through a real client, SMS and all,
/// around the data cut-off of February 2027; then that month and the next were decided and published. It must not log
/// an error.</summary>
public sealed class StoriesTold : IAsyncLifetime
{
    internal static readonly YearMonth Month = new(2027, 2);

    internal static readonly YearMonth Next = new(2027, 3);

    internal RunningService Service { get; private set; } = null!;

    internal StoryStage Stage { get; private set; } = null!;

    internal IReadOnlyList<Story> Stories { get; private set; } = [];

    public async Task InitializeAsync()
    {
        Service = await RunningService.StartAsync(new Dictionary<string, string?> { ["Limits:CallsBurst"] = "100000" });
        Stage = StoryOffices.Stage(
            Service.Services, Service.Channel, Path.Combine(Service.Folder, "outbox", "sms.jsonl"), Service.Clock.MoveTo,
            CancellationToken.None);
        var stories = new TwelveStories(Stage, Month);
        Stories = stories.All;
        try
        {
            await Stage.TellAsync(Stories, stories.On(15));
        }
        catch (RpcException failure)
        {
            var refused = Refused.Read(failure);
            throw new InvalidOperationException(
                $"{refused.Reason}: {string.Join(", ", refused.Fields)} {string.Join(", ", refused.Metadata)}", failure);
        }

        await Service.PublishAsync(Month);
        Service.MovePastCutOffOf(Next);
        await Service.PublishAsync(Next);
    }

    public async Task DisposeAsync()
    {
        await Service.DisposeAsync();
        Assert.Empty(Service.Log.Errors);
    }
}
