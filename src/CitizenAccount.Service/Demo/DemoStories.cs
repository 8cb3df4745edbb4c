using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Demo.Stories;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Platform.Storage;
using Grpc.Net.Client;
using Spectre.Console;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Demo;

/// <summary>Tells the twelve stories to the demo's own service, over its socket, and shows what came of them.</summary>
internal static class DemoStories
{
    /// <summary>Whether nobody of the stories is registered in this data directory yet.</summary>
    public static async Task<bool> AreNewAsync(IServiceProvider services, CancellationToken stop) =>
        await services.GetRequiredService<AccountsApi>().FindByNationalIdAsync(
            NationalId.Parse(StoryIdentities.NationalId(1, 1)), stop) is null;

    /// <summary>Tells them, around the data cut-off of the month; the service is listening.</summary>
    public static async Task<IReadOnlyList<Story>> TellAsync(
        WebApplication app, YearMonth month, DemoClock clock, Action<Story> told, CancellationToken stop)
    {
        using var channel = GrpcChannel.ForAddress(app.Urls.First());
        var stage = StoryOffices.Stage(app.Services, channel, PhoneFileOf(app.Services), clock.StandAt, stop);
        var stories = new TwelveStories(stage, month);
        var all = stories.All;
        await stage.TellAsync(all, stories.On(15), told);
        return all;
    }

    /// <summary>When they begin.</summary>
    public static DateTimeOffset BeginOf(YearMonth month) => TwelveStories.BeginOf(month);

    /// <summary>Shows what each household is due, and how its people sign in.</summary>
    public static async Task ShowAsync(
        IServiceProvider services, IReadOnlyList<Story> stories, YearMonth month, CancellationToken stop)
    {
        var store = services.GetRequiredService<EligibilityStore>();
        var table = new Table().AddColumns("Story / القصة", "ID", "Password", $"Due {month}");
        foreach (var story in stories)
        {
            var row = await store.FindAsync(CycleRun.CodeOf(month), story.Citizen.Household, stop);
            table.AddRow(
                Markup.Escape($"{story.Title.English}\n{story.Title.Arabic}"), story.Citizen.NationalId,
                story.Citizen.Password, row is null ? "-" : new Rules.Money(row.Amount).ToString());
        }

        AnsiConsole.Write(table);
        AnsiConsole.MarkupLine(
            $"[grey]Their SMS, codes too, are written into {Markup.Escape(PhoneFileOf(services))}.[/]");
    }

    private static string PhoneFileOf(IServiceProvider services) => Path.Combine(
        Path.GetFullPath(services.GetRequiredService<StorageOptions>().DataDirectory), "outbox", "sms.jsonl");
}
