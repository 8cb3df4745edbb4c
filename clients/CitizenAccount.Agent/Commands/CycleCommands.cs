using System.CommandLine;
using System.Globalization;
using CitizenAccount.Client;
using CitizenAccount.Contracts.Eligibility.V1;
using Google.Protobuf;
using Spectre.Console;
using YearMonth = CitizenAccount.Contracts.Type.V1.YearMonth;

namespace CitizenAccount.Agent.Commands;

/// <summary>The monthly cycle.</summary>
internal static class CycleCommands
{
    private static readonly string[] Columns =
        ["name", "number", "state", "payment_date", "counts.households", "counts.supported_households",
            "totals.entitlement"];

    private static readonly Argument<string> Name = new("cycle") { Description = "Such as 2026-12 or cycles/2026-12." };
    private static readonly Option<bool> Provisional = new("--confirm-provisional")
    {
        Description = "Goes on though the policy of the month is not announced.",
    };

    private static readonly Option<bool> CheckOnly = new("--validate-only") { Description = "Says what would happen." };
    private static readonly Option<string> Note = new("--note") { Description = "Why.", Required = true };

    public static Command Make() => CommandTree.Group(
        "cycle", "The monthly cycle.",
        CommandTree.Make("list", "Lists cycles.", ListAsync),
        CommandTree.Make("show", "Shows one.", ShowAsync, Name),
        CommandTree.Make("start", "Seals the snapshot and starts deciding.", StartAsync, Name, Provisional, CheckOnly),
        CommandTree.Make("watch", "Shows how it goes until it is published or cancelled.", WatchAsync, Name),
        CommandTree.Make("review", "Shows what is unusual about it.", ReviewAsync, Name),
        CommandTree.Make("approve", "Approves it, as another person than who started it.", ApproveAsync, Name, Note),
        CommandTree.Make("publish", "Publishes it to everyone, as a third person.", PublishAsync, Name),
        CommandTree.Make("cancel", "Cancels it.", CancelAsync, Name, Note));

    private static async Task ListAsync(Run run)
    {
        var answer = await run.Client.Cycles.ListCyclesAsync(new ListCyclesRequest(), cancellationToken: run.Stop);
        run.Out.Table([.. answer.Cycles.Cast<IMessage>()], Columns);
    }

    private static async Task ShowAsync(Run run) => run.Out.Fields(await GetAsync(run), [.. Columns, "etag"]);

    private static async Task StartAsync(Run run)
    {
        var checkOnly = run.Get(CheckOnly);
        if (!checkOnly)
        {
            run.Confirm($"Seal the facts and decide {NameOf(run)}?");
        }

        var answer = await run.Client.Cycles.StartCycleAsync(
            new StartCycleRequest
            {
                BenefitMonth = MonthOf(run),
                ConfirmProvisional = run.Get(Provisional),
                ValidateOnly = checkOnly,
            },
            cancellationToken: run.Stop);
        run.Out.Fields(answer.Cycle, Columns);
    }

    private static async Task WatchAsync(Run run)
    {
        var states = run.Client.WatchCycleAsync(NameOf(run), run.Stop);
        if (run.Out.Json || !run.Out.Console.Profile.Capabilities.Interactive)
        {
            await foreach (var cycle in states)
            {
                run.Out.Show(cycle, () => run.Out.WriteLine(Line(cycle)));
            }

            return;
        }

        await run.Out.Console.Progress().HideCompleted(false).StartAsync(async progress =>
        {
            var task = progress.AddTask(NameOf(run), maxValue: 1);
            await foreach (var cycle in states)
            {
                task.Description = Line(cycle);
                task.MaxValue = Math.Max(cycle.Progress?.Households ?? 1, 1);
                task.Value = cycle.Progress?.HouseholdsDone ?? 0;
            }
        });
    }

    private static async Task ReviewAsync(Run run)
    {
        var answer = await run.Client.Cycles.ReviewCycleAsync(
            new ReviewCycleRequest { Name = NameOf(run) }, cancellationToken: run.Stop);
        run.Out.Show(answer, () =>
        {
            run.Out.Grid(answer.Review.Cycle, Columns);
            run.Out.Table([.. answer.Review.Differences.Cast<IMessage>()], "measure", "before", "after", "unusual");
            run.Out.Table([.. answer.Review.Outliers.Cast<IMessage>()], "household", "text", "before", "after",
                "score");
            run.Out.Grid(answer.Review, "review_sha256");
        });
    }

    // What is approved is what was just shown: its etag and the hash of its review go with the approval.
    private static async Task ApproveAsync(Run run)
    {
        var cycle = await GetAsync(run);
        var review = await run.Client.Cycles.ReviewCycleAsync(
            new ReviewCycleRequest { Name = cycle.Name }, cancellationToken: run.Stop);
        Preview(run, cycle);
        run.Confirm($"Approve {cycle.Name}?");
        var answer = await run.Client.Cycles.ApproveCycleAsync(
            new ApproveCycleRequest
            {
                Name = cycle.Name,
                Etag = cycle.Etag,
                ReviewSha256 = review.Review.ReviewSha256,
                Note = run.Get(Note) ?? "",
            },
            cancellationToken: run.Stop);
        run.Out.Fields(answer.Cycle, Columns);
    }

    private static async Task PublishAsync(Run run)
    {
        var cycle = await GetAsync(run);
        Preview(run, cycle);
        run.Confirm($"Publish {cycle.Name} to every household? This cannot be taken back.");
        var answer = await run.Client.Cycles.PublishCycleAsync(
            new PublishCycleRequest { Name = cycle.Name, Etag = cycle.Etag }, cancellationToken: run.Stop);
        run.Out.Fields(answer.Cycle, Columns);
    }

    private static async Task CancelAsync(Run run)
    {
        var cycle = await GetAsync(run);
        run.Confirm($"Cancel {cycle.Name}?");
        var answer = await run.Client.Cycles.CancelCycleAsync(
            new CancelCycleRequest { Name = cycle.Name, Etag = cycle.Etag, Cause = run.Get(Note) ?? "" },
            cancellationToken: run.Stop);
        run.Out.Fields(answer.Cycle, Columns);
    }

    private static void Preview(Run run, Cycle cycle)
    {
        if (!run.Out.Json)
        {
            run.Out.Grid(cycle, Columns);
        }
    }

    private static async Task<Cycle> GetAsync(Run run) => (await run.Client.Cycles.GetCycleAsync(
        new GetCycleRequest { Name = NameOf(run) }, cancellationToken: run.Stop)).Cycle;

    private static string Line(Cycle cycle) =>
        $"{cycle.Name} {Output.Cells.Of(cycle, "state", false)} {cycle.Progress?.HouseholdsDone ?? 0:N0} of "
        + $"{cycle.Progress?.Households ?? 0:N0}";

    private static string NameOf(Run run) =>
        run.Get(Name) is var typed && typed.StartsWith("cycles/", StringComparison.Ordinal) ? typed : $"cycles/{typed}";

    private static YearMonth MonthOf(Run run)
    {
        var parts = NameOf(run)["cycles/".Length..].Split('-');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var month)
                ? new YearMonth { Year = year, Month = month }
                : new YearMonth();
    }
}
